"""The nine 决算表: layouts as data, and tables built from them."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.grammar import TemplateError
from generator.document.grid import misfit, place
from generator.document.layout_file import load_layout
from generator.document.profile import load_profile
from generator.document.table_layout import Groups, Layout, Pairs, Single, Subjects
from generator.document.tables import build_table
from generator.document.tree import Cell, Row, Table
from generator.model.catalogue import load_catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure, Words

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
FILES = sorted(TEMPLATES.rglob("2-决算表/*.yaml"))
LAYOUTS = [load_layout(path) for path in FILES]
FORM_2021 = load_profile("湖南/2021")
SUBJECTS = ("206", "20699", "2069999", "212", "21208", "2120803")
CATALOGUE = load_catalogue(2021)
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=[f"{p.parts[-3]}-{p.stem}" for p in FILES])


def layout_of(title: str) -> Layout:
    path = FORM_2021.file("2-决算表", f"{title}.yaml")
    assert path is not None
    return load_layout(path)


def facts_with(amounts: dict[str, str | Decimal], year: int = 2021) -> Facts:
    """Facts of a department with some amounts; every grid lists the same 科目."""
    facts = Facts({name: Figure(name, Decimal(value)) for name, value in amounts.items()})
    facts |= {"部门.名称": Words("示例市某局"), "部门.自称": Words("本部门"), "部门.决算": Words("部门")}
    facts["年度"] = Figure("年度", Decimal(year), "年")
    for grid in {name.split(".")[0] for name in amounts}:
        facts[f"{grid}.各科目"] = tuple(f"{grid}.{code}" for code in SUBJECTS)
        for code in SUBJECTS:
            facts[f"{grid}.{code}.编码"] = Words(code)
            facts[f"{grid}.{code}.名称"] = Words(CATALOGUE.name(code) or "")
    return facts


def names_of(layout: Layout, year: int = 2021) -> Iterator[str]:
    """The name of every amount that a table shows."""
    catalogue = load_catalogue(year)
    match layout.body:
        case Pairs(sides):
            for line in (line for side in sides for line in (*side.items, *side.foot)):
                if not line.code or catalogue.known(line.code):
                    yield from line.names
        case Subjects(grid, fields):
            yield from (f"{grid}.{field}" for field in fields)
            yield from (f"{grid}.{code}.{field}" for code in SUBJECTS for field in fields)
        case Groups(grid, groups, foot):
            yield from (f"{grid}.{code}" for codes in groups for code in codes if catalogue.known(code))
            yield from (f"{grid}.{cell.field}" for cell in foot)
        case Single(names):
            yield from names


def build(layout: Layout, amounts: dict[str, str | Decimal], year: int = 2021) -> Table:
    return build_table(layout, 1, facts_with(amounts, year), load_catalogue(year))


def cells(table: Table) -> Iterator[Cell]:
    return (cell for row in table.body for cell in row.cells)


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def to_cent(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


AMOUNTS = st.one_of(st.just(Decimal(0)), st.decimals(-(10**8), 10**10, allow_nan=False, places=6))


@each_layout
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_every_amount_is_printed_once_and_reads_back_to_the_cent(layout: Layout, data: st.DataObject) -> None:
    names = list(names_of(layout))
    values = data.draw(st.lists(AMOUNTS, min_size=len(names), max_size=len(names)))
    table = build(layout, dict(zip(names, values, strict=True)))
    figures = [cell.figure.name for cell in cells(table) if cell.figure]
    assert sorted(figures) == sorted(names)
    for cell in cells(table):
        if cell.figure:
            assert Decimal(cell.text.replace(",", "") or 0) == to_cent(cell.figure.value)
            assert cell.align == "right"


@each_layout
@pytest.mark.parametrize("year", [2019, 2021, 2023])
def test_rows_cover_every_column_once(layout: Layout, year: int) -> None:
    table = build(layout, dict.fromkeys(names_of(layout), "1"), year)
    assert misfit(table.head, len(table.widths)) is None
    assert misfit(table.body, len(table.widths)) is None


@each_layout
def test_heads_are_centred_and_tables_named_by_their_file(layout: Layout) -> None:
    assert {cell.align for row in layout.head for cell in row.cells} == {"center"}
    assert layout.title in {path.stem for path in FILES}
    assert layout.notes


def test_the_form_of_2021_has_nine_tables() -> None:
    assert len([name for part in FORM_2021.parts if part.folder == "2-决算表" for name, _, _ in part.files()]) == 9


@each_layout
def test_codes_of_a_layout_are_known_in_some_year(layout: Layout) -> None:
    years = [load_catalogue(year) for year in (2019, 2021, 2023)]
    match layout.body:
        case Pairs(sides):
            codes = [line.code for side in sides for line in side.items if line.code]
        case Groups(_, groups, _):
            codes = [code for group in groups for code in group]
        case _:
            codes = []
    assert [code for code in codes if not any(year.known(code) for year in years)] == []
    assert len(set(codes)) == len(codes)


def test_head_line_names_department_year_and_unit() -> None:
    table = build(layout_of("支出决算表"), {"支出.合计": "1"})
    assert (table.number, table.left, table.middle, table.right) == (
        "公开01表", "部门：示例市某局", "2021年度", "金额单位：万元",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [("5107.53", "5,107.53"), ("0.005", "0.01"), ("-12.345", "-12.35"), ("1234567.1", "1,234,567.10")],
)
def test_an_amount_is_printed_with_separators_and_two_decimals(value: str, text: str) -> None:
    table = build(layout_of("支出决算表"), {"支出.合计": value})
    assert table.body[0].cells[1].text == text


@pytest.mark.parametrize("value", ["0", "0.004", "-0.004"])
def test_a_zero_is_blank_and_keeps_its_figure(value: str) -> None:
    cell = build(layout_of("支出决算表"), {"支出.合计": value}).body[0].cells[1]
    assert cell.text == ""
    assert cell.figure is not None and cell.figure.value == Decimal(value)


def test_an_unknown_amount_is_blank_and_has_no_figure() -> None:
    cell = build(layout_of("支出决算表"), {"支出.合计": "1"}).body[0].cells[2]
    assert (cell.text, cell.figure) == ("", None)


def test_each_subject_has_a_row_under_a_bold_total() -> None:
    above = {f"支出.{code}.合计": "1" for code in SUBJECTS[:-1]}
    table = build(layout_of("支出决算表"), {"支出.合计": "3", **above, "支出.2120803.项目支出": "1234.5"})
    assert [row.cells[0].text for row in table.body] == ["合计", *SUBJECTS]
    assert texts(table.body[-1]) == ["2120803", "城市建设支出", "", "", "1,234.50", "", "", ""]
    assert all(cell.bold for cell in table.body[0].cells)
    assert not any(cell.bold for row in table.body[1:] for cell in row.cells)


def test_pairs_number_rows_down_the_left_side_and_on_down_the_right() -> None:
    table = build(layout_of("收入支出决算总表"), {"收入.合计": "1"})
    left, right = [row.cells[1].text for row in table.body], [row.cells[4].text for row in table.body]
    assert [*left, *right] == [str(n) for n in range(1, 63)]
    assert texts(table.body[8]) == ["", "9", "", "九、卫生健康支出", "40", ""]
    assert table.body[25].cells[3].text == "二十六、抗疫特别国债安排的支出"
    assert [cell.text for cell in table.body[-1].cells if cell.bold] == ["总计", "", "总计", ""]


def test_classes_are_those_of_the_year() -> None:
    table = build(layout_of("收入支出决算总表"), {"收入.合计": "1"}, 2019)
    labels = [row.cells[3].text for row in table.body]
    assert "十四、资源勘探信息等支出" in labels
    assert not any("抗疫" in label for label in labels)
    assert [row.cells[4].text for row in table.body] == [str(len(labels) + n) for n in range(1, len(labels) + 1)]


def test_economic_codes_are_those_of_the_year() -> None:
    layout = layout_of("一般公共预算财政拨款基本支出决算明细表")
    shown = {year: {cell.text for cell in cells(build(layout, {}, year))} for year in (2021, 2023)}
    before, since = {"39906", "赠与"}, {"39909", "经常性赠与", "39910", "资本性赠与"}
    assert before <= shown[2021] and not since & shown[2021]
    assert since <= shown[2023] and not before & shown[2023]


def test_totals_stand_under_the_groups() -> None:
    layout = layout_of("一般公共预算财政拨款基本支出决算明细表")
    table = build(layout, {"基本支出明细.人员经费": "2045.53", "基本支出明细.公用经费": "545.28"})
    assert texts(table.body[-1]) == ["人员经费合计", "2,045.53", "公用经费合计", "545.28"]
    placed = [column for row, column, _ in place(table.body) if row == len(table.body) - 1]
    assert placed == [0, 2, 3, 8]


EMPTY = layout_of("政府性基金预算财政拨款收入支出决算表")


@pytest.mark.parametrize("amounts", [{}, {"政府性基金.合计": "0"}])
def test_an_empty_table_says_why(amounts: dict[str, str | Decimal]) -> None:
    table = build(EMPTY, amounts)
    assert table.notes[-1] == ("因本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。")
    assert texts(table.body[0]) == ["合计", *[""] * 6]


def test_a_table_with_an_amount_does_not_say_that_it_is_empty() -> None:
    assert not any("无数据" in note for note in build(EMPTY, {"政府性基金.本年收入": "1"}).notes)


def test_several_notes_are_numbered() -> None:
    notes = build(layout_of("收入支出决算总表"), {}).notes
    assert [note[:4] for note in notes] == ["注：1.", "2. 本"]
    assert build(layout_of("支出决算表"), {}).notes == ("注：本表反映部门本年度各项支出情况。",)


GOOD = """
名称: 试验表
列宽: [3, 1, 2, 3, 1, 2]
表头:
  - [{文: 收入, 宽: 3}, {文: 支出, 宽: 3}]
  - [项目, 行次, 金额, 项目, 行次, 金额]
