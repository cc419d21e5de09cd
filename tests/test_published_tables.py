"""Tables of published documents in the forms that ministries and provinces print them in: what is read is the same in each."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.imports.files import import_files
from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.commands.check import check_file
from generator.commands.published import check_published
from generator.disclosure.department import read_department
from generator.document.grid import place
from generator.document.table_layout import Subjects
from generator.document.tables import build_table
from generator.model.catalogue import load_catalogue
from generator.published.audit import audited, read_publication
from generator.published.publication import Publication
from generator.readers.blocks import Block, Grid, Paragraph, Piece
from generator.readers.html.page import read_html
from generator.source.finding import Level
from generator.source.place import Place
from tests.seed_tables import spread
from tests.test_tables import LAYOUTS, SUBJECTS, facts_with

Matrix = list[list[str]]
OF_SUBJECTS = [layout for layout in LAYOUTS if isinstance(layout.body, Subjects)]
BESIDE = {"年初结转结余", "本年收入", "年末结转结余"}


def piece(text: str, line: int = 1, column: int = 1) -> Piece:
    return Piece(text, Place("公开.xlsx", line, column, 1, "公开表"))


def grid(matrix: Matrix) -> Grid:
    return Grid(tuple(tuple(piece(text, n, m) for m, text in enumerate(row, 1)) for n, row in enumerate(matrix, 10)))


def audit(*blocks: Block | str) -> Publication:
    return audited(Paragraph((piece(block),)) if isinstance(block, str) else block for block in blocks)


def stated(publication: Publication) -> dict[str, Decimal]:
    """What the tables state, without nothing."""
    return {claim.name: claim.value for claim in publication.claims if claim.tabled and claim.value}


def messages(publication: Publication, code: str) -> list[str]:
    return [finding.message for finding in run(publication.report) if finding.code == code]


def padded(row: Sequence[str], cells: Sequence[str]) -> list[str]:
    """A row with other cells in place of its code; those of a head or a total keep their text in the first."""
    return [*(cells if row[0].isdigit() else [row[0], *[""] * (len(cells) - 1)]), *row[1:]]


def levels(code: str) -> list[str]:
    return [code[:3], code[:5] if len(code) > 3 else "", code if len(code) > 5 else ""]


def at_level(code: str) -> list[str]:
    return [code if len(code) == length else "" for length in (3, 5, 7)]


def parts(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:]]


def own_part(code: str) -> list[str]:
    return [code, "", ""] if len(code) == 3 else ["", code[3:], ""] if len(code) == 5 else ["", "", code[5:]]


def name_first(row: Sequence[str]) -> list[str]:
    return [row[1], row[0], *row[2:]] if row[0].isdigit() else [row[0], "", *row[2:]]


LEVEL_HEADS = ["类", "款", "项"]
FORMS: dict[str, Callable[[list[str]], list[str]]] = {
    "一格": lambda row: row,
    "合并三格": lambda row: padded(row, [row[0], "", ""]),
    "类款项各一格": lambda row: padded(row, parts(row[0])),
    "数字格，没有前面的零": lambda row: padded(row, [part.lstrip("0") for part in parts(row[0])]),
    "写在本级的一格": lambda row: padded(row, at_level(row[0])),
    "各级都写全": lambda row: padded(row, levels(row[0])),
    "编码里有空格": lambda row: padded(row, [" ".join(filter(None, parts(row[0])))]),
    "编码是带小数的数": lambda row: padded(row, [f"{row[0]}.0"]),
    "编码带千分位": lambda row: padded(row, [f"{int(row[0]):,}.00" if row[0].isdigit() else ""]),
    "名称在前": name_first,
    "上面有的不再写": lambda row: padded(row, own_part(row[0])),
    "编码带短横和名称一格": lambda row: [f"{row[0]}-{row[1]}", *row[2:]] if row[0].isdigit() else [row[0], *row[2:]],
    "编码和名称一格": lambda row: [row[0] + row[1], *row[2:]] if row[0].isdigit() else [row[0], *row[2:]],
}
each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def in_form(table: Matrix, head: int, form: Callable[[list[str]], list[str]]) -> Matrix:
    """A table whose first two columns are code and name, drawn in another form."""
    below = [form(row) for row in table[head:]]
    more = len(below[0]) - len(table[0])
    heads = [[row[0], *[""] * more, *row[1:]] if more >= 0 else [row[0], *row[2:]] for row in table[:head]]
    if form is FORMS["上面有的不再写"]:
        heads = [[*(LEVEL_HEADS if "编码" in row[0] else row[:3]), *row[3:]] for row in heads]
    if form is name_first:
        heads = [["科目名称", "功能分类科目编码", *row[2:]] if "编码" in row[0] else row for row in heads]
    return [*heads, *below]


def test_a_row_of_totals_alone_whose_first_cells_are_blank_is_read_under_its_own_heads() -> None:
    rows = [
        ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
        ["功能分类科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出", ""],
        ["合计", "", "", "0.01", "", "", "", "0.01"],
    ]
    found = stated(audit("国有资本经营预算财政拨款收入支出决算表", grid(rows)))
    assert found == {"国有资本经营.本年收入": Decimal("0.01"), "国有资本经营.年末结转结余": Decimal("0.01")}



@each_form
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_codes_are_read_in_every_form_of_columns(form: Callable[[list[str]], list[str]], data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from(OF_SUBJECTS))
    assert isinstance(layout.body, Subjects)
    name, fields = layout.body.grid, layout.body.fields
    amounts: dict[str, Decimal] = {}
    for row in ("", *(f"{code}." for code in SUBJECTS)):
        values = {field: data.draw(st.decimals(0, 10**6, places=2)) for field in fields if field != "合计"}
        total = sum((value for field, value in values.items() if field not in BESIDE), Decimal(0))
        amounts |= {f"{name}.{row}{field}": value for field, value in (values | {"合计": total}).items()}
    table = build_table(layout, 1, facts_with(dict(amounts)), load_catalogue(2021))
    rows = spread(((row, column, cell.text) for row, column, cell in place((*table.head, *table.body))), len(table.widths))
    shown = in_form(rows, len(table.head), form)
    assert stated(audit(layout.title, "金额单位：万元", grid(shown))) == {n: value for n, value in amounts.items() if value}


HEAD = [["项目", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出"], ["支出功能分类科目编码", "科目名称", "", "", "", ""]]
SPENT = [
    ["合计", "", "8600000.50", "7420000.50", "1180000", "0"],
    ["213", "农林水支出", "8600000.50", "7420000.50", "1180000", "0"],
    ["21303", "水利", "8600000.50", "7420000.50", "1180000", "0"],
    ["2130301", "行政运行", "8600000.50", "7420000.50", "1180000", "0"],
]
EXPECTED = {
    f"支出.{row}{column}": value
    for row in ("", "213.", "21303.", "2130301.")
    for column, value in (("合计", Decimal("860.000050")), ("基本支出", Decimal("742.000050")), ("项目支出", Decimal("118.0000")))
}


@each_form
def test_files_of_each_kind_are_read_in_every_form(form: Callable[[list[str]], list[str]], tmp_path: Path) -> None:
    import docx

    rows = in_form([*HEAD, *SPENT], len(HEAD), form)
    book, document = openpyxl.Workbook(), docx.Document()
    for text in ("支出决算表", "编制单位：示例县水利局", "金额单位：元"):
        book.active.append([text])
        document.add_paragraph(text)
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    if form is FORMS["合并三格"]:
        for line in range(6, 10):
            book.active.merge_cells(start_row=line, end_row=line, start_column=1, end_column=3)
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    book.save(tmp_path / "公开.xlsx")
    document.save(str(tmp_path / "公开.docx"))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    told = "<p>以下是报表。共九张。</p><p>支出决算表</p><p>金额单位：元</p>"
    page = f"<html><body>{told}<table>{cells}</table></body></html>"
    told = "支出决算表\n金额单位：元\n"
    (tmp_path / "公开.txt").write_text(told + "\n".join("\t".join(row) for row in rows), "utf-8")
    files = [read_publication(tmp_path / f"公开.{kind}") for kind in ("xlsx", "docx", "txt")]
    for read in (*files, audited(read_html(page, "公开.html"))):
        assert stated(read) == EXPECTED
        assert read.summary["unbound"] == 0
        assert messages(read, "E201") == []


COLUMNS = ["合计", "基本支出", "项目支出"]
BESIDE_CODES = [
    ([["序号", "科目编码", "科目名称"]], [["1", "2130301", "行政运行"], ["2", "2130306", "水利工程运行与维护"], ["", "", "合计"]]),
    ([["序号", "科目编码", "", "", "科目名称"]],
     [["1", "213", "03", "01", "行政运行"], ["2", "213", "03", "06", "水利工程运行与维护"], ["", "", "", "", "合计"]]),
    ([["单位名称", "科目编码", "科目名称"]],
     [["示例县水利局", "2130301", "行政运行"], ["示例县水库管理所", "2130306", "水利工程运行与维护"], ["合计", "", ""]]),
    ([["科目编码", "科目名称"]], [["2130301", "行政运行"], ["2130306", "水利工程运行与维护"], ["", "合计"]]),
    ([["科目名称", "科目编码"]], [["行政运行", "2130301"], ["水利工程运行与维护", "2130306"], ["", "合计"]]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "labels"), BESIDE_CODES)
def test_columns_beside_the_codes_and_whole_amounts_are_no_codes(head: Matrix, labels: Matrix) -> None:
    amounts = [["150", "110", "40"], ["60", "", "60"], ["210", "110", "100"]]
    rows = [[*row, *COLUMNS] for row in head] + [[*label, *row] for label, row in zip(labels, amounts, strict=True)]
    publication = audit("支出决算表", "单位：万元", grid(rows))
    expected = {f"支出.{code}{column}": Decimal(value) for code, row in zip(("2130301.", "2130306.", ""), amounts, strict=True)
                for column, value in zip(COLUMNS, row, strict=True) if value}  # fmt: skip
    assert stated(publication) == expected
    assert publication.summary["unbound"] == 0


def test_a_workbook_in_whole_yuan_is_not_called_unread(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["支出决算表"], ["金额单位：元"], *HEAD, *([*row[:2], "2100000", "2100000", "0", "0"] for row in SPENT)):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(tmp_path / "公开.xlsx")
    checked = check_published(tmp_path / "公开.xlsx")
    assert checked.counts is not None and checked.counts["bound"] == 16
    assert [finding.code for finding in checked.findings] == []


def test_a_sub_total_is_not_the_total_of_the_table_and_is_counted() -> None:
    publication = audit("支出决算表", "金额单位：元", grid([*HEAD, *SPENT, ["小计", "", "1.50", "1.50", "", ""]]))
    assert stated(publication) == EXPECTED
    assert publication.summary["unbound"] == 2


def test_heads_that_stand_in_the_row_of_the_total_are_heads() -> None:
    rows = [["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"], ["功能分类科目编码", "科目名称", *[""] * 6],
            ["合计", "", "0", "2002.80", "合计", "基本支出", "项目支出", "0"],
            ["212", "城乡社区支出", "0", "2002.80", "2002.80", "", "2002.80", "0"]]  # fmt: skip
    found = stated(audit("政府性基金预算财政拨款收入支出决算表", "单位：万元", grid(rows)))
    names = ("政府性基金.本年收入", "政府性基金.212.本年收入", "政府性基金.212.合计", "政府性基金.212.项目支出")
    assert found == dict.fromkeys(names, Decimal("2002.80"))


def test_a_wrong_sum_is_found_where_codes_stand_in_merged_cells() -> None:
    wrong = [*SPENT[:2], ["21303", "水利", "8500000.50", "7420000.50", "1080000", "0"], SPENT[3]]
    rows = in_form([*HEAD, *wrong], len(HEAD), FORMS["合并三格"])
    assert len(messages(audit("支出决算表", "金额单位：元", grid(rows)), "E201")) == 2


# ---- columns by their heads ----------------------------------------------------------------------------------

PLANS = ("年初预算数", "全年预算数", "决算数")


def summary(words: Sequence[str], left: Sequence[str], right: Sequence[str]) -> Matrix:
    """财决01表 with one row of income and one of spending, with an amount for each of the words."""
    return [
        ["收入", *[""] * (len(words) + 1), "支出", *[""] * (len(words) + 1)],
        ["项目", "行次", *words, "项目（按功能分类）", "行次", *words],
        ["栏次", "", *map(str, range(1, len(words) + 1)), "栏次", "", *map(str, range(len(words) + 1, 2 * len(words) + 1))],
        ["一、一般公共预算财政拨款收入", "1", *left, "十二、农林水支出", "32", *right],
        ["本年收入合计", "27", *left, "本年支出合计", "84", *right],
    ]


ORDERS = [PLANS, ("年初预算数", "调整预算数", "决算数"), ("年初预算数", "决算数"), ("决算数", "年初预算数"), ("决算数",)]
OTHERS = [
    ("上年决算数", "本年决算数"), ("预算数", "决算数"), ("2022年", "2023年"), ("2023年决算数", "2022年决算数"),
    ("金额",), ("2023年决算数",),
]  # fmt: skip


@pytest.mark.parametrize("words", OTHERS)
def test_a_column_of_another_year_or_a_budget_is_never_the_final(words: tuple[str, ...]) -> None:
    final = next(n for n, word in enumerate(words) if word in {"本年决算数", "决算数", "2023年", "2023年决算数", "金额"})
    amounts = [f"{n}50.00" for n in range(1, len(words) + 1)]
    publication = audit("收入支出决算总表", "金额单位：万元", grid(summary(words, amounts, amounts)))
    names = ("收入.合计", "收入.一般公共预算", "支出.213.合计", "支出.合计")
    assert stated(publication) == dict.fromkeys(names, Decimal(amounts[final]))
    assert publication.summary["unbound"] == 4 * (len(words) - 1)


@pytest.mark.parametrize("words", ORDERS)
def test_budgets_and_finals_of_the_summary_are_told_apart_by_their_heads(words: tuple[str, ...]) -> None:
    left, right = [f"{n}50.00" for n in range(1, len(words) + 1)], [f"{n}40.00" for n in range(1, len(words) + 1)]
    publication = audit("收入支出决算总表", "财决01表", "金额单位：万元", grid(summary(words, left, right)))
    final = words.index("决算数")
    found = stated(publication)
    assert (found["收入.合计"], found["收入.一般公共预算"]) == (Decimal(left[final]), Decimal(left[final]))
    assert (found["支出.213.合计"], found["支出.合计"]) == (Decimal(right[final]), Decimal(right[final]))
    planned = {"年初预算数": "年初预算", "全年预算数": "全年预算", "调整预算数": "全年预算"}
    for n, word in enumerate(words):
        if word in planned:
            assert found[f"{planned[word]}.支出.合计"] == Decimal(right[n])
            assert found[f"{planned[word]}.收入.合计"] == Decimal(left[n])
    assert publication.summary["unbound"] == 0


def test_the_third_block_of_the_summary_is_read_by_its_labels() -> None:
    rows = summary(PLANS, ["1.00", "2.00", "13.00"], ["1.00", "2.00", "13.00"])
    more = [["", "", "", "", ""], ["项目（按支出性质和经济分类）", "行次", *PLANS], ["栏次", "", "7", "8", "9"],
            ["一、基本支出", "58", "1.00", "1.50", "9.00"], ["", "84", "1.00", "2.00", "13.00"]]  # fmt: skip
    rows[4][5 + 2 :] = ["", "", ""]
    whole = [[*row, *other] for row, other in zip(rows, more, strict=True)]
    found = stated(audit("收入支出决算总表", "金额单位：万元", grid(whole)))
    assert (found["支出.基本支出"], found["年初预算.支出.基本支出"], found["支出.合计"]) == (Decimal(9), Decimal(1), Decimal(13))


def test_the_fiscal_summary_gives_each_fund_under_each_plan() -> None:
    funds = ["小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    rows = [
        ["项目", "行次", *PLANS, "项目（按功能分类）", "行次", "年初预算数", "", "", "", "全年预算数", "", "", "", "决算数", "", "", ""],
        ["", "", "", "", "", "", "", *funds * 3],
        ["一、一般公共预算财政拨款", "1", "10.00", "11.00", "12.00", "十二、农林水支出", "42",
         "1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "7.00", "8.00", "27.00", "10.00", "12.00", "5.00"],
    ]  # fmt: skip
    found = stated(audit("财政拨款收入支出决算总表", "金额单位：万元", grid(rows)))
    assert [found[f"{fund}.213.合计"] for fund in ("财政拨款", "一般公共预算", "政府性基金", "国有资本经营")] == [27, 10, 12, 5]
    assert (found["一般公共预算.213.年初预算"], found["收入.一般公共预算"]) == (Decimal(2), Decimal(12))


def test_a_plan_on_the_left_leaves_the_funds_on_the_right() -> None:
    rows = [["收入", "", "", "支出", "", "", ""],
            ["项目", "年初预算数", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
            ["一、一般公共预算财政拨款", "1.00", "2.00", "一、一般公共服务支出", "4.00", "3.00", "1.00"]]  # fmt: skip
    found = stated(audit("财政拨款收入支出决算总表", "单位：万元", grid(rows)))
    assert (found["收入.一般公共预算"], found["一般公共预算.201.合计"], found["政府性基金.201.合计"]) == (2, 3, 1)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_columns_that_were_empty_may_be_left_out(data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from([layout for layout in OF_SUBJECTS if "国有资本" not in layout.title]))
    assert isinstance(layout.body, Subjects)
    name, fields = layout.body.grid, layout.body.fields
    shown = data.draw(st.sets(st.sampled_from([f for f in fields if f not in BESIDE and f != "合计"]), min_size=1))
    amounts = {f"{name}.{row}{field}": Decimal(5) for row in ("", *(f"{code}." for code in SUBJECTS)) for field in sorted(shown)}
    amounts |= {f"{name}.{row}合计": Decimal(5 * len(shown)) for row in ("", *(f"{code}." for code in SUBJECTS))}
    table = build_table(layout, 1, facts_with(dict(amounts)), load_catalogue(2021))
    rows = spread(((row, column, cell.text) for row, column, cell in place((*table.head, *table.body))), len(table.widths))
    body = rows[len(table.head) :]
    kept = [n for n in range(len(rows[0])) if n < 2 or any(row[n] for row in body)]
    publication = audit(layout.title, "金额单位：万元", grid([[_spanned(rows, r, n, kept) for n in kept] for r in range(len(rows))]))
    assert stated(publication) == amounts


def _spanned(rows: Matrix, row: int, column: int, kept: Sequence[int]) -> str:
    """A cell, or what spans to it from a column that is left out."""
    before = [n for n in range(column) if n not in kept and rows[row][n]]
    spans = row < len(rows) - 1 and not rows[row][column] and before and all(n not in kept for n in range(before[-1], column))
    return rows[row][before[-1]] if spans and row == 0 else rows[row][column]


def test_items_of_the_three_public_table_are_read_by_their_heads_where_columns_are_left_out() -> None:
    rows = [["预算数", "", "决算数", ""], ["合计", "公务接待费", "合计", "公务接待费"], ["1", "6", "7", "12"],
            ["8.00", "8.00", "5.60", "5.60"]]  # fmt: skip
    found = stated(audit("财政拨款“三公”经费支出决算表", "金额单位：万元", grid(rows)))
    assert found == {
        "三公经费.预算": Decimal(8), "三公经费.公务接待费.预算": Decimal(8),
        "三公经费.决算": Decimal("5.60"), "三公经费.公务接待费.决算": Decimal("5.60"),
    }  # fmt: skip


@pytest.mark.parametrize(("bought", "run", "errors"), [("50", "25", 0), ("25", "50", 2)])
def test_a_table_of_budgets_alone_is_read_by_its_title(bought: str, run: str, errors: int) -> None:
    rows = [["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"],
            ["", "", "小计", "公务用车购置费", "公务用车运行费", ""], ["79", "0", "75", "50", "25", "4"]]  # fmt: skip
    text = f"公务用车购置及运行费支出预算75万元，其中：公务用车运行费{run}万元，公务用车购置费{bought}万元。"
    publication = audit(
        "示例县司法局2022年“三公”经费预算情况", "2022年“三公”经费支出预算表", "单位：万元", grid(rows),
        "二、2022年“三公”经费支出预算情况说明", text,
    )  # fmt: skip
    assert (stated(publication)["三公经费.预算"], publication.summary["unbound"]) == (79, 0)
    assert len(messages(publication, "E211")) == errors


def flows(came: str) -> list[list[str]]:
    """一般公共预算 with what was held, received, spent and left, each in three columns, as some provinces print it."""
    parts = ["合计", "基本支出", "项目支出"]
    return [
        ["项目", "", "年初结转和结余", "", "", "本年收入", "", "", "本年支出", "", "", "年末结转和结余", "", ""],
        ["科目编码", "科目名称", *parts, *parts, *parts, *parts],
        ["合计", "", "5.00", "2.00", "3.00", "78.00", "48.00", "30.00", "80.00", "50.00", "30.00", "3.00", "0.00", "3.00"],
        ["2013801", "行政运行", "2.00", "2.00", "", came, came, "", "50.00", "50.00", "", "", "", ""],
        ["2013802", "一般行政管理事务", "3.00", "", "3.00", "30.00", "", "30.00", "30.00", "", "30.00", "3.00", "", "3.00"],
    ]


def test_income_beside_spending_of_each_subject_is_read_and_adds_up() -> None:
    title = ("一般公共预算财政拨款收入支出决算表", "公开05表", "金额单位：万元")
    above = [["201", "一般公共服务支出", *flows("48.00")[2][2:]], ["20138", "市场监督管理事务", *flows("48.00")[2][2:]]]
    rows = [*flows("48.00")[:3], *above, *flows("48.00")[3:]]
    publication = audit(*title, grid(rows))
    found = stated(publication)
    assert [found[f"一般公共预算.2013802.{column}"] for column in ("年初结转结余", "本年收入", "合计", "年末结转结余")] == [3, 30, 30, 3]
    assert [found[name] for name in ("结转结余.年初.一般公共预算", "收入.一般公共预算", "结转结余.年末.一般公共预算")] == [5, 78, 3]
    assert "一般公共预算.本年收入" not in found and not [f for f in run(publication.report) if f.level is Level.ERROR]
    wrong = audit(*title, grid([*rows[:-2], flows("47.00")[3], rows[-1]]))
    assert any("本年收入" in f.message and "47" in f.message for f in run(wrong.report) if f.level is Level.ERROR)


@pytest.mark.parametrize("title", ["财政拨款“三公”经费支出决算表", "机构运行信息表", "政府采购情况表"])
def test_rows_without_a_label_are_passed_over(title: str) -> None:
    head = [["预算数", "", "决算数", ""], ["合计", "公务接待费", "合计", "公务接待费"], ["1", "2", "3", "4"], ["", "", "", ""]]
    assert stated(audit(title, "金额单位：万元", grid(head))) == {}
    told = [["项目", "预算数", "统计数", ""], ["", "", "", ""], ["", "8.00", "5.60", ""], ["公务接待费", "8.00", "5.60", ""]]
    both = {"三公经费.公务接待费.预算": 8, "三公经费.公务接待费.决算": Decimal("5.60")}
    assert stated(audit(title, "金额单位：万元", grid(told))) == both


def test_rows_of_three_public_costs_may_be_called_by_any_words_for_them() -> None:
    rows = [
        ["项目", "预算数", "决算数"], ["合计", "20.00", "15.20"], ["1.因公出国费用", "1.00", "0.50"], ["2.公务接待", "3.00", "2.10"],
        ["3.公车购置及运行费", "16.00", "12.60"], ["其中：公车运行费支出", "6.00", "5.60"], ["公车购置", "10.00", "7.00"],
        ["公务接待人数", "30.00", "21.00"],
    ]  # fmt: skip
    assert stated(audit("“三公”经费支出决算表", "单位：万元", grid(rows))) == {
        f"三公经费.{item}{turn}": Decimal(value)
        for item, *values in (
            ("", "20", "15.2"), ("因公出国费.", "1", "0.5"), ("公务接待费.", "3", "2.1"), ("公务用车购置及运行费.", "16", "12.6"),
            ("公务用车运行维护费.", "6", "5.6"), ("公务用车购置费.", "10", "7"),
        )
        for turn, value in zip(("预算", "决算"), values, strict=True)
    }  # fmt: skip


def test_of_two_budgets_of_three_public_costs_that_of_the_year_is_the_budget() -> None:
    rows = [["项目", "年初预算数", "全年预算数", "决算数"], ["合计", "10.00", "9.00", "8.00"],
            ["1.公务用车购置及运行维护费", "6.00", "6.00", "5.00"], ["其中：公务用车运行维护费", "6.00", "6.00", "5.00"],
            ["2.公务接待费", "4.00", "3.00", "3.00"]]  # fmt: skip
    publication = audit("财政拨款“三公”经费支出决算表", "单位：万元", grid(rows))
    found = stated(publication)
    assert (found["三公经费.预算"], found["三公经费.决算"]) == (9, 8)
    assert (found["三公经费.公务接待费.预算"], found["三公经费.公务用车运行维护费.决算"]) == (3, 5)
    assert publication.summary["unbound"] == 4


def test_a_split_of_basic_spending_among_the_columns_is_passed_over() -> None:
    rows = [["项目", "", "本年支出合计", "基本支出", "", "", "项目支出"],
            ["功能分类科目编码", "科目名称", "", "小计", "人员经费", "公用经费", ""],
            ["213", "农林水支出", "100.00", "60.00", "50.00", "10.00", "40.00"]]  # fmt: skip
    publication = audit("支出决算表", "单位：万元", grid(rows))
    assert stated(publication) == {"支出.213.合计": Decimal(100), "支出.213.基本支出": Decimal(60), "支出.213.项目支出": Decimal(40)}
    assert publication.summary["unbound"] == 2


def test_conference_costs_beside_the_three_public_ones_are_none_of_them() -> None:
    rows = [["预算数", *[""] * 4, "决算数", *[""] * 4], ["合计", "“三公”经费", "", "会议费", "培训费"] * 2,
            ["", "小计", "公务接待费", "", ""] * 2,
            ["15.00", "8.00", "8.00", "3.00", "4.00", "12.60", "5.60", "5.60", "3.00", "4.00"]]  # fmt: skip
    publication = audit("财政拨款“三公”经费及会议费、培训费支出决算表", "单位：万元", grid(rows))
    found = stated(publication)
    assert (found["三公经费.预算"], found["三公经费.公务接待费.预算"], found["三公经费.决算"]) == (8, 8, Decimal("5.60"))
    assert publication.summary["unbound"] == 6
    assert messages(publication, "E201") == []


def test_a_fund_that_was_left_out_moves_no_other() -> None:
    rows = [["收入", "", "支出", "", "", ""], ["项目", "金额", "项目", "合计", "一般公共预算财政拨款", "国有资本经营预算财政拨款"],
            ["一、一般公共预算财政拨款", "10.00", "一、农林水支出", "12.00", "10.00", "2.00"]]  # fmt: skip
    found = stated(audit("财政拨款收入支出决算总表", "单位：万元", grid(rows)))
    assert found == {
        "收入.一般公共预算": Decimal(10), "财政拨款.213.合计": Decimal(12),
        "一般公共预算.213.合计": Decimal(10), "国有资本经营.213.合计": Decimal(2),
    }  # fmt: skip


# ---- tables with a row for each item -------------------------------------------------------------------------

RUNNING = [
    ["项目", "行次", "预算数", "统计数", "项目", "行次", "统计数"],
    ["栏次", "", "1", "2", "栏次", "", "3"],
    ["一、“三公”经费支出", "1", "—", "—", "二、机关运行经费", "21", "1320000"],
    ["（一）支出合计", "2", "260000", "206000", "三、资产信息", "24", "—"],
    ["1．公务用车购置及运行维护费", "4", "180000", "150000", "（一）车辆数合计（辆）", "25", "4"],
    ["（2）公务用车运行维护费", "6", "180000", "150000", "1．应急保障用车", "29", "3"],
    ["2．公务接待费", "7", "80000", "56000", "2．特种专业技术用车", "31", "1"],
    ["5．国内公务接待批次（个）", "16", "—", "38", "（一）政府采购支出合计", "36", "4600000"],
    ["6．国内公务接待人次（人）", "17", "—", "342", "1．政府采购货物支出", "37", "4600000"],
]


def test_a_table_of_items_gives_costs_counts_vehicles_and_procurement() -> None:
    publication = audit("机构运行信息表", "财决附03表", "金额单位：元", grid(RUNNING))
    found = stated(publication)
    assert (found["三公经费.预算"], found["三公经费.决算"], found["三公经费.公务接待费.决算"]) == (26, Decimal("20.6"), Decimal("5.6"))
    assert (found["三公经费.公务接待费.批次"], found["三公经费.公务接待费.人次"]) == (38, 342)
    assert (found["国有资产.车辆合计"], found["国有资产.车辆.应急保障用车"], found["国有资产.车辆.特种专业技术用车"]) == (4, 3, 1)
    assert (found["机关运行经费.决算"], found["政府采购.合计"], found["政府采购.货物"]) == (132, 460, 460)
    assert publication.summary["unbound"] == 0


@pytest.mark.parametrize(("row", "column", "text"), [(3, 3, "216000"), (4, 6, "5"), (7, 6, "4700000")])
def test_a_wrong_figure_in_a_table_of_items_is_found(row: int, column: int, text: str) -> None:
    wrong = [[text if (n, m) == (row, column) else cell for m, cell in enumerate(cells)] for n, cells in enumerate(RUNNING)]
    parts_told = [["政府采购工程支出", "38", "0"], ["政府采购服务支出", "39", "0"]]
    wrong += [["", "", "", "", *told] for told in parts_told]
    wrong.insert(4, ["因公出国（境）费", "3", "0", "0", "", "", ""])
    wrong.insert(6, ["公务用车购置费", "5", "0", "0", "", "", ""])
    publication = audit("机构运行信息表", "金额单位：元", grid(wrong))
    assert {finding.code for finding in run(publication.report)} & {"E201", "E211", "E204", "E205"}


PROCURED = [["项目", "合计", "货物", "工程", "服务"], ["政府采购支出", "450.00", "26.00", "380.00", "44.00"],
            ["其中：授予中小企业合同金额", "420.00", "20.00", "360.00", "40.00"]]  # fmt: skip


@pytest.mark.parametrize(("told", "errors"), [("450.00", 0), ("460.00", 1)])
def test_procurement_in_a_table_and_in_the_text_must_agree(told: str, errors: int) -> None:
    text = f"2024年政府采购支出总额{told}万元，其中：政府采购货物支出26.00万元。"
    publication = audit("政府采购情况表", "单位：万元", grid(PROCURED), "三、政府采购支出情况", text)
    assert len(messages(publication, "E211")) == errors
    assert stated(publication)["政府采购.工程授予中小企业"] == 360
    assert publication.summary["unbound"] == 0


# ---- what is not read is said --------------------------------------------------------------------------------

STRANGE = [["地块", "面积", "补偿"], ["甲村一组", "12.50", "100.25"], ["乙村二组", "8.00", "64.00"]]


def test_a_table_that_no_layout_fits_is_named_and_its_figures_are_counted() -> None:
    publication = audit("支出决算表", "金额单位：元", grid([*HEAD, *SPENT]), "征地补偿明细表", "单位：万元", grid(STRANGE))
    (message,) = messages(publication, "W271")
    assert "征地补偿明细表" in message and "公开表 A10" in message and "4 个数" in message
    assert publication.summary["unbound"] == 4
    assert publication.summary["figures"] == publication.summary["bound"] + 4


def test_a_table_without_a_title_is_named_by_the_words_before_it() -> None:
    assert "补偿如下" in messages(audit("二、补偿如下：", grid(STRANGE)), "W271")[0]


def test_lists_of_units_and_persons_are_no_tables_of_figures() -> None:
    units = [["序号", "单位名称", "在职人数"], ["1", "示例县水利局（本级）", "28"], ["2", "示例县水库管理所", "33"]]
    publication = audit("纳入决算编制范围的单位", grid(units))
    assert messages(publication, "W271") == []
    assert publication.summary["unbound"] == 2


def test_columns_that_a_table_holds_besides_are_counted() -> None:
    wider = [[*row, text] for row, text in zip([*HEAD, *SPENT], ["上年决算数", "", "1.5", "1.5", "1.5", "1.5"], strict=True)]
    publication = audit("支出决算表", "金额单位：元", grid(wider))
    assert stated(publication) == EXPECTED
    assert publication.summary["unbound"] == 4


def test_formulas_without_a_result_and_errors_are_named_by_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "公开03表"
    for row in (["支出决算表"], ["金额单位：元"], *HEAD, *SPENT):
        book.active.append([cell or None for cell in row])
    book.active["C5"], book.active["D6"] = "='其他 表'!C7+D8", "#REF!"
    book.save(tmp_path / "公开.xlsx")
    publication = read_publication(tmp_path / "公开.xlsx")
    (message,) = messages(publication, "W272")
    assert "2 个格子" in message and "公开03表 C5" in message and "公开03表 D6" in message
    assert "支出.合计" not in stated(publication) and stated(publication)["支出.2130301.合计"] == EXPECTED["支出.2130301.合计"]


def test_a_finding_in_a_workbook_is_placed_by_sheet_and_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "公开03表"
    for row in (["支出决算表"], ["金额单位：元"], *HEAD, SPENT[0], [*SPENT[1][:3], "7410000.50", *SPENT[1][4:]], *SPENT[2:]):
        book.active.append([cell or None for cell in row])
    book.save(tmp_path / "公开.xlsx")
    places = [str(place) for finding in run(read_publication(tmp_path / "公开.xlsx").report) for place in finding.places]
    assert any(place.endswith("公开.xlsx:公开03表 D6") for place in places)


def test_hidden_sheets_rows_and_columns_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["封面"])
    sheet = book.create_sheet("公开03表")
    for row in (["支出决算表"], ["金额单位：元"], *HEAD, *SPENT):
        sheet.append([cell or None for cell in row])
    sheet.sheet_state, sheet.row_dimensions[6].hidden, sheet.column_dimensions["D"].hidden = "hidden", True, True
    book.save(tmp_path / "公开.xlsx")
    assert stated(read_publication(tmp_path / "公开.xlsx")) == EXPECTED


# ---- a workbook of the ministry, read and written as data ----------------------------------------------------

INCOME_HEAD = [["项目", "", "", "", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
               ["支出功能分类科目编码", "", "", "科目名称"], ["类", "款", "项", "栏次", "1", "2", "3", "4", "5", "6", "7"]]  # fmt: skip
SPENT_HEAD = [["项目", "", "", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
              ["支出功能分类科目编码", "", "", "科目名称"], ["类", "款", "项", "栏次", "1", "2", "3", "4", "5", "6"]]  # fmt: skip
GENERAL_HEAD = [["项目", "", "", "", "年初结转和结余", "", "", "本年收入", "", "", "本年支出", "", "", "年末结转和结余", "", "", ""],
                ["支出功能分类科目编码", "", "", "科目名称", "合计", "基本支出结转", "项目支出结转和结余",
                 *["合计", "基本支出", "项目支出"] * 2, "合计", "基本支出结转", "项目支出结转", "项目支出结余"],
                ["类", "款", "项", "栏次", *map(str, range(1, 14))]]  # fmt: skip
BASIC = [["支出功能分类科目编码", "", "", "科目名称", "", "工资福利支出", "", "商品和服务支出", ""],
         ["", "", "", "", "合计", "小计", "基本工资", "小计", "公务接待费"],
         ["类", "款", "项", "栏次", "1", "2", "3", "4", "5"],
         ["", "", "", "合计", "7420000.35", "7364000.35", "7364000.35", "56000", "56000"]]  # fmt: skip
ROWS = [("", "合计"), ("213", "农林水支出"), ("21303", "水利"), ("2130301", "行政运行")]


def coded(*amounts: str) -> Matrix:
    return [[code, "", "", name, *amounts] if code else ["", "", "", name, *amounts] for code, name in ROWS]


def workbook() -> dict[str, Matrix]:
    """Sheets of a department with one 项, in 元, as the ministry's program writes them."""
    plans, none = ("8000000", "8600000.35", "8600000.35"), ("0", "0", "0")
    summed = summary(PLANS, plans, plans)
    summed += [["年初结转和结余", "29", *none, "年末结转和结余", "86", *none], ["总计", "30", *plans, "总计", "87", *plans]]
    split = ("8600000.35", "7420000.35", "1180000")
    funds = ["小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    spread_out = [cell for plan in plans for cell in (plan, plan, "0", "0")]
    fiscal = [
        ["项目", "行次", *PLANS, "项目（按功能分类）", "行次", *(cell for plan in PLANS for cell in (plan, "", "", ""))],
        ["", "", "", "", "", "", "", *funds * 3],
        ["一、一般公共预算财政拨款", "1", *plans, "十二、农林水支出", "42", *spread_out],
        ["二、政府性基金预算财政拨款", "2", *none, "十三、交通运输支出", "43", *["0"] * 12],
    ]
    return {
        "收入支出决算总表": summed,
        "财政拨款收入支出决算总表": fiscal,
        "收入决算表": [*INCOME_HEAD, *coded("8600000.35", "8600000.35", *["0"] * 5)],
        "支出决算表": [*SPENT_HEAD, *coded(*split, "0", "0", "0")],
        "一般公共预算财政拨款收入支出决算表": [*GENERAL_HEAD, *coded(*none, *split, *split, *["0"] * 4)],
        "一般公共预算财政拨款基本支出决算明细表": BASIC,
        "机构运行信息表": RUNNING,
    }


def test_a_workbook_of_the_ministry_is_read_without_a_false_error_and_becomes_data(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for n, (title, rows) in enumerate(workbook().items(), 1):
        sheet = book.create_sheet(f"Z{n:02} {title}"[:31])
        for row in ([title], [None, f"财决{n:02}表"], ["编制单位：示例县水利局", "2024年度", "金额单位：元"], *rows):
            sheet.append([int(cell) if cell and cell.isdigit() else cell or None for cell in row])
    del book["Sheet"]
    book.save(tmp_path / "决算.xlsx")
    checked = check_published(tmp_path / "决算.xlsx")
    assert [finding.message for finding in checked.findings if finding.level is Level.ERROR] == []
    assert checked.counts is not None and checked.counts["contradicted"] == 0
    imported = import_files([tmp_path / "决算.xlsx"])
    expected = {
        "支出.2130301.基本支出": "742.000035", "支出.2130301.项目支出": "118", "收入.2130301.财政拨款": "860.000035",
        "基本支出明细.30101": "736.400035", "基本支出明细.30217": "5.6", "三公经费.公务接待费.预算": "8", "三公经费.公务接待费.决算": "5.6",
        "三公经费.公务接待费.批次": "38", "支出.213.年初预算": "800", "国有资产.车辆.应急保障用车": "3", "政府采购.货物": "460",
    }  # fmt: skip
    (tmp_path / "2024.yaml").write_text(imported.text, "utf-8")
    facts = read_department(tmp_path / "2024.yaml").facts
    assert {name: figure.value for name in expected if (figure := facts.figure(name))} == {n: Decimal(v) for n, v in expected.items()}
    assert "金额单位: 元" in imported.text
    assert {name.split(".")[1] for name in imported.facts if name.startswith("支出.")} == {"213", "2130301"}
    assert not [name for name in imported.facts if name.startswith("支出.") and ".财政拨款" in name]
    assert "A119" not in {finding.code for finding in check_file(tmp_path / "2024.yaml").findings}


def test_a_table_of_items_among_the_text_ends_no_part(tmp_path: Path) -> None:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in PROCURED)
    told = [
        "第三部分 2023年度部门决算情况说明", "一、收入支出决算总体情况说明", "2023年度收入总计100.00万元，支出总计100.00万元。",
        "二、政府采购支出情况说明", "2023年度本单位的采购都在县里的平台上办理，总额为450.00万元，明细见下表。",
    ]  # fmt: skip
    after = ["三、国有资产占用情况说明", "2023年末本单位的车辆都由机关事务中心统一管理，调度按出车单办理。"]
    paragraphs = ["".join(f"<p>{text}</p>" for text in texts) for texts in (told, ["政府采购情况表", "单位：万元"], after)]
    shown = f"<h1>示例县水利局2023年度部门决算</h1>{paragraphs[0]}{paragraphs[1]}<table>{table}</table>{paragraphs[2]}"
    page = f"<html><body>{shown}</body></html>"
    (tmp_path / "公开.html").write_text(page, "utf-8")
    text = import_files([tmp_path / "公开.html"]).text
    assert "由机关事务中心统一管理" in text
    assert "货物: 26" in text


@pytest.mark.parametrize("cell", ["80.0080.00", "520.00 180.00"])
def test_a_table_whose_cells_have_run_together_is_not_read(cell: str) -> None:
    """Which of the columns the two stand in cannot be told: nothing is read of the table, and that is said."""
    rows = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["", "合计", "780.00", "600.00", "180.00"],
        ["2010301", "行政运行", "600.00", "600.00", ""],
        ["2010302", "一般行政管理事务", "180.00", "", "180.00"],
    ]
    whole = audit("支出决算表", "金额单位：万元", grid(rows))
    assert stated(whole)["支出.2010302.项目支出"] == 180
    torn = audit("支出决算表", "金额单位：万元", grid([*rows[:3], ["2010302", "一般行政管理事务", cell, "", ""]]))
    assert stated(torn) == {} and "W271" in {finding.code for finding in run(torn.report)}
    assert torn.summary["unbound"] == torn.summary["figures"] > 0
