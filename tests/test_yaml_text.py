"""Facts written as YAML are the same facts when read again, whatever they say."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from generator.authoring.yaml.document import yaml_text
from generator.disclosure.department import read_department
from generator.model.bind import bind
from generator.model.facts import Fact, Facts
from generator.model.figure import WAN, Figure, Op, Words
from tests.any_facts import HERE, NASTY, bare, facts, read

DATA = sorted((Path(__file__).resolve().parents[1] / "data").rglob("*.yaml"))
MARKS = {"...", "---", "\ufeff标记"}  # 可以不加引号，加了更稳妥


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts())
def test_what_is_written_is_read_again(made: Facts) -> None:
    text = yaml_text(made)
    again, findings, _ = read(text)
    assert bare(again) == bare(made)
    assert {finding.code for finding in findings} <= {"A106"}
    assert yaml_text(again) == text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts(), facts())
def test_last_year_written_out(made: Facts, before: Facts) -> None:
    prior = Facts({f"上年.{name}": _moved(fact) for name, fact in before.items()})
    again, _, node = read(yaml_text(Facts(made | prior)))
    assert bare(again) == bare(made)
    assert node is not None
    assert bare(bind(node, "x.yaml", again)[0]) == bare(before)


def _moved(fact: Fact) -> Fact:
    if isinstance(fact, Figure):
        return replace(fact, name=f"上年.{fact.name}")
    return tuple(f"上年.{name}" for name in fact) if isinstance(fact, tuple) else fact


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_examples(path: Path) -> None:
    original, _, _ = read(path.read_text("utf-8"))
    again, findings, _ = read(yaml_text(original))
    assert (bare(again), findings) == (bare(original), [])


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_derived_is_not_written(path: Path) -> None:
    """All facts of a department, last year's too, give the file that the authored ones give."""
    department = read_department(path)
    alone = Facts({name: fact for name, fact in department.facts.items() if not name.startswith("上年.")})
    assert any(f.formula and f.formula.op is Op.SUM for f in alone.values() if isinstance(f, Figure))
    assert yaml_text(alone) == yaml_text(read(path.read_text("utf-8"))[0])


def words(text: str) -> Words:
    """An authored text."""
    return Words(text, HERE)


def amount(name: str, value: str) -> tuple[str, Figure]:
    """An authored amount."""
    return name, Figure(name, Decimal(value), WAN, HERE)


def row(line: str, text: str) -> str:
    """The one line of a text that begins so."""
    found = [each for each in text.split("\n") if each.strip().startswith(line)]
    assert len(found) == 1, text
    return found[0]


def rows_of(made: Facts) -> Iterator[str]:
    """The lines that are no blank ones."""
    return (line for line in yaml_text(made).split("\n") if line)


