"""Writing a department's file in the browser: the document, the tables, the source text and the file on disk stay one."""

import shutil
import urllib.request
from collections.abc import Iterator

import pytest

from generator.files.outputs import replace_files
from tests.browser import barriers, opened
from tests.web.live import COMMENT, FILE, NAME, Desk, cell, figures, paste, reads, saved, serving, turn, until

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


def test_a_figure_changed_in_place_is_changed_in_file_document_form_and_findings(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    before = figures(tab, TOTAL)
    saved(tab)
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


def test_a_change_elsewhere_is_shown_also_of_last_years_file(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    path = desk.folder / FILE
    path.write_text(desk.text().replace("2130108: {项目支出: 96.00", "2130108: {项目支出: 97.00"), "utf-8")
    reads(tab, PRINTED, "97.00")
    prior = desk.folder / "data" / NAME / "good_prior.yaml"
    before = tab.text_content(".paper")
    prior.write_text(prior.read_text("utf-8").replace("基本支出: 1060.00", "基本支出: 2060.00"), "utf-8")
    until(lambda: tab.text_content(".paper") != before)


def test_with_no_news_of_a_change_elsewhere_the_difference_is_shown(desk: Desk) -> None:
    tab = desk.open(silent=True)
    turn(tab, "支出")
    saved(tab)
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


def test_an_input_method_composes_in_the_source_text(desk: Desk) -> None:
    tab = desk.open()
    was = desk.text()
    tab.click("text=源文件")
    tab.locator(".cm-content:focus").wait_for()
    tab.keyboard.press("Control+End")
    input_method = tab.context.new_cdp_session(tab)
    input_method.send("Input.imeSetComposition", {"text": "jue", "selectionStart": 3, "selectionEnd": 3})
    tab.wait_for_timeout(1900)
    assert desk.text() == was and tab.text_content(".saved") == "正在写，还没有保存"
    input_method.send("Input.insertText", {"text": "# 决算"})
    until(lambda: desk.text().endswith("# 决算"))


def test_the_form_turns_with_the_document(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    tab.locator(".paper .fig[data-path='三公经费.公务接待费.批次']").first.evaluate("each => each.scrollIntoView({block: 'start'})")
    tab.mouse.move(1100, 400)
    tab.mouse.wheel(0, -60)
    tab.locator(".form > h2", has_text="三公经费").wait_for()


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
    tab.locator(".saved", has_text="没有保存：").wait_for()
    tab.locator(".cm-lint-marker-error").wait_for()
    assert "收入: {" not in desk.text().splitlines()[-1]


def test_what_is_left_is_led_to_one_after_the_other(desk: Desk) -> None:
    text = desk.text().replace("2130108: {项目支出: 96.00", "2130108: {项目支出: 待填").replace("人次: 620", "人次: 待填")
    (desk.folder / FILE).write_text(text, "utf-8")
    tab = desk.open()
    assert tab.locator(".parts [aria-current]").text_content() == "支出1"
    assert tab.locator(".grid td.pending").count() == 1
    tab.locator(".paper .wants[data-path='三公经费.公务接待费.人次']").first.click()
    tab.locator(".form [data-path='三公经费.公务接待费.人次']:focus").wait_for()
    turn(tab, "支出")
    tab.click(".head >> text=还有 2 处待填")
    assert tab.evaluate("document.activeElement.dataset.path") == PEST
    tab.keyboard.type("96.00")
    tab.keyboard.press("Enter")
    reads(tab, ".head .tools button:has-text('待填')", "还有 1 处待填")
    tab.click(".head >> text=还有 1 处待填")
    tab.locator(".form [data-path='三公经费.公务接待费.人次']:focus").wait_for()
    tab.keyboard.type("６２０")
    tab.keyboard.press("Enter")
    tab.locator(".head button:disabled:has-text('都填了')").wait_for()
    assert "人次: 620" in desk.text() and "{项目支出: 96.00, " in desk.text()


def test_rows_pasted_with_their_codes_go_to_their_rows_and_new_ones_are_made(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    cell(tab, "收入.2080501.财政拨款")
    paste(tab, "2210201\t住房公积金\t94.30\r\n2010301\t行政运行\t1,000.00\r\n")
    saved(tab)
    rows = desk.text()[desk.text().index("收入:") : desk.text().index("支出:")]
    assert "2210201: {财政拨款: 94.30}" in rows and "2010301" in rows and "1000.00" in rows and "2080501: {财政拨款: 62.40}" in rows


def test_a_piece_of_a_table_is_pasted_with_its_heads_its_names_and_its_totals(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    was = desk.text()
    cell(tab, "支出.2130101.基本支出")
    paste(
        tab,
        "科目编码\t科目名称\t本年支出合计\t项目支出\t基本支出\t备注\r\n合计\t\t999\t998\t997\t\r\n"
        "2130108\t病虫害控制\t\t97.00\t\t\r\n2210201\t住房公积金\t\t\t95.20\t某话\r\n",
    )
    tab.locator(".head .told").wait_for()
    told = tab.locator(".head .told").text_content()
    assert "没有这样的列，没有写入：备注。" in told and "有 1 行没有写入：合计（合计和类、款由各项相加" in told
    saved(tab)
    changed = [new for old, new in zip(was.splitlines(), desk.text().splitlines(), strict=True) if old != new]
    assert len(changed) == 2 and "2130108: {项目支出: 97.00, " in changed[0] and "2210201: {基本支出: 95.20, " in changed[1]
    name = tab.locator(".grid tbody tr", has_text="2130122").locator("th").text_content().split()[-1]
    cell(tab, "支出.2130101.项目支出")
    paste(tab, f"{name}\t561\r\n")
    saved(tab)
    assert "2130122: {项目支出: 561" in desk.text() and "2130101: {基本支出: 1098.50, 项目支出: 188.00" in desk.text()


def test_a_row_is_added_by_a_name_and_taken_out_again(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    was = desk.text()
    tab.fill(".newrow input", "购房补贴")
    tab.locator(".newrow [aria-selected=true]", has_text="2210203").wait_for()
    tab.press(".newrow input", "Enter")
    tab.locator("[data-path='收入.2210203.合计']:focus").wait_for()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.type("8")
    tab.keyboard.press("Enter")
    saved(tab)
    assert "2210203" in desk.text() and "财政拨款: 8" in desk.text()
    cell(tab, "收入.2210203.财政拨款")
    tab.click("text=删去这一行（2210203")
    until(lambda: desk.text() == was)


def test_what_cannot_be_saved_is_kept_and_told(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    cell(tab, "支出.2130108.项目支出")
    tab.route("**/api/edit/**", lambda route: route.abort())
    tab.keyboard.type("98.00")
    tab.keyboard.press("Control+s")
    tab.locator(".saved", has_text="没有保存：连不上本机的程序").wait_for()
    assert tab.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    assert tab.evaluate("document.activeElement.value") == "98.00" and "{项目支出: 96.00" in desk.text()
    tab.unroute("**/api/edit/**")
    saved(tab)
    assert "2130108: {项目支出: 98.00, " in desk.text()


@pytest.mark.parametrize("broken", [None, "支出: [\n"])
def test_a_value_waits_until_the_file_is_there_and_can_be_read_again(desk: Desk, broken: str | None) -> None:
    tab = desk.open()
    turn(tab, "支出")
    text = desk.text()
    if broken is None:
        (desk.folder / desk.file).unlink()
    else:
        (desk.folder / desk.file).write_text(broken, "utf-8")
    cell(tab, "支出.2130108.项目支出")
    tab.keyboard.type("98.00")
    tab.keyboard.press("Enter")
    tab.locator(".saved", has_text="没有保存：").wait_for()
    replace_files({desk.folder / desk.file: text.encode()})
    saved(tab)
    assert desk.text() == text.replace("2130108: {项目支出: 96.00", "2130108: {项目支出: 98.00") != text


def test_leaving_with_something_unsaved_asks(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    cell(tab, "支出.2130108.项目支出")
    asks = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert not tab.evaluate(asks)
    tab.keyboard.type("9")
    assert tab.evaluate(asks)
    tab.keyboard.press("Enter")
    saved(tab)
    assert not tab.evaluate(asks)
    tab.locator("textarea[data-path='支出.2130108.原因']").press("End")
    tab.keyboard.type("等")
    assert tab.evaluate(asks)
    tab.keyboard.press("Escape")
    assert not tab.evaluate(asks)


def test_the_source_completes_keys_and_shows_findings(desk: Desk) -> None:
    path = desk.folder / FILE
    path.write_text(desk.text().replace("2130108: {项目支出: 96.00", "2130108: {项目支出: 9600.00"), "utf-8")
    tab = desk.open()
    tab.click("text=源文件")
    tab.locator(".cm-content:focus").wait_for()
    tab.keyboard.press("Control+End")
    tab.keyboard.type("国有资本")
    tab.locator(".cm-tooltip-autocomplete", has_text="国有资本经营").wait_for()
    tab.wait_for_timeout(150)  # 刚出现的一会儿，编辑框不把回车当作选它
    tab.keyboard.press("Enter")
    tab.keyboard.type("{}")
    until(lambda: "国有资本经营: {}" in desk.text())
    saved(tab)
    tab.click(".fold")
    tab.locator(".finding button.link", has_text="行）").first.click()
    tab.locator(".cm-lint-marker").first.wait_for()


def test_a_text_written_over_a_change_elsewhere_asks_which_is_to_stay(desk: Desk) -> None:
    tab = desk.open(silent=True)
    saved(tab)
    tab.click("text=源文件")
    tab.locator(".cm-content:focus").wait_for()
    (desk.folder / FILE).write_text(desk.text().replace("2130108: {项目支出: 96.00", "2130108: {项目支出: 97.00"), "utf-8")
    tab.keyboard.press("Control+End")
    tab.keyboard.type("# 这里写的")
    tab.keyboard.press("Control+s")
    tab.wait_for_selector("dialog[open]")
    assert "97.00" in tab.text_content("dialog") and "# 这里写的" not in desk.text()
    tab.click("dialog >> text=把我改的写进去")
    saved(tab)
    assert "# 这里写的" in desk.text() and "{项目支出: 96.00" in desk.text()


def test_a_file_that_is_no_yaml_is_mended_in_its_text(desk: Desk) -> None:
    (desk.folder / FILE).write_text("收入: {", "utf-8")
    tab = desk.browser.new_page()
    desk.tabs.append(tab)
    tab.goto(f"{desk.address}write/{FILE}")
    tab.locator(".cm-content:focus").wait_for()
    assert "读不了" in tab.text_content(".head")
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text("版式: 湖南/2021\n部门: {名称: 清溪县农业农村局, 性质: 行政}\n年度: 2021\n金额单位: 万元\n")
    tab.locator(".form .item").first.wait_for()
    assert desk.text().startswith("版式: 湖南/2021")


def test_a_reason_of_last_year_is_taken_over_and_a_finding_accepted(desk: Desk) -> None:
    (desk.folder / FILE).write_text(desk.text().replace("人次: 620", "人次: 20"), "utf-8")
    tab = desk.open()
    turn(tab, "支出")
    reason = tab.locator(".reason", has=tab.locator("[data-path='支出.2130101.原因']"))
    assert "追加脱贫攻坚考核奖" in reason.text_content()
    reason.locator("text=照抄上年").click()
    until(lambda: desk.text().count("追加脱贫攻坚考核奖") == 1)
    saved(tab)
    tab.click(".fold")
    finding = tab.locator(".finding", has=tab.locator("summary")).first
    told = finding.locator("p").first.text_content()
    finding.locator("summary").click()
    finding.locator("input").fill("来宾住得远")
    finding.locator("text=记下理由").click()
    until(lambda: "理由: 来宾住得远" in desk.text())
    saved(tab)
    tab.locator(".finding p", has_text=told).wait_for(state="detached")


def test_paragraphs_of_word_are_an_entry_each(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "概况")
    tab.locator(".paper .here", has_text="部门职责").wait_for()
    tab.locator("[data-path='概况.职责.6']").focus()
    paste(tab, "（六）负责农机安全监理。\r\n7．承办农村宅基地管理。\r\n")
    saved(tab)
    assert "完成县委、县政府交办的其他任务。\n    - 负责农机安全监理。\n    - 承办农村宅基地管理。\n" in desk.text()
    tab.locator("[data-path='概况.职责.8']").wait_for()
    assert "承办农村宅基地管理。" in tab.text_content(".paper")


def test_a_text_is_changed_where_it_is_printed_and_its_field_is_shown(desk: Desk) -> None:
    tab = desk.open()
    path = "支出.2130108.原因"
    tab.locator(f'.paper .said[data-path="{path}"]').first.click()
    field = tab.locator(".inspector textarea")
    field.wait_for()
    assert field.input_value() == "追加草地贪夜蛾防控资金" and "2130108" in tab.text_content(".inspector strong")
    assert tab.locator(".form .here").text_content() == "追加草地贪夜蛾防控资金"
    field.press("End")
    tab.keyboard.type("和农药款")
    assert barriers(tab) == []
    tab.keyboard.press("Enter")
    saved(tab)
    assert "原因: 追加草地贪夜蛾防控资金和农药款}" + COMMENT in desk.text()
    reads(tab, f'.paper .said[data-path="{path}"]', "追加草地贪夜蛾防控资金和农药款")
    assert tab.locator(f".reason textarea[data-path='{path}']").input_value() == "追加草地贪夜蛾防控资金和农药款"
    assert tab.evaluate("document.activeElement.className") == "whence"


def test_a_sentence_tells_its_template_its_texts_and_its_figures_by_the_keyboard(desk: Desk) -> None:
    tab = desk.open()
    block = tab.locator(".paper .block", has=tab.locator(".said[data-path='支出.2130108.原因']")).first
    block.locator(".whence").focus()
    tab.keyboard.press("Enter")
    told = tab.locator(".inspector")
    told.locator("text=程序照版式写的").wait_for()
    assert "3-情况说明/" in told.text_content() and "行。数变了" in told.text_content() and "追加草地贪夜蛾" in told.text_content()
    told.locator("button", has_text="96.00万元").first.press("Enter")
    tab.wait_for_selector(".inspector input")
    assert float(tab.input_value(".inspector input")) == 96
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.dataset.name") == PEST


def test_cells_pasted_outside_the_table_are_told_one_by_one(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "收入")
    rows, heads = tab.locator(".grid tbody tr"), tab.locator(".grid thead th")
    last = rows.last.locator("th").text_content().split()[0]
    was = desk.text()
    rows.last.locator("td").last.click()
    paste(tab, "11\t12\r\n13\t14\r\n")
    told = tab.locator(".head .told")
    told.wait_for()
    assert "贴入 1 格。有 3 格在表的外面，没有写入：12、13、14。" in told.text_content()
    saved(tab)
    column = heads.last.text_content().removesuffix("万元")
    assert f"{column}: 11" in next(line for line in desk.text().splitlines() if line.startswith(f"  {last}: "))
    assert len([1 for old, new in zip(was.splitlines(), desk.text().splitlines(), strict=True) if old != new]) == 1


def test_several_lines_in_a_text_of_one_are_joined_and_told(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    reason = tab.locator(".reason textarea[data-path='支出.2130108.原因']")
    reason.fill("追加草地贪夜蛾\n防控资金，\n购药")
    reason.press("Control+Enter")
    tab.locator(".head .told", has_text="换行去掉了，前后接成了一段").wait_for()
    saved(tab)
    assert reason.input_value() == "追加草地贪夜蛾防控资金，购药" and "原因: 追加草地贪夜蛾防控资金，购药}" in desk.text()


def test_a_reason_that_the_program_proposes_is_taken_over(desk: Desk) -> None:
    path = "一般公共预算.较上年原因"
    (desk.folder / FILE).write_text(desk.text().replace("一般公共预算: {较上年原因: 粮食生产奖补和病虫害防控投入增加}\n", ""), "utf-8")
    tab = desk.open()
    assert "【待核】" in tab.text_content(".paper")
    turn(tab, "一般公共预算")
    reason = tab.locator(".reason", has=tab.locator(f"[data-path='{path}']"))
    offered = reason.locator(".offered", has_text="可以这样写").text_content().removeprefix("可以这样写：").removesuffix(" 采用")
    reason.locator("text=采用").click()
    until(lambda: f"较上年原因: {offered}" in desk.text())
    saved(tab)
    assert offered in tab.text_content(".paper") and "【待核】" not in tab.text_content(".paper")


def test_leaving_saves_what_was_typed_and_ends_the_program(desk: Desk) -> None:
    ended = desk.folder.parent / "ended"
    shutil.copytree(desk.folder, ended)
    with serving(ended) as address:
        tab = Desk(ended, address, desk.browser).open()
        turn(tab, "支出")
        cell(tab, PEST)
        tab.keyboard.type("98.00")
        tab.click(".head >> text=退出")
        tab.locator("h1", has_text="已经退出").wait_for()
        assert "这个窗口可以关了" in tab.text_content("main") and barriers(tab) == []
        assert "2130108: {项目支出: 98.00, " in (ended / FILE).read_text("utf-8")
        with pytest.raises(OSError, match=r"refused|reset"):
            until(lambda: not urllib.request.urlopen(address, timeout=5).read())
        tab.close()


def test_a_column_that_no_row_has_yet_is_added_by_a_name(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    tab.click(".under summary >> text=加一列")
    tab.locator("input[aria-label^='加一列（项目：经济分类）']").fill("办公费")
    tab.locator(".columns [aria-selected=true]", has_text="30201").wait_for()
    tab.keyboard.press("Enter")
    tab.locator(".grid thead th", has_text="项目：经济分类：30201 办公费").wait_for()
    tab.locator(".grid tbody tr", has_text="2130108").locator("td").last.click()
    tab.keyboard.type("96.00")
    tab.keyboard.press("Enter")
    saved(tab)
    line = next(line for line in desk.text().splitlines() if "2130108" in line and "经济分类" in line)
    assert "30201: 96.00" in line and COMMENT in line
    assert tab.locator(".grid thead th", has_text="30201").count() == 1 and barriers(tab) == []
