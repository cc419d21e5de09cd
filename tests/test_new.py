"""A new year's file as an officer begins it: what is carried over, what is left to fill, and that nothing is lost."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.authoring.new.year import new_text
from generator.authoring.yaml.edit import set_value
from generator.cli import main
from generator.disclosure.department import examine, read_department
from generator.document.profile import profile_of
from generator.model.bind import bind
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.model.keys import ROOT
from generator.model.schema import Group, Items, Key, Prose
from generator.source.finding import Finding, Level
from generator.source.load import load
from tests.factory import GOOD, made, text_of, with_facts

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "株洲市工业和信息化局"
NAME = EXAMPLE.name
LAST, THIS = f"data/{NAME}/2021.yaml", f"data/{NAME}/2022.yaml"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two years of one department."""
    shutil.copytree(EXAMPLE, tmp_path / "data" / NAME)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def facts_of(path: str) -> Facts:
    """The authored facts of a file that can be read."""
    node, findings = load(Path(path), path)
    facts, more, _ = bind(node, path)
    assert [*findings, *more] == []
    return facts


def pending(path: str) -> list[str]:
    """The key paths marked 待填, in order."""
    root = yaml.compose(Path(path).read_text("utf-8"), Loader=yaml.SafeLoader)
    assert root is not None

    def walk(node: yaml.Node, name: str) -> list[str]:
        if isinstance(node, yaml.ScalarNode):
            return [name] if node.value == "待填" else []
        pairs = node.value if isinstance(node, yaml.MappingNode) else enumerate(node.value, 1)
        return [
            found for key, value in pairs for found in walk(value, f"{name}.{getattr(key, 'value', key)}".lstrip("."))
        ]

    return walk(root, "")


def findings_of(path: str) -> tuple[Finding, ...]:
    """What check would say."""
    return examine(read_department(Path(path)))[1]


def key_of(name: str) -> Key:
    """The key that a name is written under."""
    key: Key = ROOT
    for step in name.split("."):
        key = key.item if isinstance(key, Items) else key
        key = key.fields[step] if isinstance(key, Group) and step != "1" else key
    return key


