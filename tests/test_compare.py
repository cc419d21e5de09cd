"""juesuan compare: figures first, both values and both places, and what it returns."""

import json
from collections import Counter
from pathlib import Path

import pytest

from generator.cli import main
from generator.disclosure.department import compose, read_department
from generator.disclosure.render import render
from generator.published import differing
from generator.published.audit import read_publication
from generator.published.compare import compare
from generator.published.differences import Difference, Kind
from tests.browser import barriers, opened
from tests.factory import Data, changed, text_of

PLAIN: Data = changed({"绩效自评": None})
Output = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "甲.yaml"
    path.write_text(text_of(PLAIN), "utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path, data: Path) -> Path:
    document, _ = compose(read_department(data))
    assert document is not None
    path = tmp_path / "甲.html"
    path.write_bytes(render(document, ("html",))[0]["html"])
    return path


def edited(page: Path, old: str, new: str, after: str = "第三部分") -> None:
    """The page with the first such text behind another, the last time that this stands before the notes, changed."""
    text = page.read_text("utf-8")
    at = text.index(old, text.rindex(after, 0, text.rindex("<aside")))
    page.write_text(text[:at] + new + text[at + len(old) :], "utf-8")


def differences(data: Path, page: Path) -> list[Difference]:
    department = read_department(data)
    document, _ = compose(department)
    assert document is not None
    return [d for d in compare(document, department.facts, read_publication(page)) if d.kind is not Kind.EQUAL]


def kinds(data: Path, page: Path) -> Counter[Kind]:
    return Counter(difference.kind for difference in differences(data, page))


def test_equal(data: Path, page: Path, capsys: Output) -> None:
    assert differences(data, page) == []
    assert main(["compare", str(data), str(page)]) == 0
    assert "没有不同" in capsys.readouterr().out


def test_another_format_of_the_same_figure(data: Path, page: Path) -> None:
    text = page.read_text("utf-8")
    page.write_text(text.replace(">318.00万元<", ">0,318.0万元<"), "utf-8")
    assert set(kinds(data, page)) <= {Kind.FORMAT}


def test_thousands(tmp_path: Path) -> None:
    big = changed({"收入.2130301.财政拨款": "5107.53"}, PLAIN)
    data, page = tmp_path / "甲.yaml", tmp_path / "甲.html"
    data.write_text(text_of(changed({"数字样式": {"千分位": "是"}}, big)), "utf-8")
    document, _ = compose(read_department(data))
    assert document is not None
    page.write_bytes(render(document, ("html",))[0]["html"])
    data.write_text(text_of(big), "utf-8")
    found = differences(data, page)
    assert {d.kind for d in found} == {Kind.FORMAT}
    assert any("5207.93" in d.data and "5,207.93" in d.published for d in found)


def test_one_figure_changed(data: Path, page: Path, capsys: Output) -> None:
    edited(page, ">310.90万元<", ">301.90万元<", "二、收入决算情况说明")
    first = differences(data, page)[0]
    assert first.kind is Kind.FIGURE
    assert "收入.合计 310.90" in first.data
    assert "301.90" in first.published
    assert first.data_place is not None and first.data_place.file == data.as_posix()
    assert first.published_place is not None and first.published_place.file == page.as_posix()
    assert "12.34" in first.remark
    assert "算出的是 310.90" in first.remark
    assert main(["compare", str(data), str(page)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("数不同")


def test_another_wording(data: Path, page: Path) -> None:
    edited(page, "工程款增多", "工程款比上年增多", "一、收入支出决算总体情况说明")
    assert kinds(data, page) == {Kind.WORDING: 1}
    assert main(["compare", str(data), str(page)]) == 0


def test_a_paragraph_too_many(data: Path, page: Path) -> None:
    edited(page, "<p", "<p>这一段只有公开的文件里有，数据里没有写。</p><p", "三、支出决算情况说明")
    extra = [d for d in differences(data, page) if d.kind is Kind.EXTRA]
    assert [(d.section, d.published) for d in extra] == [("支出决算", "这一段只有公开的文件里有，数据里没有写。")]


def test_a_paragraph_too_few(data: Path, page: Path) -> None:
    text = page.read_text("utf-8")
    at = text.index("<p", text.rindex("三、支出决算情况说明", 0, text.rindex("<aside")))
    page.write_text(text[:at] + text[text.index("</p>", at) + 4 :], "utf-8")
    missing = [d for d in differences(data, page) if d.kind is Kind.MISSING]
    assert len(missing) == 1
    assert missing[0].data.startswith("本年支出合计318.00万元")


def test_json(data: Path, page: Path, capsys: Output) -> None:
    edited(page, ">310.90万元<", ">301.90万元<", "二、收入决算情况说明")
    assert main(["compare", str(data), str(page), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["differences"][0]["kind"] == "数不同"
    assert told["differences"][0]["published_place"]["line"] > 0
    assert told["summary"]["一致"] > 20


def test_html(data: Path, page: Path, capsys: Output) -> None:
    edited(page, "工程款增多", "工程款&lt;增多&gt;", "一、收入支出决算总体情况说明")
    assert main(["compare", str(data), str(page), "--format", "html"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("<!DOCTYPE html>")
    assert "工程款<ins>&lt;增多&gt;</ins>" in told
    assert "<增多>" not in told


def test_one_change_is_one_entry_with_its_places(data: Path, page: Path, capsys: Output) -> None:
    text = page.read_text("utf-8")
    assert text.count(">310.90万元<") > 1
    page.write_text(text.replace(">310.90万元<", ">301.90万元<"), "utf-8")
    assert len(differences(data, page)) > 2
    assert main(["compare", str(data), str(page)]) == 1
    out = capsys.readouterr().out
    assert out.count("  数据：收入.合计 310.90  （") == 1 and "  另在：【收入决算】" in out and "数不同 2 处" in out


def test_the_characters_that_differ_are_marked(data: Path, page: Path, tmp_path: Path, capsys: Output) -> None:
    edited(page, "工程款增多", "工程款比上年增多", "一、收入支出决算总体情况说明")
    made = tmp_path / "对照.html"
    assert main(["compare", str(data), str(page), "--format", "html", "-o", str(made)]) == 0
    told = made.read_text("utf-8")
    assert "<ins>比上年</ins>" in told and "<del>" not in told and "已写到" in capsys.readouterr().err
    main(["compare", str(data), str(page)])
    assert "不同：多“比上年”" in capsys.readouterr().out
    assert main(["compare", str(data), str(page), "-o", str(data)]) == 2 and main(["compare", str(data), str(page), "-o", str(page)]) == 2


def test_the_page_is_read_on_a_phone(data: Path, page: Path, tmp_path: Path) -> None:
    edited(page, "工程款增多", "工程款比上年增多", "一、收入支出决算总体情况说明")
    edited(page, "收入决算情况说明", "收入决算情况的说明")
    made = tmp_path / "对照.html"
    main(["compare", str(data), str(page), "-o", str(made)])
    with opened() as browser:
        for width in (390, 1280):
            tab = browser.new_page(viewport={"width": width, "height": 844})
            tab.goto(made.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= width and barriers(tab) == []
            assert tab.locator("article:visible").count() == 2 and tab.locator("ins").first.is_visible()


def test_a_number_differs_as_a_whole() -> None:
    assert differing.apart("占57.0%，共3人", "占50.7%，共3人")[0] == [("占", False), ("57.0%", True), ("，共3人", False)]
    assert differing.changed("支出1,234.50万元", "支出1,243.50万元") == [("1,234.50", "1,243.50")]


def test_words_of_tables_headings_and_the_cover_are_compared(data: Path, page: Path) -> None:
    edited(page, ">项目支出<", ">项目类支出<", "公开03表")
    edited(page, "收入决算情况说明", "收入决算情况的说明")
    text = page.read_text("utf-8")
    at = text.index("cover")
    page.write_text(text[:at] + text[at:].replace("2021年度", "2020年度", 1), "utf-8")
    found = {(d.of, d.kind, d.data, d.published) for d in differences(data, page)}
    assert {of for of, *_ in found} == {"表格", "标题", "封面"}, found
    assert ("表格", Kind.WORDING, "项目支出", "项目类支出") in found
    assert ("标题", Kind.WORDING, "二、收入决算情况说明", "二、收入决算情况的说明") in found
    assert all("2020年度" in published for of, _, _, published in found if of == "封面")


def test_a_file_that_cannot_be_read(data: Path, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    assert main(["compare", str(data), str(path)]) == 2
    assert "空.docx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("山里的冬天\n第一章\n老王把驴牵回院子，天已经黑了。他数了数口袋里的零钱，只有3.50元。\n", "决算"),
        ("关于召开年终总结会的通知\n各科室：\n定于12月28日上午召开年终总结会，请准时参加。\n", "决算"),
        ("关于编报2021年度部门决算的通知\n各单位：\n请于3月1日前报送部门决算。\n一、有关要求\n数据要真实、准确。\n", "决算"),
        ("采购简讯\n本月购进文具，支出合计120.00万元，比上月减少。\n", "决算"),
        ("清溪县文化局2022年部门预算\n三、支出预算情况\n2022年支出合计100.00万元，其中：基本支出60.00万元。\n", "预算公开"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_no_final_account_is_not_compared(text: str, said: str, form: str, data: Path, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "别的.txt"
    path.write_text(text, "utf-8")
    assert main(["compare", str(data), str(path), "--format", form]) == 2
    told = capsys.readouterr()
    assert (told.out, "别的.txt" in told.err, said in told.err) == ("", True, True)


def test_a_short_excerpt_is_compared(data: Path, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "节选.txt"
    path.write_text("三、支出决算情况说明\n2021年度本年支出合计9.99万元。\n", "utf-8")
    assert main(["compare", str(data), str(path)]) == 1
    assert "支出.合计" in capsys.readouterr().out
