"""Facts written as YAML are the same facts when read again, whatever they say."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.authoring.yaml_text import yaml_text
from generator.department import read_department
from generator.model.bind import CONTROL, LIMITS, bind
from generator.model.facts import Fact, Facts
from generator.model.figure import WAN, Figure, Op, Words
from generator.model.keys import ROOT
from generator.model.schema import Amount, Codes, Count, Group, Items, Key, Names, PriorYear, Prose, Terms, Text
from generator.source.finding import Finding
from generator.source.load import load
from generator.source.numbers import parse_number
from generator.source.place import Place

DATA = sorted((Path(__file__).resolve().parents[1] / "data").rglob("*.yaml"))
HERE = Place("某处", 1, 1)
NASTY = (
    "- 一横", "-", "—— 破折号", "－全角", "*引用", "&锚", "%百分", "@甲", "`反引号`", "!标签", "| 竖", ">20%", "冒号: 空格", "末尾:",
    "井 # 号", "#号开头", "yes", "No", "null", "~", "true", "待填", "", "0101", "1e3", "12:30", "2021-01-01", "3.10", ".5", "=",
    "<<", "{花}", "[方]", "a, b", "“中文引号”", "'单'", '"双"', "it's", "? 问", "---", "...", "\\n", "两\n行", "空\n\n行", "制\t表",
    "{{ 支出.合计|万元 }}，完成。", "全角　空格", "\ufeff标记", "末尾是\u2028段", "表情😀", "句。" * 80, "无标点" * 60, "### 标题，" * 30,
)  # fmt: skip


def typed(text: str) -> bool:
    """Whether bind gives the text back as it is."""
    return text == text.strip() and not CONTROL.search(text)


texts = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8"), max_size=30).map(str.strip).filter(typed)
codes = st.text("0123456789", min_size=3, max_size=7).filter(lambda code: len(code) % 2 == 1) | st.sampled_from(
    ("201", "20101", "2150501", "2120801", "30101", "302", "31002")
)
numbers = (
    st.sampled_from(("0", "-0.5", "3.00", "5107.53", "999999999999999.999999999999", "0.000000000001"))
    | st.decimals(-(10**15) + 1, 10**15 - 1, places=2).map(str)
    | st.integers(0, 10**6).map(str)
).map(Decimal)


class Maker:
    """Facts drawn key by key, as bind would have given them."""

    def __init__(self, draw: st.DrawFn, shift: int) -> None:
        self.draw = draw
        self.shift = shift
        self.facts = Facts()

    def make(self, key: Key, name: str) -> None:
        """A value for a key."""
        match key:
            case Amount():
                self.facts[name] = Figure(name, self.draw(numbers).scaleb(self.shift), WAN, HERE)
            case Count(unit=unit):
                limits = LIMITS.get(unit)
                value = Decimal(self.draw(st.sampled_from(limits))) if limits else self.draw(numbers)
                self.facts[name] = Figure(name, value, unit, HERE)
            case Text(choices=choices):
                self.facts[name] = Words(self.draw(st.sampled_from(choices) if choices else texts), HERE)
            case Prose() | Names():
                self.list(name, self.draw(st.lists(texts, max_size=4)))
            case Terms():
                terms = self.draw(st.dictionaries(texts, texts, min_size=1, max_size=3))
                self.facts.update({f"{name}.{term}": Words(text, HERE) for term, text in terms.items()})
                self.facts[name] = tuple(f"{name}.{term}" for term in terms)
            case Group(fields=fields):
                self.fields(key, name, self.draw(st.sets(st.sampled_from(sorted(fields)), max_size=5)))
            case Codes():
                self.codes(key, name)
            case Items(item=item):
                self.items(item, name)
            case PriorYear():
                self.facts[name] = Words("2020.yaml", HERE)

    def list(self, name: str, words: list[str]) -> None:
        """A list of texts."""
        self.facts[name] = tuple(f"{name}.{number}" for number, _ in enumerate(words, 1))
        self.facts.update({f"{name}.{number}": Words(text, HERE) for number, text in enumerate(words, 1)})

    def fields(self, group: Group, name: str, chosen: set[str], always: bool = False) -> None:
        """The chosen fields, and the defaults that come with any."""
        before = len(self.facts)
        for field in sorted(chosen):
            self.make(group.fields[field], f"{name}.{field}".lstrip("."))
        for field, key in group.fields.items():
            if isinstance(key, Text) and key.default and (always or len(self.facts) > before):
                self.facts.setdefault(f"{name}.{field}".lstrip("."), Words(key.default))

    def codes(self, key: Codes, name: str) -> None:
        """Rows and known keys."""
        for code in self.draw(st.sets(codes, max_size=4)):
            self.facts[f"{name}.{code}.编码"] = Words(code, HERE)
            if self.draw(st.booleans()):
                self.make(key.row, f"{name}.{code}")
        for field in self.draw(st.sets(st.sampled_from(sorted(key.fields)), max_size=3)):
            self.make(key.fields[field], f"{name}.{field}")

    def items(self, item: Group, name: str) -> None:
        """Entries of a list, empty ones too."""
        paths = tuple(f"{name}.{number}" for number in range(1, self.draw(st.integers(0, 3)) + 1))
        for path in paths:
            self.fields(item, path, self.draw(st.sets(st.sampled_from(sorted(item.fields)))), always=True)
        self.facts[name] = paths


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts that any file may hold, in 元 or 万元."""
    unit = draw(st.sampled_from(("元", "万元")))
    maker = Maker(draw, -4 if unit == "元" else 0)
    maker.facts["金额单位"] = Words(unit, HERE)
    chosen = draw(st.sets(st.sampled_from(sorted(ROOT.fields.keys() - {"金额单位", "上年"})), max_size=7))
    maker.fields(ROOT, "", chosen, always=True)
    return maker.facts


