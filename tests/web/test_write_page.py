"""Writing a department's file in the browser: the document, the tables, the source text and the file on disk stay one."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import barriers, opened
from tests.web.live import COMMENT, FILE, Desk, serving

PEST = "支出.2130108.项目支出"
TOTAL = "支出.合计"
PRINTED = f'.paper .fig[data-path="{PEST}"]'


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One server and one browser for all tests."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "data").mkdir()
    with opened() as browser, serving(folder) as address:
        yield Desk(folder, address, browser)


@pytest.fixture
def desk(office: Desk) -> Iterator[Desk]:
    """The files as at first; nothing may have gone wrong in the browser."""
    office.begin_again()
    yield office
    assert not office.wrong
    office.begin_again()


def turn(tab: Any, part: str) -> None:
    """Choose a part, and wait for its form."""
    tab.click(f'.parts [data-part="{part}"]')
    tab.wait_for_selector(f'.parts [data-part="{part}"][aria-current]')
    tab.wait_for_selector(".form .item")


def cell(tab: Any, path: str) -> Any:
    """The cell of a path, clicked: the input in it has the focus."""
    row, column = path.split(".")[1:]
    heads = [text.removesuffix("万元") for text in tab.locator(".grid thead th").all_text_contents()]
    found = tab.locator(".grid tbody tr", has_text=row).locator("td").nth(heads.index(column) - 1)
    found.click()
    return found


def saved(tab: Any) -> None:
    """Wait until all is saved."""
    reads(tab, ".saved", "已保存")


def until(true: Callable[[], bool]) -> None:
    """Wait for something outside the browser."""
    end = time.monotonic() + 15
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def reads(tab: Any, selector: str, text: str) -> None:
    """Wait until the first such element has a text."""
    tab.locator(selector).first.filter(has_text=re.compile(f"^{re.escape(text)}$")).wait_for()


def figures(tab: Any, name: str) -> set[str]:
    """What is printed for a figure, wherever it is."""
    return {text.removesuffix("万元").replace(",", "") for text in tab.locator(f'.paper .fig[data-name="{name}"]').all_text_contents()}


def paste(tab: Any, text: str) -> None:
    tab.evaluate(
        """text => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        text,
    )