class TestFromLastYear:
    """juesuan new … --from."""

    @pytest.fixture(autouse=True)
    def made(self, folder: Path, capsys: Output) -> None:
        assert main(["new", NAME, "2022", "--from", LAST]) == 0
        assert f"已建立 {THIS}，{len(pending(THIS))} 处待填" in capsys.readouterr().out

    def test_what_stays_the_same(self) -> None:
        before, now = facts_of(LAST), facts_of(THIS)
        for name, fact in before.items():
            if name.startswith(("概况.", "部门.")) and isinstance(fact, Words):
                assert now.text(name) == fact.text
        assert (now.text("版式"), now.figure("年度").value) == ("湖南/2022", 2022)  # type: ignore[union-attr]

    def test_the_rows_without_their_figures(self) -> None:
        before, now = facts_of(LAST), facts_of(THIS)
        codes = [name for name in before if name.endswith(".编码")]
        assert len(codes) > 60 and all(code in now for code in codes)
        assert [name for name, fact in now.items() if isinstance(fact, Figure)] == ["年度"]
        assert {"支出.2150501.项目支出", "收入.2150501.财政拨款", "基本支出明细.30101", "三公经费.公务接待费.批次"} <= {
            *pending(THIS)
        }

    def test_no_reason_and_no_achievement_is_carried(self) -> None:
        before, text = facts_of(LAST), Path(THIS).read_text("utf-8")
        told = [fact.text for name, fact in before.items() if isinstance(fact, Words) and len(fact.text) > 8
                and name.startswith(("支出", "三公经费", "一般性支出", "绩效自评", "预算绩效", "收支总计", "接受"))]  # fmt: skip
        assert len(told) > 50 and not [each for each in told if each in text]
        reasons = {n for n, f in before.items() if n.endswith("原因") and isinstance(f, Words) and f.place and not n.startswith("绩效")}
        assert len(reasons) > 20 and reasons <= {*pending(THIS)}

    def test_last_year_is_linked(self) -> None:
        assert read_department(Path(THIS)).facts.figure("上年.支出.合计") is not None

    def test_the_form_of_the_new_year(self) -> None:
        assets = [name for name in pending(THIS) if name.startswith("国有资产.单价")]
        assert assets == ["国有资产.单价100万元以上设备"]

    def test_check_lists_what_is_left_in_order_and_build_stops(self, capsys: Output) -> None:
        left = pending(THIS)
        assert main(["check", THIS, "--hints"]) == 1
        shown = capsys.readouterr().out
        assert f"还有 {len(left)} 处待填（共 " in shown
        parts = re.findall(r"  “(\S+)”还有 (\d+) 处待填", shown)
        assert [part for part, _ in parts] == list(dict.fromkeys(name.split(".")[0] for name in left))
        assert sum(int(count) for _, count in parts) == len(left)
        assert {finding.code for finding in findings_of(THIS)} == {"A130", "A131"}
        assert main(["build", THIS, "--to", "html"]) == 1
        assert not Path("output").exists()

    def test_filled_with_last_years_figures_it_is_checked_and_built(self) -> None:
        before, text = facts_of(LAST), Path(THIS).read_text("utf-8")
        for name in pending(THIS):
            fact = before.get(name)
            told = fact.text if isinstance(fact, Words) else "2022年的情况。"
            value = str(fact.value) if isinstance(fact, Figure) else told if fact is not None else "0"
            text = set_value(text, name, value)
        Path(THIS).write_text(text, "utf-8")
        found = findings_of(THIS)
        assert not {finding.code for finding in found} & {"A130", "A131", "A112"}
        assert {f"支出.{code}.原因" for code in ("2010499", "2150501", "2249999")} <= {f.quote for f in found}
        assert main(["build", THIS, "--to", "html", "--draft"]) in {0, 1}
        assert list(Path("output").rglob("*.html"))


class TestSkeleton:
    """juesuan new without last year's file."""

    FILE = "data/示例县水务局/2023.yaml"

    @pytest.fixture(autouse=True)
    def made(self, folder: Path) -> None:
        assert main(["new", "示例县水务局", "2023"]) == 0

    def test_every_key_with_its_help(self) -> None:
        text = Path(self.FILE).read_text("utf-8")
        keys = [*ROOT.fields.items()]
        keys += [(field, key) for _, group in keys if isinstance(group, Group) for field, key in group.fields.items()]
        others = {"部门全称"}  # 名称已经写上
        assert len(keys) > 90
        assert [key.help for field, key in keys if key.help not in {field, *others} and key.help not in text] == []

    def test_it_can_be_read_and_says_what_is_left(self) -> None:
        assert facts_of(self.FILE).text("版式") == "湖南/2023"
        assert {finding.code for finding in findings_of(self.FILE)} == {"A130", "A131"}
        assert pending(self.FILE)[:4] == ["部门.性质", "概况.职责", "概况.内设机构", "收入"]

    def test_what_is_wanted_is_enough(self) -> None:
        """Filled in alone, what is 待填 leaves nothing that the disclosure lacks."""
        text = Path(self.FILE).read_text("utf-8")
        rows = {
            "收入": ("2130301.财政拨款",),
            "支出": ("2130301.年初预算", "2130301.基本支出"),
            "基本支出明细": ("30101", "30201"),
        }
        for name in pending(self.FILE):
            for row in rows.get(name, ()):
                text = set_value(text, f"{name}.{row}", "100.00")
            if name not in rows and name != "上年":
                amount = {"全年预算": "100.00", "性质": "行政"}.get(name.rpartition(".")[2], "0")
                text = set_value(text, name, "管理水资源。" if isinstance(key_of(name), Prose) else amount)
        text = re.sub("^(  职责|  内设机构): .*$", r"\1: [办公室]", text, flags=re.MULTILINE)
        text = text.replace("\n上年: 待填", "\n上年: {一般公共预算: {合计: 90}, 收支总计: {收入: 90}, 机关运行经费: {决算: 1},"
                            " 三公经费: {决算: 0}}")  # fmt: skip
        Path(self.FILE).write_text(text, "utf-8")
        lacking = [f for f in findings_of(self.FILE) if f.code == "A112" or f.code[1] == "7" or f.code[0] == "A"]
        assert lacking == []