class TestLook:
    """What an officer sees."""

    YEAR = ("年度", Figure("年度", Decimal(2021), "年", HERE))

    def test_a_row_on_one_line_with_the_name_of_its_code(self) -> None:
        made = Facts([self.YEAR, amount("支出.2150501.项目支出", "11.20"), amount("支出.2150501.基本支出", "1931.010")])
        made["支出.2150501.编码"] = words("2150501")
        assert (
            "  # 215 资源勘探工业信息等支出\n  2150501: {基本支出: 1931.010, 项目支出: 11.20}  # 行政运行\n"
            in yaml_text(made)
        )

    def test_a_row_too_long_for_a_line(self) -> None:
        made = Facts([self.YEAR, amount("支出.2150501.项目支出", "11.20")])
        made["支出.2150501.原因"] = words("追加" * 40)
        text = yaml_text(made)
        assert row("2150501:", text) == "  2150501: # 行政运行"
        assert row("项目支出:", text) == "    项目支出: 11.20"

    def test_codes_in_order_after_the_totals(self) -> None:
        made = Facts(amount(f"基本支出明细.{code}", "1") for code in ("31002", "30201", "合计", "30101"))
        keys = [line.split(":")[0].strip() for line in rows_of(made) if ":" in line]
        assert keys == ["基本支出明细", "合计", "30101", "30201", "31002"]

    def test_a_name_that_the_code_list_gives_is_only_a_comment(self) -> None:
        made = Facts([self.YEAR, amount("收入.2150501.财政拨款", "1")])
        made["收入.2150501.名称"] = words("行政运行")
        assert row("2150501:", yaml_text(made)) == "  2150501: {财政拨款: 1}  # 行政运行"
        made["收入.2150501.名称"] = words("行政运转")
        assert row("2150501:", yaml_text(made)) == "  2150501: {财政拨款: 1, 名称: 行政运转}"

    def test_a_comment_at_the_end_of_the_line(self) -> None:
        made = Facts([amount("政府采购.货物", "20"), amount("政府采购.服务", "5.50"), amount("三公经费.预算", "3")])
        one = {"政府采购.货物": "第2页", "政府采购.服务": "第2页", "三公经费.预算": "第3页\n右栏"}
        assert row("政府采购:", yaml_text(made, comments=one)) == "政府采购: {货物: 20, 服务: 5.50}  # 第2页"
        assert row("三公经费:", yaml_text(made, comments=one)) == "三公经费: {预算: 3}  # 第3页 右栏"
        two = yaml_text(made, comments={**one, "政府采购.服务": "第4页"})
        assert row("货物:", two) == "  货物: 20    # 第2页"
        assert row("服务:", two) == "  服务: 5.50  # 第4页"

    @pytest.mark.parametrize(
        "text", sorted({*NASTY, "2021年", "95%", "≥8.5%", "“三公”经费", "（含补助）：二", "a:b"} - MARKS)
    )
    def test_quotes_only_where_they_are_needed(self, text: str) -> None:
        made = Facts(
            {"预算绩效.结论": words(text), "预算绩效.情况": ("预算绩效.情况.1",), "预算绩效.情况.1": words("好。")}
        )
        written = row("结论:", yaml_text(made)).removeprefix("  结论: ")
        assert (written == text) is (plainly(text) == text)

    def test_prose_is_a_block_or_a_list(self) -> None:
        made = Facts(
            {"概况.职责": ("概况.职责.1", "概况.职责.2"), "概况.职责.1": words("甲。"), "概况.职责.2": words("乙。")}
        )
        assert "  职责:\n    - 甲。\n    - 乙。\n" in yaml_text(made)
        made["概况.职责.1"] = words("很长的一段，" * 30 + "完。")
        block = yaml_text(made).partition("职责: >\n")[2].rstrip("\n").split("\n")
        assert block[-2:] == ["", "    乙。"]
        assert len(block) > 4 and all(line.endswith(("，", "。")) for line in block[:-2])

    def test_the_header_and_the_parts(self) -> None:
        made = Facts([self.YEAR, amount("收入.合计", "1"), amount("支出.合计", "1"), amount("三公经费.预算", "1")])
        lines = list(rows_of(made))
        assert [line.split()[2] for line in lines if line.startswith("# ----")] == ["第二部分", "第三部分"]
        assert yaml_text(made, ["甲", "", "乙"]).startswith("# 甲\n#\n# 乙\n\n年度: 2021\n\n# ---- 第二部分")

    def test_amounts_in_yuan(self) -> None:
        made = Facts([("金额单位", words("元")), amount("支出.合计", "5107.5300")])
        assert row("支出:", yaml_text(made)) == "支出: {合计: 51075300}"


def plainly(text: str) -> str | None:
    """What YAML reads where the text stands as it is behind a key and above another; None where it is no text."""
    try:
        node = yaml.compose(f"a: {text}\nb: 1\n", yaml.SafeLoader)
    except (yaml.YAMLError, TypeError):
        return None
    assert node is not None
    value = node.value[0][1]
    other = value.tag.endswith(("bool", "null", "value", "merge")) or value.value == "待填"
    return None if other or not isinstance(value, yaml.ScalarNode) or value.style else str(value.value)
