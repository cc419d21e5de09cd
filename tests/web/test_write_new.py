"""A department that has nothing yet: its tables are filled from Excel, and what is asked for is what one sees."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import opened
from tests.web.live import Desk, paste, saved, serving, turn, until

NAME = "青泉县林业局"
TABLE = (
    "科目编码\t\t\t科目名称\t本年收入合计\t财政拨款\t上级补助\r\n类\t款\t项\t\t\t\t\r\n合计\t\t\t\t160.00\t150.00\t10.00\r\n"
    "213\t\t\t农林水支出\t160.00\t150.00\t10.00\r\n213\t02\t\t林业和草原\t160.00\t150.00\t10.00\r\n"
    "213\t02\t01\t行政运行\t100.00\t100.00\t\r\n213\t02\t05\t森林资源培育\t60.00\t50.00\t10.00\r\n"
)
KINDS = (
    "科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\r\n301\t工资福利支出\t70.00\t302\t商品和服务支出\t30.00\r\n"
    "30101\t基本工资\t40.00\t30201\t办公费\t20.00\r\n30102\t津贴补贴\t30.00\t30211\t差旅费\t10.00\r\n"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("office")
    file = f"data/{NAME}/2024.yaml"
    (folder / "data").mkdir()
    subprocess.run([sys.executable, "-m", "generator.cli", "new", NAME, "2024", "-o", str(folder / file)], check=True, capture_output=True)
    with opened() as browser, serving(folder) as address:
        yield Desk(folder, address, browser, file)


@pytest.fixture
def desk(office: Desk) -> Iterator[Desk]:
    first = Path(office.folder, office.file).read_bytes()
    yield office
    assert not office.wrong
    for tab in office.tabs:
        tab.close(run_before_unload=False)
    office.tabs.clear()
    Path(office.folder, office.file).write_bytes(first)


def test_a_whole_table_of_excel_fills_one_that_is_empty(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    assert "财政拨款" in tab.text_content(".grid thead")
    tab.focus(".newrow input")
    paste(tab, TABLE)
    until(lambda: "项目" not in desk.text() or "2130205" in desk.text())
    saved(tab)
    rows = desk.text()[desk.text().index("\n收入:") : desk.text().index("\n支出:")]
    assert "2130201: {财政拨款: 100.00}" in rows.replace("合计: 100.00, ", "") and "2130205" in rows and "上级补助: 10.00" in rows
    assert "\n  213:" not in rows and "21302:" not in rows
    told = tab.text_content(".head .told")
    assert "有 3 行没有写入：合计、213 农林水支出、21302 林业和草原" in told


def test_tables_side_by_side_are_pasted_as_one(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "基本支出明细")
    tab.focus(".newrow input")
    paste(tab, KINDS)
    until(lambda: "30211" in desk.text())
    saved(tab)
    text = desk.text()[desk.text().index("\n基本支出明细:") :]
    print(text[:400])
    assert all(f"  {line}" in text for line in ("30101: 40.00", "30102: 30.00", "30201: 20.00", "30211: 10.00"))
    assert "\n  301:" not in text and "\n  302:" not in text


def test_names_alone_are_found_where_one_subject_has_that_name(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    tab.focus(".newrow input")
    paste(tab, "森林资源培育\t60.00\r\n行政运行\t100.00\r\n")
    until(lambda: "2130205" in desk.text())
    tab.locator(".head .told", has_text="没有写入：行政运行").wait_for()


def test_one_row_is_seen_whole_and_the_subjects_offered_are_seen(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    tab.fill(".newrow input", "行政运行")
    tab.locator(".newrow [aria-selected=true]").wait_for()
    listed, pane = tab.locator(".newrow ul").bounding_box(), tab.locator(".pane.form").bounding_box()
    assert listed["y"] >= pane["y"] and listed["height"] > 100
    tab.press(".newrow input", "Enter")
    tab.locator(".grid td .at[data-mode=at]:focus").wait_for()
    tab.wait_for_timeout(100)
    assert tab.input_value(".grid td .at") == "" and tab.get_attribute(".grid td .at", "data-mode") == "at"
    row, head = tab.locator(".grid tbody tr").bounding_box(), tab.locator(".grid thead").bounding_box()
    frame = tab.locator(".grid .frame").first.bounding_box()
    assert row["y"] >= head["y"] + head["height"] - 1 and row["y"] + row["height"] <= frame["y"] + frame["height"]


def test_what_is_left_to_write_is_open_and_the_rest_is_folded(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "概况")
    tab.locator(".form summary", has_text="概况：正文").wait_for()
    folded = {each.text_content() for each in tab.locator(".form details.item:not([open]) > summary").all()}
    assert folded == {"概况：另设机构", "概况：下属单位", "概况：正文"}
    assert tab.locator(".form details[open] textarea").first.get_attribute("placeholder") == "待填"


def test_what_is_written_first_is_a_list_with_a_line_for_each(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "概况")
    for path, words in (("概况.职责.1", "造林"), ("概况.职责.2", "护林"), ("概况.另设机构.1", "机关党委")):
        if not tab.is_visible(f"[data-path='{path}']"):
            tab.click("summary:has-text('另设机构')")
        tab.fill(f"[data-path='{path}']", words)
        tab.press(f"[data-path='{path}']", "Control+Enter")
        tab.locator(".paper", has_text=words).wait_for()
    saved(tab)
    assert "\n    - 造林\n    - 护林\n" in desk.text() and "\n    - 机关党委\n" in desk.text()
    assert "待填  #" not in desk.text()[desk.text().index("  职责:") : desk.text().index("  内设机构:")]


def test_the_ministrys_own_heads_find_their_columns_and_strange_ones_are_told(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    tab.focus(".newrow input")
    paste(tab, "科目编码\t科目名称\t本年收入合计\t财政拨款收入\t上级补助收入\t去年\r\n2130201\t行政运行\t110.00\t100.00\t10.00\t7.00\r\n")
    until(lambda: "2130201" in desk.text())
    tab.locator(".head .told", has_text="没有这样的列，没有写入：去年。").wait_for()
    row = next(line for line in desk.text().splitlines() if "2130201:" in line)
    assert "财政拨款: 100.00" in row and "上级补助: 10.00" in row and "7.00" not in row


def test_rows_of_a_list_are_made_as_many_as_are_pasted(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "绩效自评")
    item = tab.locator(".item", has=tab.locator("h3", has_text="绩效自评：指标"))
    if not item.locator(".newrow button").is_visible():
        item.locator("summary").click()
    item.locator(".grid tbody td").first.click()
    paste(tab, "产出指标\t数量指标\t造林\r\n产出指标\t质量指标\t成活率\r\n效益指标\t生态效益\t绿化\r\n满意度指标\t满意度\t群众\r\n")
    until(lambda: "满意度指标" in desk.text())
    saved(tab)
    assert item.locator(".grid tbody tr").count() == 4 and not tab.locator(".head .told:visible").count()


def test_amounts_in_yuan_under_heads_that_say_so_become_those_of_the_file(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    tab.focus(".newrow input")
    heads = "科目编码\t科目名称\t本年支出合计（元）\t基本支出（元）\t项目支出（元）"
    paste(tab, f"{heads}\r\n2130201\t行政运行\t1,030,050.5\t1000000\t30050.5\r\n2130205\t森林资源培育\t50\t-\t50\r\n")
    until(lambda: "2130205" in desk.text())
    saved(tab)
    rows = {line.split(":")[0].strip(): line for line in desk.text().splitlines() if ": {" in line}
    assert "合计: 103.00505, 基本支出: 100, 项目支出: 3.00505" in rows["2130201"]
    assert "合计: 0.005, 基本支出: 0, 项目支出: 0.005" in rows["2130205"]
    assert "表头写的是元，除以 10000 写入。" in tab.text_content(".head .told")


def test_heads_without_codes_lead_to_their_columns_and_words_are_no_amounts(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    tab.focus(".newrow input")
    paste(tab, "2130201\t行政运行\t1\r\n2130205\t森林资源培育\t2\r\n")
    until(lambda: "2130205" in desk.text())
    saved(tab)
    tab.locator(".grid tbody td").first.click()
    paste(tab, '项目支出\t基本支出\r\n（元）\t（元）\r\n\t310000\r\n154500\t20000\r\n')
    until(lambda: "15.45" in desk.text())
    saved(tab)
    rows = {line.split(":")[0].strip(): line for line in desk.text().splitlines() if ": {" in line}
    assert "基本支出: 31" in rows["2130201"] and "基本支出: 2" in rows["2130205"] and "项目支出: 15.45" in rows["2130205"]
    tab.locator(".grid tbody td").first.click()
    was = desk.text()
    paste(tab, '"1\n2"\t#REF!\r\n')
    tab.locator(".head .told", has_text="不是数，没有写入").wait_for()
    assert desk.text() == was


def test_last_years_totals_are_written_without_a_file_and_what_is_of_no_use_goes(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "上年")
    tab.click("summary:has-text('没有上年的文件')")
    tab.fill("[data-path='上年.收支总计.收入']", "320")
    tab.press("[data-path='上年.收支总计.收入']", "Enter")
    until(lambda: "\n  收支总计: {收入: 320}" in desk.text())
    saved(tab)
    turn(tab, "三公经费")
    assert "  较上年原因: 待填" in desk.text()
    tab.locator(".field", has=tab.locator("[data-path='三公经费.因公出国费.预算']")).locator("text=不写").click()
    saved(tab)
    text = desk.text()[desk.text().index("三公经费:") :]
    abroad = [line.split("#")[0].strip() for line in text[text.index("因公出国费") : text.index("公务用车购置费")].splitlines()]
    assert "决算: 待填" in abroad and not [line for line in abroad if line.startswith("预算:")]