def read(text: str, around: Facts | None = None) -> tuple[Facts, list[Finding], yaml.Node | None]:
    """The facts of a text as of a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.yaml")
        path.write_bytes(text.encode())
        node, findings = load(path, "x.yaml")
    bound, more, prior = bind(node, "x.yaml", around)
    return bound, [*findings, *more], prior


def bare(facts: Facts) -> dict[str, object]:
    """Names, values and units, no places."""
    return dict(sorted((name, _bare(fact)) for name, fact in facts.items()))


def _bare(fact: Fact) -> object:
    match fact:
        case Figure(value=value, unit=unit):
            return (value, unit)
        case Words(text=text):
            return text
    return fact


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
        assert "  # 215 资源勘探工业信息等支出\n  2150501: {基本支出: 1931.010, 项目支出: 11.20}  # 行政运行\n" in yaml_text(made)

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

    def test_quotes_only_where_they_are_needed(self) -> None:
        plain = ("2021年", "95%", "≥8.5%", "“三公”经费", "追加（含补助）：二", "a:b", "a#b", "007", "12")
        for text in plain:
            assert row("结论:", yaml_text(Facts({"预算绩效.结论": words(text), "预算绩效.情况": ("预算绩效.情况.1",),
                                               "预算绩效.情况.1": words("好。")}))) == f"  结论: {text}"  # fmt: skip
        for text in NASTY:
            assert yaml.safe_load(f"[{yaml_value(text)}]") == [text]

    def test_prose_is_a_block_or_a_list(self) -> None:
        made = Facts({"概况.职责": ("概况.职责.1", "概况.职责.2"), "概况.职责.1": words("甲。"), "概况.职责.2": words("乙。")})
        assert "  职责:\n    - 甲。\n    - 乙。\n" in yaml_text(made)
        made["概况.职责.1"] = words("很长的一段，" * 30 + "完。")
        block = yaml_text(made).partition("职责: |\n")[2].rstrip("\n").split("\n")
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


def yaml_value(text: str) -> str:
    """How a text is written inside braces; numbers and dates come quoted here, so that any reader takes them as text."""
    line = row("部门:", yaml_text(Facts({"部门.名称": words(text)})))
    value = line.removeprefix("部门: {名称: ").removesuffix("}")
    plain = yaml.compose(value, yaml.SafeLoader)
    return value if plain.style or plain.tag.endswith(":str") else f"'{value}'"
