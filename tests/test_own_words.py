"""Import keeps the words of a published text: what the profile says otherwise becomes the department's own text, alive."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.authoring.imports.files import Imported, import_files
from generator.disclosure.department import compose, read_department
from generator.disclosure.render import render
from generator.document.tree import Heading, Paragraph, plain
from generator.published.audit import read_publication
from generator.published.compare import compare
from generator.published.differences import Difference, Kind
from generator.published.passages import folded, published_passages
from generator.published.places_in_lines import within
from tests.departments import publishable
from tests.factory import Data, changed, made, text_of
from tests.regional import FORMS, draw
from tests.seeds import each_seed
from tests.test_import import PLAIN, overdrawn

OTHER_WORDS = {
    "本年收入合计": "2021年度收入合计",
    "本年支出合计": "全年支出合计",
    "，与上年相比，": "，同上年相比，",
    "内设机构包括：": "内设",
    "降低": "下降",
    "无法计算百分比": "不计算百分比",
    "政府采购支出总额": "采购总额",
    "一般性支出情况说明": "关于一般性支出的说明",
}
EXPLAINED = {Kind.FIGURE: {"E", "H212", "H202"}, Kind.FORMAT: {"H619", "W610"}, Kind.WORDING: {"E"}}


def published(folder: Path, data: Data, words: dict[str, str]) -> Path:
    """The document of a department, published in other words."""
    source = folder / "甲.yaml"
    source.write_text(text_of(data), "utf-8")
    document, _ = compose(read_department(source))
    assert document is not None

    def reworded(found: re.Match[str]) -> str:
        text = found.group()
        for usual, other in words.items():
            text = text.replace(usual, other)
        return text

    text = render(document, ("html",))[0]["html"].decode()
    path = folder / "甲.html"
    path.write_text(re.sub(r"<(p|h\d)[ >].*?</\1>", reworded, text), "utf-8")
    return path


DEEP = """# 收支总体情况
## 收入
### 财政拨款
财政拨款收入{{ 收入.财政拨款|万元 }}。
### 其他
（1）利息
没有利息收入。
（2）捐赠
没有捐赠收入。
## 支出
### 概况
支出合计{{ 支出.合计|万元 }}。
"""


def test_headings_of_every_level_stay_what_they_are(tmp_path: Path) -> None:
    """A heading that stands alone on its level is one still, without a number; those below the third level keep their own."""
    (tmp_path / "甲.yaml").write_text(text_of(changed({"情况说明": DEEP}, PLAIN)), "utf-8")
    document, _ = compose(read_department(tmp_path / "甲.yaml"))
    assert document is not None
    told = [(block.level, block.number + plain(block.runs)) for block in document.blocks if isinstance(block, Heading)]
    told = told[told.index((2, "一、收支总体情况")) :][:6]
    assert told[1:] == [(3, "（一）收入"), (4, "1、财政拨款"), (4, "2、其他"), (3, "（二）支出"), (4, "概况")]
    path = tmp_path / "甲.html"
    path.write_bytes(render(document, ("html",))[0]["html"])
    text = import_files([path]).text
    own = [row.strip() for row in text[text.index("情况说明: |") :].splitlines()[1:10]]
    assert own == DEEP.splitlines()[:9]


def rebuilt(folder: Path, imported: Imported) -> Path:
    """The imported file."""
    path = folder / "乙.yaml"
    path.write_text(imported.text, "utf-8")
    return path


def differences(path: Path, source: Path) -> list[Difference]:
    """How what is built of the data compares with the published text."""
    department = read_department(path)
    document, _ = compose(department)
    assert document is not None
    return [d for d in compare(document, department.facts, read_publication(source)) if d.kind is not Kind.EQUAL]


def prose(path: Path) -> list[str]:
    """The headings and paragraphs of the document of a file without errors."""
    department = made(path)
    assert not department.errors, department.errors
    assert department.document is not None
    return [block.text for block in department.document.blocks if isinstance(block, Heading | Paragraph)]


def test_other_words_are_kept_and_live(tmp_path: Path) -> None:
    path = published(tmp_path, PLAIN, {"本年支出合计": "全年支出合计"})
    text = import_files([path]).text
    assert "全年支出合计{{ 支出.合计|万元 }}" in text
    assert "@节 收入决算" in text and "# 收入决算情况说明" not in text
    target = tmp_path / "乙.yaml"
    target.write_text(text, "utf-8")
    assert differences(target, path) == []
    row = re.search(r"项目支出: \d", text)
    assert row is not None
    target.write_text(text.replace(row.group(), f"{row.group()}0"), "utf-8")
    before, after = (next(t for t in prose(p) if t.startswith(("全年支出合计", "本年支出合计"))) for p in (tmp_path / "甲.yaml", target))
    assert before.replace("本年", "全年") != after


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=publishable(), words=st.sets(st.sampled_from(sorted(OTHER_WORDS)), min_size=1))
def test_whatever_was_published_in_other_words_is_built_again(changes: Data, words: set[str]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "甲.yaml"
        data = changed({**changes, "绩效自评.资金": {"年初预算": "322.34", "全年预算": "330"}, "数字样式": None}, PLAIN)
        source.write_text(text_of(data), "utf-8")
        origin = made(source)
        assert not origin.errors and not overdrawn(origin.facts)
        path = published(folder, data, {word: OTHER_WORDS[word] for word in words})
        assert differences(rebuilt(folder, import_files([path])), path) == []


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_disclosure_of_another_region_is_built_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(FORMS[name](draw(3, 2023)), "utf-8")
    imported = import_files([path])
    assert imported.left == ()
    assert imported.shares.slots * 3 > imported.shares.total
    found = [d for d in differences(rebuilt(tmp_path, imported), path) if not d.of]  # 标题和表里的字照版式
    assert {d.kind for d in found} <= {Kind.MISSING, Kind.FORMAT}
    there = {passage.section for passage in published_passages(read_publication(path))}
    assert not [d for d in found if d.kind is Kind.MISSING and d.section in there]


def test_a_figure_with_a_finding_is_printed_right(tmp_path: Path) -> None:
    path = published(tmp_path, PLAIN, {"本年支出合计": "全年支出合计"})
    text = path.read_text("utf-8")
    total = made(tmp_path / "甲.yaml").facts.figure("支出.合计")
    assert total is not None
    said = f"全年支出合计{total.value:.2f}万元"
    at = text.index('<span class="text">全年支出合计')
    printed = f">{total.value:.2f}万元<"
    path.write_text(text[:at] + text[at:].replace(printed, printed.replace(">3", ">4"), 1), "utf-8")
    imported = import_files([path])
    assert any(f.code.startswith("E2") for f in imported.findings)
    target = rebuilt(tmp_path, imported)
    assert any(said in line for line in prose(target))
    assert {d.kind for d in differences(target, path)} == {Kind.FIGURE}


def test_a_section_of_ones_own_and_one_left_out(tmp_path: Path) -> None:
    file = tmp_path / "甲.yaml"
    topics = "“三公”经费、机关运行经费、政府采购、国有资产、绩效、政府性基金见附件。"
    own = ("@节 收入支出决算总体", "# 其他说明", f"本年支出{{{{ 支出.合计|万元 }}}}，{topics}", "@节 支出决算：支出情况")
    file.write_text("\n".join([text_of(PLAIN), "情况说明: |", *(f"  {line}" for line in own), ""]), "utf-8")
    texts = prose(file)
    at = texts.index("二、其他说明")
    assert texts[at - 2] == "一、收入支出决算总体情况说明"
    assert texts[at + 2] == "三、支出情况"
    assert not [text for text in texts if "政府采购支出总额" in text]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("@节 没有的节", "没有叫“没有的节”的节"),
        ("支出{{ 支出.没有|万元 }}。", "支出.没有"),
        ("支出{{ 支出.合计 }}。", "值要写明种类"),
        ("@节 名词解释", "没有叫“名词解释”的节"),
    ],
)
def test_what_is_wrong_in_ones_own_text_is_told_with_its_line(own: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "甲.yaml"
    text = text_of(PLAIN) + f"\n情况说明:\n  - '@节 收入决算'\n  - '{own}'\n"
    file.write_text(text, "utf-8")
    found = [f for f in made(file).findings if f.code in {"A112", "A113"}]
    assert [f.places[0].line for f in found] == [len(text.splitlines())]
    assert said in found[0].message


def test_a_heading_numbered_in_other_figures_keeps_its_level(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    head = "桃溪县示例局2022年度部门决算\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n2022年度收入总计90.00万元。\n"
    inner = "二、一般公共预算财政拨款支出决算情况说明\n（一）总体情况\n一般公共预算支出90.00万元。\n（2）结构情况\n主要用于卫生健康。\n"
    path.write_text(head + inner + "3、机关运行经费支出说明\n2022年度机关运行经费支出9.00万元。\n", "utf-8")
    rows = import_files([path]).text.splitlines()
    assert [row.strip(" -'") for row in rows if row.strip(" -'").startswith(("#", "@节"))][-3:] == [
        "## 总体情况",
        "## 结构情况",
        "@节 机关运行经费支出",
    ]


def test_a_change_is_that_of_the_actual_figure_not_of_its_budget(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    told = "公务用车购置费预算为0万元，支出决算为0万元。与上年相比减少18.91万元，减少100.0%，减少的主要原因是：没有购入新车。"
    head = "桃溪县示例局2022年度部门决算\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n2022年度收入总计90.00万元。\n"
    path.write_text(f"{head}二、财政拨款“三公”经费支出决算情况说明\n{told}\n", "utf-8")
    assert "减少{{" not in (text := import_files([path]).text)
    assert "与上年相比{{ 三公经费.公务用车购置费.决算|增减额(" in text
    assert "{{ 三公经费.公务用车购置费.决算|增加减少率(" in text


def test_uneven_decimals_are_told_once(tmp_path: Path) -> None:
    path = published(tmp_path, PLAIN, {})
    assert not [f for f in import_files([path]).findings if f.code == "H619"]
    text = path.read_text("utf-8")
    path.write_text(text.replace("0.00万元", "0.0万元", 1), "utf-8")
    assert len([f for f in import_files([path]).findings if f.code == "H619"]) == 1


@each_seed
def test_a_published_text_is_built_again_but_for_findings(seed: Path, tmp_path: Path) -> None:
    imported = import_files([seed])
    assert imported.left == ()
    assert imported.shares.lost == 0
    target = rebuilt(tmp_path, imported)
    department = read_department(target)
    document, _ = compose(department, draft=True)
    assert document is not None
    found = [d for d in compare(document, department.facts, read_publication(seed)) if not d.of]  # 标题和表里的字照版式
    equal = sum(d.kind is Kind.EQUAL for d in found)
    assert equal >= 5 * sum(d.kind is not Kind.EQUAL for d in found if d.published_place)
    for difference in found:
        if difference.kind is not Kind.EQUAL and difference.kind is not Kind.MISSING:
            assert explained(difference, imported), difference


def explained(difference: Difference, imported: Imported) -> bool:
    """Whether there is a finding of a fitting kind on the paragraph that differs, or it is a note below a form."""
    here = difference.published_place
    wanted = tuple(EXPLAINED.get(difference.kind, ()))
    lines = [line for publication in imported.publications for line in publication.lines if here and within(line, here)]
    on_it = [f.code for f in imported.findings if any(within(line, place) for place in f.places for line in lines)]
    note = difference.data.startswith("注：") or folded(difference.published).startswith("备注")
    return note or any(code.startswith(wanted) for code in on_it)
