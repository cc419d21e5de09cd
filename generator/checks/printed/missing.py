"""Parts, sections and tables that a whole published text has not."""

from collections.abc import Iterator

from generator.checks.completeness import LAW, RULES_OF_2016
from generator.checks.demands import demands, lacking, listed, lost_parts, near, section_of, tables_lacking
from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report

APART = {"", "自评报告", "绩效自评表"}


@rule("W721", "缺一部分或一节", of=PRINTED, final=True,
    reason="概况、决算表、情况说明、名词解释，和情况说明里法律、样式要求的各节，少了哪一节，读者就看不到那一项",
    basis=f"{RULES_OF_2016}；《预算法》第十四条",
    good="情况说明里有收支总体、收入、支出、财政拨款、“三公”经费、政府性基金、机关运行经费、政府采购、国有资产、绩效各节",
    bad={WHOLE_FILE: "（公开的全文，“收入决算情况说明”下面是空的）"},
)
def missing_sections(report: Report) -> Iterator[Problem]:
    """Parts of which nothing is there, sections that law asks of everybody, those of the contents or of the known form."""
    yield from lost_parts(report)
    yield from lacking(report, "W721")
    yield from _of_form(report)


def _of_form(report: Report) -> Iterator[Problem]:
    """Sections that the contents name, or that the document's own form has, beside those that are asked of everybody."""
    of_all = {demand.section for demand in demands()} | APART
    entries = {name: entry for name, entry in listed(report).items() if entry.level <= 3}
    for name in dict.fromkeys((*entries, *report.asked)):
        if report.whole and name not in of_all and section_of(report, name) is None:
            told = f"目录里有“{entries[name].title}”" if name in entries else "本地的样式有这一节"
            place = entries[name].place if name in entries else near(report, name)
            yield Problem(f"没有见到{name}的说明，{told}，正文没有。请补上，或改正目录。", (place,), name)


@rule("W722", "缺应有的表", of=PRINTED, final=True,
    reason="收支、财政拨款、“三公”经费、政府性基金等表都要公开，没有数据的也要列空表并说明",
    basis=f"{RULES_OF_2016}：没有数据的表格应当列出空表并说明；{LAW}",
    good="九张决算表都在；没有政府性基金的，列空表，写“故本表无数据”",
    bad={WHOLE_FILE: "（公开的全文，没有收入决算表）"},
)
def missing_tables(report: Report) -> Iterator[Problem]:
    """Each of the tables that is not there, all in one finding where there is none."""
    lost = tables_lacking(report) if report.whole else []
    place = next((h.place for h in (*report.headings, *report.contents) if "表" in h.title), None)
    where = (place or report.passages[0].place,) if lost else ()
    if lost and not report.tables:
        names = "、".join(due.name for due in lost)
        message = f"文件里一张决算表也没有，应有{names}。表另作附件公开的，请连附件一起核对；没有公开的，请补上。"
        yield Problem(message, where, lost[0].name)
    for due in lost if report.tables else ():
        message = f"没有见到{due.name}。{RULES_OF_2016}要求公开，没有数据的也列空表并说明。请补上；另在别的文件里的，请一起核对。"
        yield Problem(message, where, due.name)
