"""The bad example of each rule, made and read: keys of a good file changed, a published text, or files made by a recipe."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.shared import Cm

from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import RULES, TITLE, Rule
from generator.commands.bureau import check_folder
from generator.commands.check import check_all, check_file
from generator.commands.published import audit_file
from generator.commands.roll import read_roll
from generator.commands.rules import group_of
from generator.disclosure.department import compose
from generator.document.tree import Block, Paragraph, Table
from generator.source.finding import Finding
from tests.plaintext import text_of
from tests.raw_pdf import DOT, line, pdf
from tests.rules.mutate import GOOD, findings_of, read_report

PUBLISHED = "公开.txt"
SPENT = f"{TITLE}三、支出决算情况说明\n本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。\n"
Recipe = Callable[[Path], list[Finding]]


def found(rule: Rule, folder: Path, mended: bool = False) -> list[Finding]:
    """What is found in the bad example of a rule, or in its published text once it is mended."""
    if isinstance(rule.bad, str):
        (folder / PUBLISHED).write_text(TITLE + rule.example(mended), "utf-8")
        return list(audit_file(folder / PUBLISHED).findings)
    return RECIPES[rule.code](folder) if WHOLE_FILE in rule.bad else findings_of(folder, rule.bad)


def _checked(path: Path, content: str | bytes) -> list[Finding]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(check_file(path).findings)


def _as_written(code: str) -> Recipe:
    """The example itself is the whole file."""
    bad = RULES[code].bad
    assert not isinstance(bad, str)
    return lambda folder: _checked(folder / "good.yaml", bad[WHOLE_FILE])


def _not_there(folder: Path) -> list[Finding]:
    return list(check_file(folder / "good.yaml").findings)


def _in_gbk(folder: Path) -> list[Finding]:
    return _checked(folder / "good.yaml", GOOD.encode("gbk"))


def _scanned(folder: Path) -> list[Finding]:
    return _checked(folder / "公开.pdf", pdf([line(100, 100, 400, 100)]))


def _only_a_formula(folder: Path) -> list[Finding]:
    book = openpyxl.Workbook()
    book.active.title = "公开03表"
    for row in (["支出决算表"], ["金额单位：万元"], ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
                ["213", "农林水支出", 9, 5, 4], ["21301", "农业农村", 9, 5, 4], ["2130101", "行政运行", "=D6+E6", 5, 4]):  # fmt: skip
        book.active.append(row)
    book.save(folder / "公开.xlsx")
    return list(audit_file(folder / "公开.xlsx").findings)


def _too_many_columns(folder: Path) -> list[Finding]:
    path = folder / PUBLISHED
    path.write_text(SPENT + "\t".join(["水库"] * 300) + "\n", "utf-8")
    return list(audit_file(path).findings)


def _bureau(*files: str) -> Recipe:
    """What is found between departments in one folder, each given by its name, its year and what else its file has."""

    def checked(folder: Path) -> list[Finding]:
        for number, content in enumerate(files, 1):
            name, year, more = content.split("；")
            text = f"版式: 湖南/2021\n部门: {{名称: {name}, 性质: 汇总}}\n年度: {year}\n{more}\n"
            (folder / f"{number}.yaml").write_text(text, "utf-8")
        return [finding for one in check_all([folder]) for finding in one.findings if group_of(RULES[finding.code]) == "部门之间"]

    return checked


def _without(lost: Callable[[Block], bool]) -> Recipe:
    """What is found in the good report as it is published, without the blocks that are lost."""

    def checked(folder: Path) -> list[Finding]:
        document = compose(read_report(folder))[0]
        assert document is not None
        blocks = tuple(block for block in document.blocks if not lost(block))
        return _checked(folder / PUBLISHED, text_of(replace(document, blocks=blocks)))

    return checked


def _word(author: str = "", revised: bool = False, picture: bool = False) -> Recipe:
    """What is found in a document of Word by an author, with a run inserted under revision, a table that is a picture, or not."""

    def checked(folder: Path) -> list[Finding]:
        document = docx.Document()
        document.core_properties.author = author
        for text in (TITLE + SPENT).split("\n"):
            document.add_paragraph(text)
        if revised:
            last = document.paragraphs[-2]._p
            mark = OxmlElement("w:ins")
            mark.append(last.r_lst[0])
            last.append(mark)
        if picture:
            document.paragraphs[-1].text = "支出决算表"
            document.add_picture(BytesIO(DOT), Cm(15), Cm(8))
        document.save(str(folder / "公开.docx"))
        return list(audit_file(folder / "公开.docx").findings)

    return checked


def _filed(*files: tuple[str, str], roll: str = "") -> Recipe:
    """What is found between data files and published ones of one folder, each given by its name and its text."""

    def checked(folder: Path) -> list[Finding]:
        for name, text in files:
            (folder / name).write_text(text, "utf-8")
        listed = []
        if roll:
            (folder / "名单.csv").write_text(roll, "utf-8")
            listed = read_roll(folder / "名单.csv")
        gathered = sorted(path for path in folder.iterdir() if path.name != "名单.csv")
        return [f for one in check_folder(gathered, None, listed, folder / "名单.csv" if roll else None) for f in one.findings]

    return checked


def _data(name: str, spent: str = "支出: {2130101: {项目支出: 200.00}}") -> tuple[str, str]:
    return f"{name}.yaml", f"版式: 湖南/2021\n部门: {{名称: {name}}}\n年度: 2021\n{spent}\n"


def _page(name: str, total: str = "200.00", kind: str = "txt") -> tuple[str, str]:
    text = f"{name}2021年度部门决算公开\n三、支出决算情况说明\n本年支出合计{total}万元，其中：基本支出0.00万元，项目支出{total}万元。\n"
    return f"{name}.{kind}", f"<p>{text.replace(chr(10), '</p><p>')}</p>" if kind == "html" else text


WATER, WOODS = "清溪县水利局", "清溪县林业局"
WITH_UNIT = "某局；2021；概况: {下属单位: [某局服务中心]}"
RECIPES: dict[str, Recipe] = {
    "A101": _not_there,
    "A102": _in_gbk,
    "A103": _as_written("A103"),
    "A104": _as_written("A104"),
    "A132": _scanned,
    "W272": _only_a_formula,
    "E623": _too_many_columns,
    "W273": _word(picture=True),
    "W652": _word(revised=True),
    "H653": _word(author="张三"),
    "W721": _without(lambda block: isinstance(block, Paragraph) and block.text.startswith("本年收入合计")),
    "W722": _without(lambda block: isinstance(block, Table) and block.title == "收入决算表"),
    "W901": _bureau(WITH_UNIT),
    "W902": _bureau(WITH_UNIT, "某局服务中心；2020；"),
    "E903": _bureau(
        f"{WITH_UNIT}\n三公经费: {{决算: 3.50}}",
        "某局（本级）；2021；三公经费: {决算: 2.00}",
        "某局服务中心；2021；三公经费: {决算: 1.00}",
    ),
    "E904": _bureau("某局；2021；", "某局；2021；"),
    "W905": _filed(_data(WATER), _page(WOODS)),
    "H906": _filed(_data(WATER), _page(WOODS)),
    "E907": _filed(_data(WATER), _page(WATER, "210.00")),
    "E908": _filed(_page(WATER), _page(WATER, "210.00", "html")),
    "E909": _filed(_page(WATER), roll=f"单位名称\n{WATER}\n{WOODS}\n"),
}
