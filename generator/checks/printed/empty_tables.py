"""The note under an empty table, against what the table holds."""

from collections.abc import Iterator

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.source.words import said

NONE = said("核对.说没有的")
TABLE = (
    "政府性基金预算财政拨款收入支出决算表\n"
    "|科目编码|科目名称|年初结转和结余|本年收入|本年支出|||年末结转和结余|\n"
    "|||||小计|基本支出|项目支出||\n"
    "|栏次||1|2|3|4|5|6|\n"
)


@rule("E231", "表下说明本表无数据，表里却有金额", of=PRINTED,
    reason="说明和表必有一处不对：或是沿用了上年的说明，或是表里填错了行",
    basis="部门决算公开范本：没有数据的表保留空表并说明，有数据的表不应有这句话",
    good="政府性基金表有金额，表下只有“注：本表反映……”",
    bad=f"{TABLE}|合计||0.00|5.00|5.00|0.00|5.00|0.00|\n"
    "|212|城乡社区支出|0.00|5.00|5.00|0.00|5.00|0.00|\n"
    "|21208|国有土地使用权出让收入安排的支出|0.00|5.00|5.00|0.00|5.00|0.00|\n"
    "|2120804|农村基础设施建设支出|0.00|5.00|5.00|0.00|5.00|0.00|\n"
    "注：⟦本部门无此项收支，故本表无数据→本表反映部门本年度政府性基金预算财政拨款收支情况⟧。",
)
def told_empty(report: Report) -> Iterator[Problem]:
    """A table with amounts under which a note says that it has none."""
    for table in report.tables:
        if table.amounts and table.note:
            message = f"{table.kind}表下写着“{table.note[:40]}”，表里却有金额。请核对：表对就删去这句，说明对就清空表。"
            yield Problem(message, (table.place,), table.note)


@rule("W232", "空表没有说明", of=PRINTED, final=True,
    reason="空着的表要说明没有数据，否则读者无法分辨是没有还是漏填",
    basis="部门决算公开范本：没有数据的表应保留空表，并在表下说明“本表无数据”",
    good="因本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
    bad=f"{TABLE}|合计||||||||\n"
    "⟦→没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。⟧",
)
def empty_unsaid(report: Report) -> Iterator[Problem]:
    """An empty table of 基金 or 国资 where neither the note under it nor the text says that there is none."""
    for table in report.tables:
        if table.kind in {"政府性基金", "国有资本经营"} and not table.amounts and not table.note:
            told = [p.text for p in report.passages if table.kind in p.text]
            if not any(map(NONE.search, told)):
                message = f"{table.kind}表是空的，表下和正文都没有说明。请在表下写明没有此项收支，“故本表无数据”；如有此项收支，请补填。"
                yield Problem(message, (table.place,), table.kind)
