"""The report on a checked file: each finding leads to its words or its cell, and these lead back."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pdfplumber
import pytest

from generator.cli import main
from generator.commands.check import check_file
from generator.commands.checked import Checked
from generator.commands.pages import drawn
from generator.commands.report import as_html
from generator.commands.shown import Run, Shown, Text, name
from generator.published.text import fold
from generator.readers.pdf.where import Where
from generator.source.finding import Finding, Level, ordered
from generator.source.place import Place
from tests import raw_pdf
from tests.browser import barriers, opened
from tests.seeds import FILES
from tests.spoiled import CELL, checked, file

SEED = next((path for path in FILES if path.name.startswith("002")), None)
UNQUOTED = {"E502", "H503"}  # 引的是一级指标，指的是它下面的第一条


def source(kind: str) -> Path:
    """The checked file of a format; text is one that was published."""
    if kind != "txt":
        return file(kind)
    if SEED is None:
        pytest.skip("没有 ../shared/seeds，不能核对公开文本")
    return SEED


@cache
def report(kind: str) -> Path:
    """The report on it."""
    path = source(kind)
    made = path.with_name("报告.html") if kind != "txt" else file("html").with_name("报告-文本.html")
    made.write_text(as_html([checked(path)]), "utf-8")
    return made


@cache
def page(kind: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(report(kind).read_text("utf-8"))


def marked(kind: str, address: str) -> str:
    """The text of all that is marked for an address."""
    return "".join(each.text_content() for each in page(kind).xpath(f"//main//*[contains(concat(' ', @data-at, ' '), ' {address} ')]"))


@pytest.mark.parametrize("kind", ["docx", "html", "txt", "xlsx"])
def test_each_place_of_each_finding_is_marked_and_leads_back(kind: str) -> None:
    found = ordered(checked(source(kind)).findings)
    articles = page(kind).xpath("//*[@id='found']//article")
    ids = page(kind).xpath("//@id")
    assert len(articles) == len(found) > 8 and len(ids) == len(set(ids))
    by_id = {each.get("id"): each for each in articles}
    elsewhere = set()
    for number, finding in enumerate(found):
        links = by_id[f"f0n{number}"].xpath(".//ul[@class='at']//a/@href")
        assert len(links) == len(finding.places), (finding.code, finding.places)
        words = [fold(marked(kind, link.removeprefix("#"))) for link in links]
        assert all(words) and {link.removeprefix("#") for link in links} <= set(ids), (finding.code, links)
        printed = re.sub(r"[,元万%]", "", "".join(words))
        if fold(finding.quote) not in "".join(words) and re.sub(r"[,元万%]", "", finding.published or "没有") not in printed:
            elsewhere.add(finding.code)
    assert elsewhere <= UNQUOTED, elsewhere
    back = {each.get("href").removeprefix("#") for each in page(kind).xpath("//main//a[@data-at]")}
    assert back <= set(by_id) and back


def test_each_place_in_a_pdf_is_boxed_where_its_words_are_printed() -> None:
    found = ordered(checked(file("pdf")).findings)
    pages = pdfplumber.open(file("pdf")).pages
    pictures = page("pdf").xpath("//main//figure//img")
    assert len(pictures) == len(pages) > 40 and report("pdf").stat().st_size < 6e6
    elsewhere = set()
    for number, finding in enumerate(found):
        links = page("pdf").xpath(f"//article[@id='f0n{number}']//ul[@class='at']//a/@href")
        assert len(links) == len(finding.places) > 0, finding
        words = [fold(boxed(pages, link.removeprefix("#"))) for link in links]
        assert all(words), (finding, words)
        printed = re.sub(r"[,元万%]", "", "".join(words))
        if fold(finding.quote) not in "".join(words) and re.sub(r"[,元万%]", "", finding.published or "没有") not in printed:
            elsewhere.add(finding.code)
    assert elsewhere <= UNQUOTED, elsewhere


def boxed(pages: list[Any], address: str) -> str:
    """What is printed within the boxes of an address."""
    text = ""
    for box in page("pdf").xpath(f"//main//a[@data-at='{address}']"):
        sides = {key: float(value.rstrip("%")) / 100 for key, value in (each.split(":") for each in box.get("style").split(";"))}
        sheet = pages[int(re.findall(r"\d+", box.getparent().getparent().xpath("./figcaption")[0].text)[0]) - 1]
        left, top = sides["left"] * sheet.width, sides["top"] * sheet.height
        within = sheet.crop((left, top, left + sides["width"] * sheet.width, top + sides["height"] * sheet.height), strict=False)
        text += within.extract_text()
    return text


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [False, True])
def test_words_on_turned_pages_are_boxed(turned: bool, shown: int) -> None:
    """Text turned on its page, a page turned by whoever shows it, and both: the picture stands upright, the box is on the words."""
    content = raw_pdf.pdf([raw_pdf.text(200, 300, "甲乙丙丁戊己庚辛壬癸", turned=turned)], embedded=True, turn=shown)
    where = Where(content, "a.pdf")
    ((_, image),) = drawn(content, where, [1])
    (area,) = where.words([Place("", 1, n, 1) for n in range(1, 11)])
    left, top, right, bottom = image.point(lambda grey: 255 - grey).getbbox()
    width, height = image.size
    assert right - left > 5 * (bottom - top)
    assert area.left * width <= left + 2 and right - 2 <= area.right * width and (area.right - area.left) * width < right - left + 12
    assert area.top * height <= top + 2 and bottom - 2 <= area.bottom * height and (area.bottom - area.top) * height < 2 * (bottom - top)


def test_tables_are_shown_as_tables_with_the_wrong_cell_marked() -> None:
    for kind in ("docx", "html"):
        (cell,) = page(kind).xpath(f"//main//td[contains(., '{CELL[1]}')]")
        assert cell.xpath(".//a[@data-at]") and len(page(kind).xpath("//main//table")) > 9


def test_places_are_told_in_words_and_findings_of_a_rule_stand_together() -> None:
    (share,) = [each for each in page("docx").xpath("//section[@class='cause']") if "E212" in each.get("data-code")]
    assert "3 处" in share.text_content() and len(share.xpath(".//article")) == 3
    spot = share.xpath(".//ul[@class='at']/li")[0].text_content()
    assert "“" in spot and not re.search(r"\d+:\d+|公开\.docx", share.text_content())
    sections = {each.get("data-section") for each in page("docx").xpath("//article")}
    assert {"支出表", "三、支出决算情况说明"} <= sections
    (total, *_) = [each for each in page("txt").xpath("//section[@class='cause']") if "E211" in each.get("data-code")]
    assert "第157行 收支总计表“总计”行“金额”列" in total.text_content() and ".txt:" not in total.text_content()


def test_findings_at_one_place_name_each_other() -> None:
    """The “三公”经费 of 52.18 is at odds with the text, and its rate with its budget."""
    shown = page("txt")
    pairs = [(each.get("href").removeprefix("#"), each.xpath("ancestor::article/@id")[0]) for each in shown.xpath("//a[@class='beside']")]
    assert pairs and all(shown.xpath(f"//article[@id='{to}']") and to != here for to, here in pairs)
    for to, here in pairs:
        first = shown.xpath(f"//article[@id='{here}']//ul[@class='at']/li[1]/a/@href")[0]
        assert first in shown.xpath(f"//article[@id='{to}']//ul[@class='at']/li/a/@href")


def test_a_data_file_is_shown_with_its_rows(tmp_path: Path) -> None:
    from tests.test_check_command import WRONG_TOTAL, write_report

    path = write_report(tmp_path, WRONG_TOTAL | {"支出.合记": "<b>&1"})
    text = as_html([check_file(path)])
    shown = lxml.html.document_fromstring(text)
    rows = shown.xpath("//main//p[@data-number]")
    assert len(rows) == len(path.read_text("utf-8").splitlines()) and "<b>" not in text.split("</style>")[1]
    (article, *_) = [each for each in shown.xpath("//article") if "E201" in each.getparent().get("data-code")]
    address = article.xpath(".//a/@href")[0].removeprefix("#")
    assert shown.xpath(f"//main//*[@id='{address}']")[0].text_content() in path.read_text("utf-8")


def test_nothing_is_asked_of_the_network() -> None:
    for kind in ("docx", "txt"):
        assert all(re.match("#|data:", address) for address in page(kind).xpath("//@src | //@href"))
        assert not page(kind).xpath("//link | //script[@src] | //iframe")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened() as made:
        yield made


FOLLOWED = """() => Array.from(document.querySelectorAll("article .at a")).map(link => {
  link.click();
  const mark = document.getElementById(link.getAttribute("href").slice(1)), box = mark.getBoundingClientRect();
  const seen = box.top >= 0 && box.top < innerHeight && box.left >= 0 && box.left < innerWidth && mark.classList.contains("now");
  document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
  return seen && document.activeElement === link.closest("article");
})"""


@pytest.mark.parametrize(("kind", "width"), [("docx", 1366), ("html", 1280), ("txt", 1366), ("pdf", 1280), ("docx", 390), ("pdf", 390)])
def test_a_click_leads_there_and_back(browser: Any, kind: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 768})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    tab.goto(report(kind).as_uri())
    assert kind != "docx" or barriers(tab) == []
    led = tab.evaluate(FOLLOWED)
    assert len(led) > 10 and all(led), led
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.locator("article .at a").first.click()
    tab.locator("main a.mark.now").first.click()
    assert tab.evaluate("document.activeElement.tagName") == "ARTICLE"
    assert {url.split(":")[0] for url in asked} <= {"file", "data"} and asked[0].endswith(".html")
    tab.close()


def test_two_findings_at_one_word_both_lead_to_it(browser: Any, tmp_path: Path) -> None:
    places = Place("公开.txt", 1, 1), Place("公开.txt", 1, 2)
    found = tuple(Finding(code, Level.ERROR, "试", "试。", (place,)) for code, place in zip(("E211", "E215"), places, strict=True))
    at = tuple(map(name, places))
    shown = Shown((Text((Run("支出100.00万元", at, at),)),), dict.fromkeys(at, "全文"), dict.fromkeys(at, "支出"))
    path = tmp_path / "核对.html"
    path.write_text(as_html([Checked("公开.txt", found, shown=shown)]), "utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    for which in (0, 1):
        tab.locator("article").nth(which).focus()
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.matches('main .mark.now')"), which
        tab.keyboard.press("Escape")
    tab.close()


def test_all_can_be_done_from_the_keyboard_and_the_list_be_narrowed(browser: Any) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(report("txt").as_uri())
    tab.keyboard.press("j")
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("j")
    second = tab.evaluate("document.activeElement.id")
    assert first != second and tab.locator("main .now").count() > 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('main') !== null")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.tagName") == "ARTICLE"
    tab.keyboard.press("k")
    assert tab.evaluate("document.activeElement.tagName") == "ARTICLE"
    whole = tab.locator("article:visible").count()
    tab.get_by_label("提示", exact=False).uncheck()
    tab.select_option("select[aria-label=全部规则]", index=1)
    left = tab.locator("article:visible").count()
    assert 0 < left < whole and f"列出 {left} 条" in tab.inner_text("#filter")
    tab.close()


def test_the_page_of_the_command_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "核对.html"
    main(["check", str(file("docx")), "--format", "html", "-o", str(made)])
    assert "<main" in made.read_text("utf-8") and len(made.read_bytes()) < 600_000


STEPPED = """() => Array.from(document.querySelectorAll("#figures button")).map(button => {
  button.focus(); button.click();
  const now = document.querySelectorAll(".original .数.now"), box = now[0].getBoundingClientRect();
  const seen = box.top >= 0 && box.bottom <= innerHeight && box.width > 3;
  return [button.textContent, now.length, seen, document.querySelector("#figures output").textContent];
})"""


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_each_figure_is_coloured_and_says_what_stands_behind_it(browser: Any, kind: str) -> None:
    counts = checked(source(kind)).counts or {}
    told = {state: page(kind).xpath(f"//main//*[contains(@class, '数 {state}')]") for state in ("印证", "矛盾", "无从印证", "没有认出")}
    assert counts["verified"] > 300 and counts["contradicted"] > 0
    for state, key in (("印证", "verified"), ("矛盾", "contradicted"), ("无从印证", "unprovable"), ("没有认出", "unbound")):
        assert len(told[state]) >= 0.9 * counts[key], (state, len(told[state]), counts)
    tab = browser.new_page(viewport={"width": 1366, "height": 768})
    tab.goto(report(kind).as_uri())
    stepped = tab.evaluate(STEPPED)
    assert [state for state, *_ in stepped] == [state for state in ("矛盾", "无从印证", "没有认出", "印证") if told[state]]
    assert all(number == 1 and seen and state in said for state, number, seen, said in stepped), stepped
    figure = tab.locator(".original i.数.印证, .original span.数.印证").nth(5)
    figure.click()
    assert "印证：" in tab.locator("#figures output").inner_text()
