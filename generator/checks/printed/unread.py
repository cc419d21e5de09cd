"""What a published file holds and was not read: tables that no layout fits, cells whose formula has no result."""

from collections.abc import Iterator

from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, UnreadTable

SHOWN = 20


@rule("W271", "有的表没有认出，没有核对", of=PRINTED,
    reason="认不出的表，里面的数程序没有看过；说“没有发现问题”时不包括它",
    basis="使用手册：核对已公开的文本",
    good="九张决算表用范本的表名和表头",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。\n"
    "⟦补偿标准\n"
    "|类别|甲|乙|\n"
    "|水田|2.35|2.40|\n"
    "|旱地|1.85|1.90|\n"
    "|林地|1.15|1.20|→⟧",
)
def unread_tables(report: Report) -> Iterator[Problem]:
    """All tables with amounts of which nothing was read, in one finding."""
    if report.unread:
        named = [f"“{table.title}”（{_where(table)}{table.figures} 个数）" for table in report.unread[:SHOWN]]
        more = "等" if len(report.unread) > SHOWN else ""
        total = sum(table.figures for table in report.unread)
        said = f"有 {len(report.unread)} 张表没有认出是哪张，里面的 {total} 个数没有核对"
        blurred = sum(table.blurred for table in report.unread)
        torn = f"其中 {blurred} 张的空格子没有留下，分不清一个数在哪一列，请改用原来的 Word、网页或 Excel 文件。" if blurred else ""
        message = f"{said}：{'、'.join(named)}{more}。{torn}请人工核对；是决算表的，请核对表名和表头。"
        yield Problem(message, tuple(table.place for table in report.unread), report.unread[0].title)


@rule("W272", "单元格里没有数，只有公式或错误值", of=PRINTED,
    reason="有的程序只写公式，不写算出的数；公式出错时印出来的是 #REF! 一类的字。这样的格子读不出数，公开出去也可能是空的",
    basis="使用手册：核对已公开的文本",
    good="用 Excel、WPS 打开后保存一次，文件里就有算出的数",
    bad={WHOLE_FILE: "（电子表格里的一格只写公式，没有算出的数）"},
)
def without_result(report: Report) -> Iterator[Problem]:
    """All cells with a formula or an error value in place of a figure, in one finding."""
    if report.without_result:
        named = [place.cell or f"第{place.line}行" for place in report.without_result]
        more = "等" if len(named) > SHOWN else ""
        said = f"有 {len(named)} 个格子只有公式或错误值，没有算出的数，没有读：{'、'.join(named[:SHOWN])}{more}"
        message = f"{said}。请用 Excel 或 WPS 打开，核对公式后保存一次，再运行。"
        yield Problem(message, report.without_result)


@rule("W273", "图片、嵌入的文件和附件没有看", of=PRINTED,
    reason="图片里的表、嵌入的 Excel、网页另附的文件，程序看不到里面的字和数；说“没有发现问题”时不包括它们",
    basis="使用手册：核对已公开的文本",
    good="表是能选中文字的表；附件下载下来，一起核对",
    bad={WHOLE_FILE: "（docx 里的表是贴上去的图片）"},
)
def unseen(report: Report) -> Iterator[Problem]:
    """All pictures that are large enough to hold a table, embedded and attached files, in one finding."""
    if found := report.unseen:
        names = list(dict.fromkeys(each.text for each in found))
        more = "等" if len(names) > SHOWN else ""
        message = f"有 {len(found)} 处图片、嵌入的文件或附件没有看：{'、'.join(names[:SHOWN])}{more}。里面有表和数的，没有核对。"
        remedy = "请另找 Word、Excel 或网页的版本一起核对，或对照原来的表人工核对"
        yield Problem(f"{message}{remedy}；只是照片、图标的，不必管。", tuple(each.place for each in found), found[0].text)


def _where(table: UnreadTable) -> str:
    """The heading over a table, and where it begins: cell, page, or line of a plain text."""
    under = f"“{table.under}”下，" if table.under else ""
    line = f"第{table.place.line}行，" if table.place.file.endswith(".txt") else ""
    return under + (f"{table.place.cell}，" if table.place.cell else f"第{table.place.page}页，" if table.place.page else line)