def test_a_figure_changed_in_place_is_changed_in_file_document_form_and_findings(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    before = figures(tab, TOTAL)
    assert figures(tab, PEST) == {"96.00"} and "没有错误" in tab.text_content(".head")
    tab.locator(f'.paper .fig[data-path="{PEST}"]').first.click()
    tab.wait_for_selector(".inspector input")
    assert float(tab.input_value(".inspector input")) == 96 and "项目支出" in tab.text_content(".inspector")
    tab.keyboard.type("9600.00")
    tab.keyboard.press("Enter")
    reads(tab, PRINTED, "9,600.00")
    saved(tab)
    assert "  2130108: {项目支出: 9600.00, 年初预算: 80.00, 原因: 追加草地贪夜蛾防控资金}" + COMMENT in desk.text()
    assert figures(tab, TOTAL) != before and len(figures(tab, TOTAL)) == 1
    assert tab.locator(f'.paper .fig.moved[data-name="{TOTAL}"]').count()
    assert "个错误" in tab.text_content(".findings h2")
    assert tab.evaluate("document.activeElement.dataset.name") == PEST
    turn(tab, "支出")
    assert tab.locator(".grid td", has_text="9600.00").count() == 1
    tab.keyboard.press("Control+z")
    reads(tab, PRINTED, "96.00")
    assert "{项目支出: 96.00, 年初预算: 80.00" in desk.text() and figures(tab, TOTAL) == before


def test_nine_cells_of_excel_are_one_change(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    was = desk.text()
    cell(tab, "支出.2130122.基本支出")
    paste(tab, "1,234.50\t560\t12\r\n\t３６５．５\t\r\n94.2\t(3.5)\t - \r\n")
    saved(tab)
    text = desk.text()
    rows = {line.split(":")[0].strip(): line for line in text[text.index("支出:\n") :].splitlines() if ": {" in line}
    assert "基本支出: 1234.50" in rows["2130122"] and "项目支出: 560" in rows["2130122"] and "上缴上级: 12" in rows["2130122"]
    assert "项目支出: 365.5," in rows["2130153"] and "基本支出" not in rows["2130153"]
    assert "基本支出: 94.2," in rows["2210201"] and "项目支出: -3.5" in rows["2210201"] and "上缴上级: 0" in rows["2210201"]
    assert COMMENT in text
    tab.keyboard.press("Control+z")
    until(lambda: desk.text() == was)


def test_cells_copied_are_cells_for_excel(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    cell(tab, "支出.2130101.基本支出")
    tab.keyboard.press("Shift+ArrowRight")
    copied = tab.evaluate(
        """() => { const data = new DataTransfer();
        document.activeElement.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true}));
        return data.getData('text/plain') }"""
    )
    assert copied == "1098.50\t188.00"


def test_the_keys_of_excel_move_change_and_clear(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    cell(tab, "支出.2130108.项目支出")
    at = "document.activeElement.dataset.path"
    tab.keyboard.type("98")
    tab.keyboard.press("Enter")
    assert tab.evaluate(at) == "支出.2130122.项目支出"
    tab.keyboard.press("F2")
    tab.keyboard.press("Home")
    tab.keyboard.type("1")
    tab.keyboard.press("Escape")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(at) == PEST
    tab.keyboard.press("Tab")
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate(at) == PEST
    saved(tab)
    assert "2130108: {项目支出: 98, " in desk.text() and "2130122: {项目支出: 560.00" in desk.text()
    tab.keyboard.press("Delete")
    saved(tab)
    assert "2130108: {项目支出: 98" not in desk.text()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    assert not tab.evaluate("document.activeElement.closest('td')")


def test_a_change_elsewhere_is_shown_and_one_against_it_asks(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    path = desk.folder / FILE
    path.write_text(desk.text().replace("2130108: {项目支出: 96.00", "2130108: {项目支出: 97.00"), "utf-8")
    reads(tab, PRINTED, "97.00")


def test_with_no_news_of_a_change_elsewhere_the_difference_is_shown(desk: Desk) -> None:
    tab = desk.browser.new_page(reduced_motion="reduce")
    desk.tabs.append(tab)
    tab.route("**/api/changes/**", lambda route: route.abort())
    tab.goto(f"{desk.address}write/{FILE}")
    turn(tab, "支出")
    path = desk.folder / FILE
    path.write_text(desk.text().replace("2130101: {基本支出: 1098.50", "2130101: {基本支出: 1099.50"), "utf-8")
    cell(tab, "支出.2130108.项目支出")
    tab.keyboard.type("98.00")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("dialog[open]")
    told = tab.text_content("dialog")
    assert "1099.50" in told and "1098.50" in told and "没有保存" in tab.text_content(".saved")
    assert "{项目支出: 96.00" in desk.text()
    tab.click("dialog >> text=把我改的写进去")
    saved(tab)
    assert "2130101: {基本支出: 1099.50" in desk.text() and "2130108: {项目支出: 98.00" in desk.text()


def test_two_tabs_on_a_file_show_the_same(desk: Desk) -> None:
    one, other = desk.open(), desk.open()
    turn(one, "支出")
    cell(one, "支出.2130108.项目支出")
    one.keyboard.type("99.00")
    one.keyboard.press("Enter")
    saved(one)
    reads(other, PRINTED, "99.00")
    other.click("text=撤销")
    reads(one, PRINTED, "96.00")


def test_an_input_method_is_left_to_compose(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    spot = cell(tab, "支出.2130108.项目支出")
    was = desk.text()
    input_method = tab.context.new_cdp_session(tab)
    input_method.send("Input.imeSetComposition", {"text": "jiu", "selectionStart": 3, "selectionEnd": 3})
    for key in ("Enter", "ArrowDown", "Tab", "Escape"):
        tab.evaluate(
            """key => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))""",
            key,
        )
    assert tab.evaluate("document.activeElement.dataset.path") == PEST and desk.text() == was
    input_method.send("Input.insertText", {"text": "９７"})
    tab.keyboard.press("Enter")
    saved(tab)
    assert "2130108: {项目支出: 97, " in desk.text() and spot.text_content() == "97"
    field = tab.locator("textarea[data-path='支出.2130108.原因']")
    field.focus()
    input_method.send("Input.imeSetComposition", {"text": "zhui", "selectionStart": 4, "selectionEnd": 4})
    tab.evaluate("() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))")
    assert "zhui" not in desk.text()
    input_method.send("Input.insertText", {"text": "，和"})
    tab.keyboard.press("Control+Enter")
    saved(tab)
    assert "追加草地贪夜蛾防控资金，和" in desk.text()


def test_the_keyboard_alone_is_enough(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "三公经费")
    regions = set()
    for _ in range(5):
        tab.keyboard.press("F6")
        regions.add(tab.evaluate("document.activeElement.closest('.head, .parts, .form, .document, .findings').className"))
    assert len(regions) == 5
    tab.locator(".form input").first.focus()
    tab.locator(f'.paper .fig[data-name="{TOTAL}"]').first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".inspector:not([hidden])")
    assert tab.evaluate("document.activeElement.closest('.inspector') !== null")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.dataset.name") == TOTAL


def test_a_finding_leads_to_its_field_and_its_place(desk: Desk) -> None:
    path = desk.folder / FILE
    path.write_text(desk.text().replace("决算: 7.50", "决算: 75.00"), "utf-8")
    tab = desk.open()
    tab.click(".fold")
    tab.locator(".finding button.link").first.click()
    tab.locator(".form .here").wait_for()
    at = tab.evaluate("document.activeElement.dataset.path")
    assert at.startswith("三公经费.") and tab.locator(".parts [aria-current]").text_content() == "三公经费"


@pytest.mark.parametrize("width", [1366, 390])
def test_nobody_is_kept_out(desk: Desk, width: int) -> None:
    tab = desk.open(width, 768 if width > 400 else 844)
    turn(tab, "支出")
    cell(tab, "支出.2130108.项目支出")
    assert barriers(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    if width < 400:
        tab.click(".tabs >> text=文本")
        assert tab.is_visible(".paper") and not tab.is_visible(".form")
    else:
        tab.locator(f'.paper .fig[data-name="{TOTAL}"]').first.click()
        tab.wait_for_selector(".inspector:not([hidden])")
        tab.click(".fold")
        assert barriers(tab) == []


def test_the_source_is_one_click_away(desk: Desk) -> None:
    tab = desk.open()
    tab.click("text=源文件")
    editor = tab.locator(".cm-content")
    editor.wait_for()
    assert "清溪县农业农村局" in editor.text_content()
    tab.keyboard.press("Control+f")
    tab.keyboard.press("Escape")
    tab.evaluate("document.querySelector('.stand').shadowRoot.querySelector('.cm-content').focus()")
    tab.keyboard.press("Control+End")
    tab.keyboard.type("# 末了一行")
    reads(tab, ".saved", "正在写，还没有保存")
    saved(tab)
    assert desk.text().rstrip().endswith("# 末了一行") and COMMENT in desk.text()
    tab.keyboard.press("Enter")
    tab.keyboard.type("收入: {")
    tab.wait_for_selector(".why:not(:empty)")
    assert "没有保存" in tab.text_content(".saved") and "收入: {" not in desk.text().splitlines()[-1]
