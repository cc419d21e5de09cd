"""Years in a published document: those of its titles, of the sentences that begin a paragraph, and of comparisons."""

import re
from collections.abc import Iterator

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Passage, Report
from generator.checks.text.identity import COPIED
from generator.source.words import said

TITLE = said("核对.题目的年度")
LONGEST = 48
ACCOUNTS = {"收支总体", "收入", "支出", "财政拨款收支总体", "一般公共预算", "基本支出明细", "三公经费", "机关运行经费", "政府采购"}
TOLD = ACCOUNTS | {"政府性基金", "国有资本经营", "国有资产"}
DIGITS = said("核对.年份的位数")
LATER = said("核对.以后年度的预算")
BEGINS = said("核对.正文开头的年度")
COMPARED = said("核对.比较的年度之前")
BESIDE = said("核对.比较的年度之后")
VERSUS = said("核对.与哪一年比")
PLANNED = said("核对.与哪一年的预算比")
OF_NOW = said("核对.说的是本年度")
SCOPE = said("核对.纳入范围的年度")
APART = said("核对.另与别的年度比")
BEGUN = said("核对.一句开头的年度")
WITH, LAST = said("核对.与某年"), said("词.上年")


@rule("E616", "标题里的年度不是本年度", of=PRINTED, final=True,
    reason="标题里的年度没有跟着改，读者会以为说的是别的年度",
    basis=COPIED,
    good="第三部分 2021年度部门决算情况说明（2021年度决算）",
    bad="第三部分 ⟦2020→2021⟧年度部门决算情况说明\n"
    "四、财政拨款收入支出决算总体情况说明\n"
    "2021年度财政拨款收、支总计90.00万元。",
)
def titles(report: Report) -> Iterator[Problem]:
    """A heading of the 决算, or of the 绩效自评, of another year than the report's."""
    for passage in report.passages if report.year else ():
        text = passage.text if len(passage.text) <= LONGEST else ""
        found = TITLE.match(text)
        if found and int(found[1]) != report.year and str(report.year) not in text:
            message = f"标题“{text}”写的是 {found[1]} 年度，本年度是 {report.year} 年度。请改正年份。"
            yield Problem(message, (passage.place,), text, found[1], str(report.year))


@rule("E621", "年份少写或多写了一位", of=PRINTED,
    reason="年份是四位数，少一位、多一位都是误排",
    basis=COPIED,
    good="2021年度部门决算情况说明",
    bad="第三部分 ⟦202→2021⟧年度部门决算情况说明\n"
    "三、支出决算情况说明\n"
    "本年支出合计90.00万元。",
)
def digits(report: Report) -> Iterator[Problem]:
    """Years of three or five digits, in headings, contents and text."""
    for passage in report.passages:
        for found in DIGITS.finditer(passage.text):
            near = passage.text[max(found.start() - 10, 0) : found.end() + 10]
            yield Problem(f"“{near}”里的年份“{found.group()}”不是四位数。请改正。", (passage.place,), found.group())


@rule("W617", "一段开头写的是别的年度", of=PRINTED, final=True,
    reason="情况说明的一段说本年度的事，开头的年份却是上年的，多半是套用上年的文本没有改",
    basis=COPIED,
    good="2021年度“三公”经费财政拨款支出决算中……（2021年度决算）",
    bad="七、“三公”经费财政拨款支出决算情况说明\n"
    "公务接待费支出决算为4.00万元。\n"
    "⟦2020→2021⟧年度“三公”经费财政拨款支出决算中，公务接待费占100%，公务用车运行维护费占0%。",
)
def beginnings(report: Report) -> Iterator[Problem]:
    """A paragraph that begins with another year and does not name the report's own."""
    told = {claim.place.line for claim in report.claims if claim.kind == "年份"}
    for passage in report.passages if report.year else ():
        found = BEGINS.search(passage.text) if passage.name in TOLD and passage.text.endswith(("。", "：")) else None
        if found and _compares(passage.text, found):
            found = None
        if found and int(found[1]) > report.year and LATER.match(passage.text, found.end(1) + 1):
            continue
        if found and int(found[1]) != report.year and str(report.year) not in passage.text and passage.place.line not in told:
            begun = passage.text[found.start(1) : found.end() + 16]
            message = f"这一段以“{begun}…”开头，全段没有提到 {report.year} 年。请核对年份。"
            yield Problem(message, (passage.place,), begun, found[1], str(report.year))
        elif passage.name in TOLD and passage.place.line not in told:
            yield from _within(report, passage)


def _compares(text: str, found: re.Match[str]) -> bool:
    """Whether the year a paragraph begins with is only what this year is compared with, or the date something began."""
    return bool(COMPARED.search(text[: found.start(1)]) or BESIDE.match(text, found.end()))


def _within(report: Report, passage: Passage) -> Iterator[Problem]:
    """Sentences of a paragraph that begin with another year and go on as those on this year do."""
    for sentence in passage.text.split("。"):
        found = BEGUN.match(sentence)
        same = found and found[1] in (match[1] for match in WITH.finditer(sentence))
        if found and int(found[1]) != report.year and str(report.year) not in sentence and (same or OF_NOW.search(sentence)):
            message = f"“{sentence[:24]}…”以 {found[1]} 年开头，说的像是本年度的事。请核对年份。"
            yield Problem(message, (passage.place,), sentence[:24], found[1], str(report.year))


@rule("W618", "比较的年度不是上年", of=PRINTED, final=True,
    reason="决算与上年比较；比较的年份没有跟着改，就成了与本年或前年比",
    basis=COPIED,
    good="与2020年相比（2021年度决算）",
    bad="三、支出决算情况说明\n"
    "本年支出合计90.00万元，与⟦2019→2020⟧年度相比增加10.00万元，增长12.50%。",
)
def comparisons(report: Report) -> Iterator[Problem]:
    """与2019年相比 where the year is neither the one before nor the budget's."""
    for passage in report.passages if report.year else ():
        if passage.name not in TOLD:
            continue
        for sentence in re.split(r"[。；]", passage.text):
            found = [match for match in VERSUS.finditer(sentence) if int(match[1]) != report.year - 1]
            found += [match for match in PLANNED.finditer(sentence) if int(match[1]) not in {report.year - 1, report.year}]
            before = f"{report.year - 1}年" in sentence or LAST.search(sentence)
            if found and not APART.search(sentence) and not before:
                message = f"“{found[0].group()}…”：本年度是 {report.year}，上年是 {report.year - 1} 年。请核对年份。"
                yield Problem(message, (passage.place,), found[0].group(), found[0][1], str(report.year - 1))


@rule("W624", "编制范围的年度不是本年度", of=PRINTED, final=True,
    reason="决算公开列的是本年度决算编制范围的单位；写成别的年度，多半是套用了预算公开的文本",
    basis=COPIED,
    good="列入2021年度部门决算编制范围的单位（2021年度决算）",
    bad="二、机构设置\n"
    "列入⟦2019年部门预算→2021年部门决算⟧编制范围的单位有本级1个。\n"
    "三、支出决算情况说明\n"
    "2021年度本年支出合计90.00万元。",
)
def scope(report: Report) -> Iterator[Problem]:
    """列入2019年部门预算编制范围 in the final accounts of another year."""
    for passage in report.passages if report.year else ():
        if (found := SCOPE.search(passage.text)) and int(found[1]) != report.year:
            message = f"“{found.group()}”：本文件是 {report.year} 年度的决算。请核对年份和“预算”“决算”。"
            yield Problem(message, (passage.place,), found.group(), found[1], str(report.year))
