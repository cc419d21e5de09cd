"""Figures of a published table that stand in the row of another 科目: one finding for a table, not one for each figure."""

from collections.abc import Iterator
from itertools import groupby

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.model.articulation import BASIC
from generator.model.claim import Claim, Slip, SlipWay
from generator.model.format import plain
from generator.model.titles import CODE, title

SIDES = ("收支总计", "财政拨款收支总计")  # 左右两边各有自己的列
Slipped = list[tuple[Claim, Slip]]


def slipped(report: Report, way: SlipWay) -> Iterator[tuple[str, Slipped]]:
    """The figures that stand wrong in a way, table by table."""
    found = [(claim, claim.slip) for claim in report.claims if claim.slip is not None and claim.slip.way == way]
    for kind, each in groupby(found, lambda pair: pair[0].section):
        yield kind, list(each)


@rule("E210", "表里的数错了行", of=PRINTED,
    reason="粘贴或删去单元格以后，一列的数整段上移、下移，每个数都印在别的科目的行里；移回去，各科目的合计就都对得上",
    basis=LAW,
    good="每个数印在自己科目的行里",
    bad="支出决算表\n"
    "|科目编码|科目名称|合计|基本支出|项目支出|\n"
    "|208|社会保障和就业支出|70.00|40.00|30.00|\n"
    "|20805|行政事业单位养老支出|40.00|40.00||\n"
    "|2080505|机关事业单位基本养老保险缴费支出|40.00|40.00||\n"
    "|20808|抚恤|30.00||30.00|\n"
    "|2080801|死亡抚恤|30.00||30.00|\n"
    "⟦|210|卫生健康支出||||\n"
    "|21011|行政事业单位医疗|25.00|25.00||\n"
    "|2101101|行政单位医疗|25.00|25.00||\n"
    "|2101102|事业单位医疗|17.00|17.00||\n"
    "|2101103|公务员医疗补助|8.00|8.00||"
    "→|210|卫生健康支出|25.00|25.00||\n"
    "|21011|行政事业单位医疗|25.00|25.00||\n"
    "|2101101|行政单位医疗|17.00|17.00||\n"
    "|2101102|事业单位医疗|8.00|8.00||⟧",
)
def slipped_rows(report: Report) -> Iterator[Problem]:
    """Each table with figures that stand rows away from where they belong."""
    for kind, found in slipped(report, "行"):
        yield _problem(kind, found, report)


@rule("E218", "表里的两列对调了", of=PRINTED,
    reason="粘贴时把两列的数或表头写反，每一行都错；换回来，各行的合计和各表的数就都对得上",
    basis=LAW,
    good="每个数印在自己的一列里",
    bad="支出决算表\n"
    "|科目编码|科目名称|合计|基本支出|项目支出|\n"
    "⟦|208|社会保障和就业支出|30.00|40.00|70.00|\n"
    "|20805|行政事业单位养老支出||40.00|40.00|\n"
    "|2080505|机关事业单位基本养老保险缴费支出||40.00|40.00|\n"
    "|20808|抚恤|30.00||30.00|\n"
    "|2080801|死亡抚恤|30.00||30.00|"
    "→|208|社会保障和就业支出|70.00|40.00|30.00|\n"
    "|20805|行政事业单位养老支出|40.00|40.00||\n"
    "|2080505|机关事业单位基本养老保险缴费支出|40.00|40.00||\n"
    "|20808|抚恤|30.00||30.00|\n"
    "|2080801|死亡抚恤|30.00||30.00|⟧",
)
def exchanged_columns(report: Report) -> Iterator[Problem]:
    """Each table with two columns that are exchanged."""
    for kind, found in slipped(report, "列"):
        first, slip = next((claim, slip) for claim, slip in found if claim.value)
        places, row = tuple(claim.place for claim, _ in found), _row(slip.under, report)
        if kind == BASIC:
            message = (
                f"{kind}表两列的金额对调了，共 {len(found)} 个数：换回来，各类就都等于它的各款之和。"
                f"例如{row}印的 {plain(first.value)} {_owner(first, report)}。请照原始决算表把两列的数换回来。"
            )
            yield Problem(message, places, first.quote, plain(first.value), verdict="impossible")
            continue
        one, other = dict.fromkeys(slip.under.rpartition(".")[2] for _, slip in found)
        message = (
            f"{kind}表“{one}”“{other}”两列的数对调了，或两列的表头写反了，共 {len(found)} 个数：换回来，各行的合计、各表的数就对得上。"
            f"例如{row}“{slip.under.rpartition('.')[2]}”列印的 {plain(first.value)} 是“{first.name.rpartition('.')[2]}”列的。"
            "请照原始决算表改正表头，或把两列的数换回来。"
        )
        yield Problem(message, places, first.quote, plain(first.value), verdict="impossible")


def _problem(kind: str, found: Slipped, report: Report) -> Problem:
    rows = [[slip.under.rpartition(".") for _, slip in row] for _, row in groupby(found, lambda pair: pair[1].under.rpartition(".")[0])]
    names = dict.fromkeys(column for row in sorted(rows, key=len, reverse=True) for _, _, column in row)
    columns = "" if kind in SIDES else "".join(f"“{name}”" for name in names)
    first, slip = found[0]
    message = (
        f"{kind}表{columns and f'{columns}列'}从{_row(slip.under, report)}起，有 {len(found)} 个数不在自己的行里，{_way(found)}："
        f"移过以后，科目之间的合计、各表的数就对得上。例如{_row(slip.under, report)}印的 {plain(first.value)} {_owner(first, report)}"
        f"{_total(found)}。请照原始决算表逐行核对，把数移回自己的行。"
    )
    places = tuple(claim.place for claim, _ in found)
    return Problem(message, places, first.quote, plain(first.value), verdict="impossible")


def _way(found: Slipped) -> str:
    """By how many rows the figures must be moved, up or down."""
    ways = []
    for word, sign in (("下", 1), ("上", -1)):
        moves = [sign * slip.rows for _, slip in found if sign * slip.rows > 0]
        if moves:
            low, high = min(moves), max(moves)
            ways.append(f"应往{word}移 {low}{f' 至 {high}' if high > low else ''} 行")
    return "，".join(ways)


def _row(name: str, report: Report) -> str:
    code = CODE.search(name)
    if code:
        return f"“{code[1]} {report.catalogue.names.get(code[1], '')}”行"
    return "“合计”行" if name.endswith(".合计") or name.count(".") == 1 else f"“{title(name, report.catalogue)}”行"


def _owner(claim: Claim, report: Report) -> str:
    return f"是{_row(claim.name, report)}的" if claim.name else "是多出来的"


def _total(found: Slipped) -> str:
    """What the row of the total holds, and what belongs there, where it is one of those that slipped."""
    for claim, slip in found:
        own = next((one for one, _ in found if one.name == slip.under), None)
        if slip.under.count(".") == 1 and own is not None:
            return f"，“合计”行印的 {plain(claim.value)} 应为 {plain(own.value)}"
    return ""