class TestFiles:
    """Nothing is overwritten."""

    def test_an_old_file_is_left_alone(self, folder: Path, capsys: Output) -> None:
        before = Path(LAST).read_bytes()
        assert main(["new", NAME, "2021"]) == 2
        assert LAST in capsys.readouterr().err
        assert Path(LAST).read_bytes() == before

    def test_force_keeps_the_old_one_each_time(self, folder: Path) -> None:
        before = Path(LAST).read_bytes()
        assert main(["new", NAME, "2021", "--force"]) == main(["new", NAME, "2021", "--force"]) == 0
        assert Path(f"{LAST}.bak").read_bytes() == before
        assert Path(f"{LAST}.bak1").read_bytes() == Path(LAST).read_bytes() != before

    def test_elsewhere_and_still_linked(self, folder: Path) -> None:
        assert main(["new", NAME, "2022", "--from", LAST, "-o", "稿/新.yaml"]) == 0
        assert f"上年: ../data/{NAME}/2021.yaml\n" in Path("稿/新.yaml").read_text("utf-8")

    def test_last_years_file_beside_it_is_linked(self, folder: Path) -> None:
        assert main(["new", NAME, "2022"]) == 0
        assert "\n上年: 2021.yaml" in Path(THIS).read_text("utf-8")

    def test_a_few_figures_give_the_names_and_every_key(self, folder: Path) -> None:
        assert main(["new", NAME, "2021", "--from", f"data/{NAME}/2020.yaml", "--force"]) == 0
        text = Path(LAST).read_text("utf-8")
        assert "部门: {名称: 株洲市工业和信息化局, 自称: 本单位, 性质: 行政}\n" in text
        assert "政府采购.货物" in pending(LAST) and "\n上年: 2020.yaml" in text

    @pytest.mark.parametrize("arguments", [["../外面", "2022"], ["某局", "22"], ["某局", "二〇二二"]])
    def test_names_and_years_that_are_none(self, folder: Path, arguments: list[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["new", *arguments])
        assert stopped.value.code == 2

    def test_last_years_file_that_cannot_be_read(self, folder: Path, capsys: Output) -> None:
        assert main(["new", NAME, "2022", "--from", "没有.yaml"]) == 2
        assert "A101" in capsys.readouterr().err and not Path(THIS).exists()


@pytest.mark.parametrize(
    ("year", "like", "best"),
    [
        (2020, "湖南/2021", "湖南/2021"),
        (2022, "湖南/2021", "湖南/2022"),
        (2030, "湖南/2021", "湖南/2025"),
        (2018, "湖南/2021", ""),
        (2025, "清溪县/2023", "清溪县/2023"),
        (2022, "清溪县/2023", ""),
        (2025, "", ""),
    ],
)
def test_the_profile_of_a_year_and_region(year: int, like: str, best: str, folder: Path) -> None:
    own = folder / "templates" / "清溪县" / "2023" / "profile.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("基于: 湖南/2022\n适用年度: 2023\n", "utf-8")
    assert profile_of(year, like) == best


def test_a_department_whose_name_begins_with_the_place_of_a_form_gets_that_form() -> None:
    assert profile_of(2025, "", "上海市某局") == "上海/2025"
    assert profile_of(2021, "", "清溪县水利局") == "湖南/2021"
    assert profile_of(2025, "", "浙江省某局") == profile_of(2026, "通用", "浙江省某局") == "通用"


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("浙江省水利厅", "通用", "通用：用的是财政部的表样和各省共有的话，没有照本省的样式核实；请对照本省当年的通知，"
         "不同的写进自己的版式（使用手册“写一个省的版式”）。"),
        ("清溪县水利局", "湖南/2024", "由部门名称看不出是哪个省的，写的是 湖南/2024；别的省的，用 --版式 指定，没有本省的用 --版式 通用。"),
    ],
)
def test_a_department_of_a_province_without_a_form_is_told_which_was_taken(
    name: str, form: str, said: str, folder: Path, capsys: Output
) -> None:
    assert main(["new", name, "2024"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == said
    assert facts_of(f"data/{name}/2024.yaml").text("版式") == form


def test_a_form_that_was_not_seen_is_said_to_be(folder: Path, capsys: Output) -> None:
    def said(year: int) -> str:
        assert main(["new", "清溪县水利局", str(year), "--版式", "湖南/2025"]) == 0
        return capsys.readouterr().out

    assert "湖南/2025：按2024年度的版式，2025年度的样式尚未核实。" in said(2025)
    assert "湖南/2025：按2024年度的版式" in said(2027)
    assert "没有2018年度的版式，写的是 湖南/2025" in said(2018)
    assert facts_of("data/清溪县水利局/2018.yaml").text("版式") == "湖南/2025"


def test_a_form_that_there_is_not_is_no_form(folder: Path, capsys: Output) -> None:
    assert main(["new", "清溪县水利局", "2025", "--版式", "糊南/2025"]) == 2
    assert "是不是“湖南/2025”" in capsys.readouterr().err and not Path("data/清溪县水利局/2025.yaml").exists()


def test_a_value_in_quotes_is_not_waiting(folder: Path) -> None:
    text = Path(LAST).read_text("utf-8")
    Path(LAST).write_text(text.replace("结论: 全部完成绩效目标，绩效评价结果为优", "结论: '待填'"), "utf-8")
    assert not {finding.code for finding in findings_of(LAST)} & {"A130", "A131"}
    Path(LAST).write_text(text.replace("决算: 11.55", "决算: 待填  # 未定"), "utf-8")
    found = [finding for finding in findings_of(LAST) if finding.code in {"A130", "A131"}]
    assert [finding.level for finding in found] == [Level.ERROR, Level.HINT]
    assert "“三公经费”还有 1 处待填：公务接待费.决算。" in found[1].message


def test_ones_own_words_go_on_with_their_years_and_without_their_figures(tmp_path: Path) -> None:
    own = (
        "# 收入决算情况说明",
        "2021年度收入合计{{ 收入.合计|万元 }}，与2020年相比{{ 收入.合计|增长下降率(上年.收入.合计) }}，其中捐赠12.30万元、3个项目。",
        "截至2021年12月31日，单价100万元以上设备见附表。政府采购、国有资产、绩效、政府性基金、机关运行经费、“三公”经费见后。",
        "@节 支出决算",
    )
    last = tmp_path / "2021.yaml"
    last.write_text("\n".join([text_of(GOOD), "情况说明: |", *(f"  {line}" for line in own), ""]), "utf-8")
    text = new_text("示例县水务局", 2022, "湖南/2022", "2021.yaml", with_facts(last))
    assert "2022年度收入合计{{ 收入.合计|万元 }}，与2021年相比{{ 收入.合计|增长下降率(上年.收入.合计) }}" in text
    assert "其中捐赠待填万元、待填个项目。" in text
    assert "截至2022年12月31日，单价100万元以上设备见附表。" in text
    assert "@节 支出决算" in text
    path = tmp_path / "2022.yaml"
    path.write_text(text, "utf-8")
    parts = [finding for finding in made(path).findings if finding.code == "A131" and finding.quote == "情况说明"]
    assert [finding.message for finding in parts] == ["“情况说明”还有 2 处待填。"]
