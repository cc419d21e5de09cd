"""Rows, columns and whole tables that are wrong by one cause: a code, a decimal point or unit, a table that was pasted."""

from collections.abc import Iterator

from generator.checks.printed.same_figure import LAW
from generator.checks.printed.slipped_rows import slipped
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.model.format import count, plain
from generator.model.titles import CODE, title

IN_YUAN = 10000
HEAD = "单位：万元\n|科目编码|科目名称|本年支出合计|基本支出|项目支出|\n"
TABLE = f"支出决算表\n{HEAD}|213|农林水支出|91.42|61.35|30.07|\n|21301|农业农村|91.42|61.35|30.07|\n"
OTHER = (
    f"一般公共预算财政拨款支出决算表\n{HEAD}|213|农林水支出|91.42|61.35|30.07|\n|21301|农业农村|91.42|61.35|30.07|\n"
    "|2130101|行政运行|61.35|61.35||\n|2130104|事业运行|30.07||30.07|\n"
)
CLASSES = (
    "收入支出决算总表\n|收入||支出||\n|项目|决算数|项目|决算数|\n|一、一般公共预算财政拨款收入|174.44|八、社会保障和就业支出|52.81|\n"
    "|||九、卫生健康支出|30.21|\n|||十二、农林水支出|91.42|\n|本年收入合计|174.44|本年支出合计|174.44|\n|总计|174.44|总计|174.44|\n"
)


@rule("E220", "表里的科目编码写错了", of=PRINTED,
    reason="一行的位置、名称、金额都是一个科目的，编码却是另一个的：读者按编码找，找到的是别的钱",
    basis="财政部当年《政府收支分类科目》；部门决算表间勾稽关系：各表按同一功能分类科目列示",
    good="农业农村（款）下面的行政运行，编码 2130101",
    bad=f"{TABLE}|⟦2130201→2130101⟧|行政运行|61.35|61.35||\n|2130104|事业运行|30.07||30.07|\n{OTHER}",
)
def wrong_codes(report: Report) -> Iterator[Problem]:
    """Each table with rows that have the code of another 科目."""
    for kind, found in slipped(report, "码"):
        rows = {slip.at: (CODE.search(slip.under), CODE.search(claim.name), claim) for claim, slip in found}
        told = [(one[1], two[1], claim) for one, two, claim in rows.values() if one and two]
        each = "；".join(f"印作 {one} 的一行应为“{two} {report.catalogue.names.get(two, '')}”" for one, two, _ in told)
        message = (
            f"{kind}表里有 {len(told)} 行的编码是别的科目的：{each}。照行的位置、名称和别的表里的金额看，金额没有错，错的是编码。"
            "请照原始决算表改正编码（和名称）。"
        )
        places = tuple(filter(None, rows)) + tuple(claim.place for claim, _ in found)
        yield Problem(message, places, told[0][0], told[0][0], told[0][1], "impossible")


@rule("E221", "整张表或整列的小数点、单位不对", of=PRINTED,
    reason="一张表或一列的数都是别处同一数的一万倍、十倍：前者多半以元为单位却写着万元，后者是小数点错了位",
    basis=LAW,
    good="各表的金额单位相同，同一个数在各表里一样",
    bad=f"支出决算表\n{HEAD}"
    "|213|农林水支出|⟦914200.00→91.42⟧|⟦613500.00→61.35⟧|⟦300700.00→30.07⟧|\n"
    "|21301|农业农村|⟦914200.00→91.42⟧|⟦613500.00→61.35⟧|⟦300700.00→30.07⟧|\n"
    f"|2130101|行政运行|⟦613500.00→61.35⟧|⟦613500.00→61.35⟧||\n|2130104|事业运行|⟦300700.00→30.07⟧||⟦300700.00→30.07⟧|\n{OTHER}",
)
def wrong_sizes(report: Report) -> Iterator[Problem]:
    """Each table with figures that are all so many times too large or too small."""
    for kind, found in slipped(report, "位"):
        claim, slip = found[0]
        times = slip.times if slip.times > 1 else 1 / slip.times
        size = f"大 {count(times)} 倍" if slip.times > 1 else f"小，只有 {count(times)} 分之一"
        names = list(dict.fromkeys(slip.under.rpartition(".")[2] for _, slip in found))
        whole = all(each.slip is not None for each in report.claims if each.section == kind and each.tabled and each.value)
        which = "" if whole else f"“{names[0]}”一列" if len(names) == 1 else "一列"
        cause = "多半是以元为单位，却写着万元。请除以 10,000，或写明单位" if times == IN_YUAN else "小数点错了位。请照原始决算表改正"
        message = (
            f"{kind}表{which}有 {len(found)} 个数都比别处的同一数{size}，例如{title(claim.name, report.catalogue)}印的是 "
            f"{plain(claim.value * slip.times)}，应为 {plain(claim.value)}：{cause}。"
        )
        places = tuple(each.place for each, _ in found)
        yield Problem(message, places, claim.quote, plain(claim.value * slip.times), plain(claim.value), "impossible")


@rule("E223", "整张表与别处不同", of=PRINTED,
    reason="一张表里的数在别的表里几乎都是另一个，也没有一个在别处出现过：多半贴成了别的年度、别的单位的表",
    basis=LAW,
    good="同一个数在各表里一样",
    bad=f"{CLASSES}支出决算表\n{HEAD}"
    "|208|社会保障和就业支出|⟦47.36→52.81⟧|⟦47.36→52.81⟧||\n|210|卫生健康支出|⟦27.94→30.21⟧|⟦27.94→30.21⟧||\n"
    "|213|农林水支出|⟦80.15→91.42⟧|⟦80.15→91.42⟧||\n|合计||⟦155.45→174.44⟧|⟦155.45→174.44⟧||\n"
    "三、支出决算情况说明\n用于：社会保障和就业支出52.81万元；卫生健康支出30.21万元；农林水支出91.42万元。\n",
)
def other_tables(report: Report) -> Iterator[Problem]:
    """Each table that the others contradict in nearly all that both state."""
    for kind, found in slipped(report, "表"):
        told = ((claim, slip.under, report.figure(slip.under)) for claim, slip in found)
        known = [(claim, name, other) for claim, name, other in told if other is not None and other.value != claim.value]
        shown = "、".join(
            f"{title(name, report.catalogue)} {plain(claim.value)}（别处 {plain(other.value)}）" for claim, name, other in known[:3]
        )
        message = (
            f"{kind}表里的 {len(found)} 个数，凡别处也有的几乎都不同{shown and f'：{shown}'}。这张表的数别处几乎一个也没有印，"
            "多半整张表贴成了别的年度或别的单位的；只有文字与它不同的，也可能是文字没有换。请照原始决算表改正。"
        )
        claim, expected = (known[0][0], plain(known[0][2].value)) if known else (found[0][0], "")
        places = (*(claim.place for claim, _ in found), *(other.place for *_, other in known if other.place))
        yield Problem(message, places, claim.quote, plain(claim.value), expected, "impossible")
