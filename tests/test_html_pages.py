"""Pages in the manner of the systems that governments publish with: all text is kept, what the site sets around it is not."""

from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.readers.blocks import Grid
from generator.readers.open import read_blocks
from tests.read_blocks import grids, raws

TITLE = "云溪县文化局2023年度“三公”经费决算公开"
BUDGET = "2023年度“三公”经费财政拨款支出预算为10.00万元，支出决算为8.00万元，完成预算的{}%。"
PARTS = "其中：公务接待费支出决算3.00万元，占37.50%；公务用车购置及运行维护费支出决算5.00万元，占62.50%。"
VISITS = "2023年度国内公务接待12批次，86人次，公务用车保有量2辆。"
ROWS = (
    ("项目", "预算数", "决算数"),
    ("合计", "10.00", "8.00"),
    ("因公出国（境）费", "0.00", "0.00"),
    ("公务用车购置及运行维护费", "6.00", "5.00"),
    ("公务接待费", "4.00", "3.00"),
)
TABLE = "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS) + "</table>"
MENU = "<ul>" + "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(12)) + "</ul>"
NEWS = (
    "<div class=list>"
    + "".join(f'<p><a href="/{n}">某局2023年度部门决算公开之{n}</a> 2024-09-0{n}</p>' for n in range(1, 8))
    + "</div>"
)
INFO = "<div class=xx><span>发布时间：2024-09-01 10:20</span> <span>来源：县财政局</span> <span>浏览次数：<i>123</i></span></div>"
TOOLS = "<div class=tools>字体：<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a></div><p>【打印本页】</p><p>【关闭窗口】</p>"
PAGING = "<div><p>上一篇：<a href='/1'>某局2022年度部门决算</a></p><p>下一篇：<a href='/2'>没有了</a></p></div>"
FOOT = (
    "<div class=bottom><p>主办单位：云溪县人民政府办公室 承办单位：云溪县大数据中心</p><p>湘ICP备12345678号 湘公网安备 43000000号</p>"
    "<p>建议使用1366*768分辨率浏览本站。</p></div>"
)


def text(*paragraphs: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in paragraphs)