成对行:
  左:
    项目: [财政拨款收入: 收入.财政拨款]
    末行: [总计: 收支总计.收入]
  右:
    类: {编码: [201], 金额: 支出.类.合计}
    末行: [总计: 收支总计.支出]
"""
SINGLE = "单行: [甲, 乙, 丙, 丁, 戊, 己]"
MISTAKES = [
    ("名称: 试验表", "名稱: 试验表", "不认识的键：名稱"),
    ("名称: 试验表\n", "", "缺少：名称"),
    ("行次, 金额, 项目", "行次, 项目", "表头第2行"),
    ("宽: 3}, {文: 支出", "宽: 4}, {文: 支出", "表头第1行"),
    ("文: 支出, 宽: 3", "文: 支出, 宽: 3, 高: 3", "表头第2行"),
    ("文: 支出, 宽: 3", "文: 支出, 款: 3", "不认识的键：款"),
    ("[3, 1, 2, 3, 1, 2]", "[3, 1, 2, 3, 1]", "表头第1行"),
    ("[3, 1, 2, 3, 1, 2]", "[3, 1, 2, 3, 1, 半]", "列宽应当是正整数"),
    ("支出.类.合计", "[支出.类.合计, 支出.类.基本支出]", "右边“总计”有1个金额"),
    ("收支总计.支出]", "收支总计.支出, '']", "左边有1行，右边有2行"),
    ("成对行:", "横向: 对\n成对行:", "横向只能写 是 或 否"),
    ("成对行:", f"{SINGLE}\n成对行:", "也只能写一个"),
    ("[总计: 收支总计.收入]", "[总计]", "项目名称: 金额的名称"),
    ("    项目: [", "    条目: [", "不认识的键：条目"),
    ("宽: 3}", "宽: 3", "YAML"),
]


def write(folder: Path, text: str) -> Path:
    path = folder / "试验表.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_layout_without_mistakes_is_read(tmp_path: Path) -> None:
    assert load_layout(write(tmp_path, GOOD)).title == "试验表"


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES)
def test_a_mistake_in_a_layout_is_named_with_its_file(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in GOOD
    with pytest.raises(TemplateError) as caught:
        load_layout(write(tmp_path, GOOD.replace(old, new, 1)))
    assert message in str(caught.value)
    assert "试验表.yaml" in str(caught.value)


def test_a_body_too_narrow_or_too_wide_is_named(tmp_path: Path) -> None:
    head = GOOD.split("成对行")[0]
    for body in (SINGLE.replace(", 己", ""), "科目行: {取自: 支出, 金额: [合计, 基本支出, 项目支出]}"):
        with pytest.raises(TemplateError, match="合起来是5列，列宽写了6列"):
            load_layout(write(tmp_path, head + body))
    groups = "分组行: {取自: 明细, 编码: [[301], [302]], 末行: [{文: 合计, 宽: 4, 金额: 合计}]}"
    with pytest.raises(TemplateError, match="末行合起来不是6列"):
        load_layout(write(tmp_path, head + groups))


@pytest.mark.parametrize("rows", [
    (Row((Cell("甲", colspan=2),)), Row((Cell("乙"),))),
    (Row((Cell("甲", rowspan=2), Cell("乙"))), Row((Cell("丙"), Cell("丁")))),
    (Row((Cell("甲"), Cell("乙", rowspan=2))),),
    (Row((Cell("甲"), Cell("乙", rowspan=2))), Row((Cell("丙", colspan=2),))),
])  # fmt: skip
def test_rows_that_leave_gaps_or_overlap_do_not_fit(rows: tuple[Row, ...]) -> None:
    assert misfit(rows, 2) is not None


@pytest.mark.parametrize("widths, head, columns", [("[3, 3]", "[项目, 金额]", 2), ("[3, 1, 3]", "[项目, 行次, 金额]", 3)])
def test_whether_rows_are_numbered_is_told_by_the_columns(widths: str, head: str, columns: int, tmp_path: Path) -> None:
    pairs = "成对行:\n  左: {项目: [收入: 收入.合计], 末行: []}\n  右: {项目: [支出: 支出.合计], 末行: []}\n"
    items = "项目行: {行: [支出: 支出.合计]}\n"
    both = f"列宽: [{widths[1:-1]}, {widths[1:-1]}]\n表头: [[{head[1:-1]}, {head[1:-1]}]]\n{pairs}"
    assert load_layout(write(tmp_path, f"名称: 总表\n{both}")).body.columns == 2 * columns
    assert load_layout(write(tmp_path, f"名称: 一览表\n列宽: {widths}\n表头: [{head}]\n{items}")).body.columns == columns
    with pytest.raises(TemplateError, match="成对行合起来是6列，列宽写了5列。请改成一样多。"):
        load_layout(write(tmp_path, f"名称: 总表\n列宽: [3, 3, 3, 3, 3]\n表头: [[甲, 乙, 丙, 丁, 戊]]\n{pairs}"))
