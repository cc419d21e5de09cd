"""Rows of a printed table as wholes: printed twice, and totals that are not there."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.printed.same_figure import LAW
from generator.checks.printed.slipped_rows import slipped
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import PublishedTable, Report
from generator.model.format import plain
from generator.model.titles import CODE, title

CLASS, SHOWN = 3, 3
HEAD = "|科目编码|科目名称|本年支出合计|基本支出|项目支出|\n"
ROWS = "|208|社会保障和就业支出|52.81|52.81||\n|210|卫生健康支出|30.21|30.21||\n"


@rule("E230", "表里的一行印了两次", of=PRINTED,
    reason="复制、插入行时把一行留了两份：读者把各行相加，就多出这一行的数；也可能本来是另一个科目，编码、名称和金额没有改",
    basis=LAW,
    good="每个科目在一张表里只有一行",
    bad=f"支出决算表\n{HEAD}|合计||83.02|83.02||\n{ROWS}⟦|210|卫生健康支出|30.21|30.21||\n→⟧",
)
def printed_twice(report: Report) -> Iterator[Problem]:
    """Each row of a table that stands in it twice."""
    for table in report.tables:
        for label, first, again in table.twice:
            message = (
                f"{table.kind}表里“{label}”一行印了两次（{first}、{again}），金额一样。请删去多的一行；"
                "其中一行本来是别的科目的，请照原始决算表改正它的编码、名称和金额。"
            )
            yield Problem(message, (again, first), label, label, verdict="impossible")


@rule("W247", "表里没有合计的行", of=PRINTED, final=True,
    reason="表的样式有合计、总计一行，表里没有：多半是删行时一起删去，或表的最后一页没有排进来；读者看不到总数，也无从与别的表核对",
    basis="财政部部门决算公开样式；《预算法》第七十五条：收支真实、数额准确、内容完整",
    good="支出决算表的第一行或最后一行是合计",
    bad="收入决算表\n|科目编码|科目名称|本年收入合计|财政拨款收入|其他收入|\n|合计||83.02|83.02||\n"
    f"{ROWS}支出决算表\n{HEAD}⟦→|合计||83.02|83.02||\n⟧{ROWS}",
)
def without_total(report: Report) -> Iterator[Problem]:
    """Each table without rows of totals that its layout prints, with what they are as the rest of the document tells."""
    for table in report.tables:
        if table.lacking:
            named = {name: title(name, report.catalogue) for name in table.lacking}
            known = [(name, figure) for name in named if (figure := report.figure(name)) is not None]
            rows = "、".join(f"“{name}”" for name in named.values())
            elsewhere = [f"{named[name]}别处（{figure.place}）印的是 {plain(figure.value)}" for name, figure in known]
            told = "；".join(filter(None, (_added(table, report), *elsewhere)))
            message = (
                f"{table.kind}表里没有{rows}的行，它的样式有这一行。{told and f'{told}。'}"
                "请照原始决算表补上；表没有排完的，补上余下的行。"
            )
            places = (table.place, *(figure.place for _, figure in known if figure.place))
            yield Problem(message, places, table.lacking[0], expected=plain(known[0][1].value) if known else "")


@rule("E232", "表里该有数的格子空着", of=PRINTED,
    reason="粘贴、清除时把一格或一整列清空了：空着的格子读作没有，本表的合计和别的表却说有",
    basis=LAW,
    good="没有的才空着",
    bad=f"支出决算表\n{HEAD}|合计||83.02|83.02||\n|208|社会保障和就业支出|⟦→52.81⟧|52.81||\n|210|卫生健康支出|⟦→30.21⟧|30.21||\n",
)
def left_blank(report: Report) -> Iterator[Problem]:
    """Each table with blank cells that are to hold figures, as its sums or other tables tell."""
    for kind, found in slipped(report, "空"):
        columns = dict.fromkeys(claim.name.rpartition(".")[2] for claim, _ in found)
        column = f"“{next(iter(columns))}”一列" if len(columns) == 1 and len(found) > 1 else ""
        each = "、".join(f"{title(claim.name, report.catalogue)}应为 {plain(claim.value)}" for claim, _ in found[:SHOWN])
        message = (
            f"{kind}表{column}里有 {len(found)} 格空着，照本表的合计和别的表，应当有数：{each}{'等' if len(found) > SHOWN else ''}。"
            "请照原始决算表补上。"
        )
        yield Problem(message, tuple(claim.place for claim, _ in found), found[0][0].quote, "", plain(found[0][0].value), "impossible")


def _added(table: PublishedTable, report: Report) -> str:
    """What the 类 of a table of 科目 come to."""
    claims = (claim for claim in report.claims if claim.tabled and claim.section == table.kind)
    own = {claim.name: claim.value for claim in claims if claim.name.endswith(".合计")}
    parts = [value for name, value in own.items() if (code := CODE.search(name)) and len(code[1]) == CLASS]
    return f"各类相加是 {plain(sum(parts, Decimal(0)))}" if parts else ""