BEFORE = text(BUDGET.format("90.00"), PARTS, VISITS)
PAGES = {
    "正文里段落在表前": f"<div class=header>{MENU}</div><div class=content><h1>{TITLE}</h1>{BEFORE}{TABLE}</div>{FOOT}",
    "正文直接在 body 里": f"<p>{TITLE}</p>{TABLE}{BEFORE}",
    "标题在另一个 div 里": f"{MENU}<div class=tit>{TITLE}</div>{INFO}<div id=zoom>{TABLE}{BEFORE}</div>{TOOLS}{PAGING}{FOOT}",
    "一段一个 div": f"<div id=app><div>{TITLE}</div>{text(BUDGET.format('90.00'), PARTS, VISITS, tag='div')}<div>{TABLE}</div></div>{FOOT}",
    "版面是表格": f"<table><tr><td>{MENU}</td><td><p>{TITLE}</p>{BEFORE}{TABLE}</td></tr><tr><td colspan=2>{FOOT}</td></tr></table>",
    "在表单里，侧栏有链接": (
        f"<form><div class=main><div class=left>{NEWS}</div><div class=right><h2>{TITLE}</h2>{BEFORE}{TABLE}</div></div></form>"
    ),
    "段落分在两个 section": (
        f"<main><section><h2>{TITLE}</h2><p>{BUDGET.format('90.00')}</p></section>"
        f"<section>{text(PARTS, VISITS)}{TABLE}</section></main><footer>{FOOT}</footer>"
    ),
    "段落里有 span": (
        f"<div class=TRS_Editor><p><span>{TITLE}</span></p>"
        + BEFORE.replace("10.00", "<span>10.00</span>").replace("万元", "<span>万元</span>")
        + f"{TABLE}</div>"
    ),
    "用 br 分段": f"<div><div class=bt>{TITLE}</div><div id=content>{BUDGET.format('90.00')}<br>{PARTS}<br>{VISITS}<br>{TABLE}</div></div>",
    "表在自己的 div 里，段落没有句号": (
        f"<div><h1>{TITLE}</h1>" + BEFORE.replace("。", "") + f"<div class=table-wrap>{TABLE}</div></div>{PAGING}"
    ),
}
SITE = ("栏目", "发布时间", "浏览次数", "字体", "打印本页", "上一篇", "主办单位", "ICP备", "分辨率", "公开之")


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_all_paragraphs_beside_a_table_are_read_and_checked(page: str, tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{page}</body></html>", "utf-8")
    blocks = read_blocks(path)
    said = raws(blocks)
    assert TITLE in said
    for paragraph in (BUDGET.format("90.00"), PARTS, VISITS):
        assert paragraph.rstrip("。") in [each.rstrip("。") for each in said]
    assert grids(blocks) == [[list(row) for row in ROWS]]
    assert not [each for each in said if any(word in each for word in SITE)]
    checked = check_file(path)
    assert "E212" in {finding.code for finding in checked.findings}
    right = tmp_path / "对.html"
    right.write_text(path.read_text("utf-8").replace("90.00", "80.00"), "utf-8")
    assert "E212" not in {finding.code for finding in check_file(right).findings}


def test_words_of_the_site_within_sentences_of_the_text_are_kept(tmp_path: Path) -> None:
    kept = (
        "负责县政府门户网站的内容保障，网站标识码管理，ICP备案审核，技术支持：由县大数据中心承担，保障网站安全运行和信息及时更新，按季检查各单位网站。",
        "信息来源：财政一体化系统，本年支出合计8.00万元。",
    )
    path = tmp_path / "公开.html"
    path.write_text(
        f"<html><body><div>{MENU}</div><div><h1>{TITLE}</h1>{text(*kept)}{TABLE}</div></body></html>", "utf-8"
    )
    assert [each for each in raws(read_blocks(path)) if each in kept] == list(kept)


def test_a_page_that_is_a_table_keeps_the_line_above_it(tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    path.write_text(f"<html><body>{MENU}<div><p>{TITLE}</p><p>单位：万元</p>{TABLE}</div></body></html>", "utf-8")
    blocks = read_blocks(path)
    assert raws(blocks) == [TITLE, "单位：万元"] and isinstance(blocks[-1], Grid)


FUNDS = (
    ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("", "合计", "205.00", "100.00", "105.00"),
    ("{}", "城市建设支出", "105.00", "", "105.00"),
    ("2130301", "行政运行", "100.00", "100.00", ""),
)


@pytest.mark.parametrize("title", ["一般公共预算财政拨款支出决算表", "公开05表 一般公共预算财政拨款支出决算表"])
@pytest.mark.parametrize(("code", "told"), [("2120803", True), ("2120303", False)])
def test_rows_on_one_line_of_the_page_have_places_of_their_own(title: str, code: str, told: bool, tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell.format(code)}</td>' for cell in row)}</tr>" for row in FUNDS)
    path = tmp_path / "公开.html"
    head = f"<h1>云溪县水利局2021年度部门决算</h1><p>{title}</p><p>部门：云溪县水利局 金额单位：万元</p>"
    path.write_text(f"<html><body>{head}<table>{rows}</table></body></html>", "utf-8")
    checked = check_file(path)
    assert checked.counts is not None and (checked.counts["bound"], checked.counts["unbound"]) == (7, 0)
    found = [finding for finding in checked.findings if finding.code == "W239"]
    assert bool(found) == told
    assert [finding.places[0].words for finding in found] == ["一般公共预算表“城市建设支出”行“合计”列"] * told
PARTED = (
    "甲县水利局2022年度部门决算", "二、收入决算情况说明",
    "本年收入合计10.00万元，其中：财政拨款收入8.00万元，占80.00%；其他收入2.00万元，占20.00%。",
    "三、支出决算情况说明",
    "本年支出合计10.00万元，其中：基本支出8.00万元，占80.00%；项目支出2.00万元，占90.00%。",
)  # fmt: skip


@pytest.mark.parametrize("end", ["\n", ""], ids=["分行", "一行"])
def test_a_page_without_line_ends_has_its_places_too(end: str, tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    path.write_text(f"<meta charset='utf-8'><body>{end.join(f'<p>{part}</p>' for part in PARTED)}</body>", "utf-8")
    wrong = [finding for finding in check_file(path).findings if "90" in finding.published]
    assert [f.places[0].words for f in wrong] == ["三、支出决算情况说明“项目支出2.00万元，占90.00%。”"]
