"""Printed figures of a published document against each other, its tables and the arithmetic around them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from generator.checks.registry import Problem, rule
from generator.checks.report import Report, places_of
from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.model.format import NumberStyle, percent, plain
from generator.model.interval import Verdict, verdict
from generator.model.titles import title
from generator.source.finding import Level

LAW = "《预算法》第七十五条：决算数额应当准确；第十四条：向社会公开"
CODED = re.compile(r"\.\d{3}")
STYLE = NumberStyle(percent_places=2, strip_zeros=True)
RATES = {"占": "占比", "完成率": "完成率", "增减率": "增减率", "增减额": "增减额"}


def _stated(report: Report) -> Iterator[tuple[Claim, Figure]]:
    """Each claim on a fact with the figure that the document gives for that fact elsewhere."""
    for claim in report.claims:
        other = report.figure(claim.name) if claim.kind == "数" else None
        if other is not None and other.place != claim.place:
            yield claim, other


def _contradicted(report: Report) -> Iterator[tuple[Claim, Figure]]:
    """Claims on one fact that cannot both be true: of the same wrong value the first, and none that is a like fact's."""
    seen: set[tuple[str, Decimal]] = set()
    for claim, other in _stated(report):
        if verdict(claim.value, other) is not Verdict.IMPOSSIBLE or (claim.name, claim.value) in seen:
            continue
        seen.add((claim.name, claim.value))
        if not _like(report, claim):
            yield claim, other


def _like(report: Report, claim: Claim) -> bool:
    """Whether the printed value is that of a fact of like name: 基本支出 of all funds for that of one."""
    column = claim.name.rpartition(".")[2]
    return bool(claim.value) and any(
        fact.value == claim.value
        for name, fact in report.facts.items()
        if isinstance(fact, Figure) and name != claim.name and name.rpartition(".")[2] == column and fact.unit == claim.unit
        and name.count(".") == claim.name.count(".") and not name.startswith("三公经费") and not CODED.search(name)
    )


def _restated(report: Report, claim: Claim, other: Figure, reason: str, verdict_: Verdict) -> Problem:
    difference = plain(abs(claim.value - other.value))
    elsewhere = "、".join(str(place) for place in places_of(other)[:2]) or "别处"
    message = (
        f"这里印的是“{claim.quote}”，{elsewhere} 印的{title(claim.name, report.catalogue)}是 "
        f"{plain(other.value)}{other.unit}，相差 {difference}{claim.unit}。{reason}"
    )
    return Problem(message, (claim.place, *places_of(other)[:2]), claim.quote, plain(claim.value), plain(other.value),
                   verdict_.value)  # fmt: skip


@rule(
    "E211",
    Level.ERROR,
    "同一个数两处不一致",
    reason="同一个数在表里和文字里、在前后各节，应当一样；不一样必有一处错",
    basis=LAW,
    good="各处印的本年支出合计都是 5,107.53 万元",
    bad={},
)
def restated(report: Report) -> Iterator[Problem]:
    """Claims on one fact that cannot both be true."""
    for claim, other in _contradicted(report):
        yield _restated(report, claim, other, "请核对原始决算数，改错的一处。", Verdict.IMPOSSIBLE)


@rule(
    "H211",
    Level.HINT,
    "同一个数两处有尾差",
    reason="四舍五入会让同一个数差一个末位，但公开文件里最好一致",
    basis="部门决算公开表注：本套报表金额单位转换时可能存在尾数误差",
    good="各处印的三公经费决算数都是 52.19 万元",
    bad={},
)
def restated_tail(report: Report) -> Iterator[Problem]:
    """Claims on one fact that differ by rounding."""
    for claim, other in _stated(report):
        if claim.value != other.value and verdict(claim.value, other) is Verdict.ROUNDING:
            yield _restated(report, claim, other, "在四舍五入的尾差以内。", Verdict.ROUNDING)


def _computed(report: Report) -> Iterator[tuple[Claim, Figure]]:
    return ((claim, claim.computed) for claim in report.claims if claim.computed is not None)


def _terms(figure: Figure) -> str:
    if figure.formula is None:
        return plain(figure.value)
    sign = figure.formula.op.value
    return f" {sign} ".join(
        f"({_terms(term)})" if term.formula else plain(term.value) for term in figure.formula.terms
    )


def _shown(figure: Figure, unit: str) -> str:
    return (percent(figure.value, STYLE) if unit == "%" else plain(figure.value)) + unit


@rule(
    "E212",
    Level.ERROR,
    "比率或差额与它的两个数不符",
    reason="占比、完成率、增减额、增减率都由旁边的数算出；算不出来，不是比率抄错，就是数写错",
    basis=LAW,
    good="年初预算 54 万元，执行 11.39 万元，执行率 21.09%",
    bad={},
)
def relations(report: Report) -> Iterator[Problem]:
    """Shares, completion and growth that their own figures contradict."""
    for claim, computed in _computed(report):
        if claim.kind in RATES and verdict(claim.value, computed) is Verdict.IMPOSSIBLE:
            yield _relation(claim, computed, "请核对两个数和比率，改错的一个。", Verdict.IMPOSSIBLE)


def _relation(claim: Claim, computed: Figure, remedy: str, found: Verdict) -> Problem:
    expected = _shown(computed, claim.unit)
    message = f"“{claim.quote}”：按文中的数，{RATES[claim.kind]} = {_terms(computed)} = {expected}。{remedy}"
    places = (claim.place, *(p for p in places_of(computed)[:2] if p != claim.place))
    return Problem(message, places, claim.quote, plain(claim.value) + claim.unit, expected, found.value)


@rule(
    "H212",
    Level.HINT,
    "比率有尾差",
    reason="比率与按印出的数算得的差一个末位，多半是截位或按未舍入的数计算",
    basis="四舍五入的通行规则",
    good="46.23 ÷ 4,408.66 = 1.05%",
    bad={},
)
def relation_tails(report: Report) -> Iterator[Problem]:
    """Relations that are off by rounding or truncation."""
    for claim, computed in _computed(report):
        if claim.kind in RATES and verdict(claim.value, computed) is Verdict.ROUNDING:
            yield _relation(claim, computed, "差在末位。", Verdict.ROUNDING)


def _on_zero(report: Report) -> Iterator[tuple[Claim, str, bool]]:
    """Each rate on a zero base, with what that base is, and whether what is compared with it is zero too."""
    for claim in report.claims:
        if claim.kind in {"完成率", "增减率"} and claim.computed is None:
            yield claim, "预算数" if claim.kind == "完成率" else "上年数", claim.note == "零"


@rule(
    "E213",
    Level.ERROR,
    "基数是零，不应写比率",
    reason="预算数或上年数是零时，百分比没有意义，应写“由于预算数为0，无法计算百分比”",
    basis="部门决算公开范本：基数为零不计算百分比",
    good="年初预算为0万元，支出决算为3万元，由于预算数为0，无法计算百分比",
    bad={},
)
def zero_base(report: Report) -> Iterator[Problem]:
    """Completion of a zero budget, growth on a zero base, of an amount above zero."""
    for claim, base, both in _on_zero(report):
        if not both:
            message = f"“{claim.quote}”的{base}是 0，不能算百分比。请改写为“由于{base}为0，无法计算百分比”。"
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value) + "%", "", "undefined")


@rule(
    "H213",
    Level.HINT,
    "零与零相比写了比率",
    reason="两个数都是零，没有增减，也没有完成的比率；写 0% 或 100% 虽然常见，不如写“与上年持平”或“无支出”",
    basis="部门决算公开范本：基数为零不计算百分比",
    good="因公出国（境）费预算、决算都是0万元，没有支出",
    bad={},
)
def zero_and_zero(report: Report) -> Iterator[Problem]:
    """Completion of a zero budget by nothing, growth from nothing to nothing."""
    for claim, base, both in _on_zero(report):
        if both:
            message = f"“{claim.quote}”：{base}是 0，本年也是 0，没有比率可言。宜改写为“与{base}持平”。"
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value) + "%", "", "undefined")


@rule(
    "E214",
    Level.ERROR,
    "大小说反了",
    reason="决算数大于、小于还是等于预算数，要与两个数一致",
    basis=LAW,
    good="年初预算为 10 万元，支出决算为 12 万元，决算数大于年初预算数",
    bad={},
)
def directions(report: Report) -> Iterator[Problem]:
    """决算数大于预算数 and the like, against the two figures."""
    for comparison in report.comparisons:
        left, right = comparison.left.value, comparison.right.value
        truth = "大于" if left > right else "小于" if left < right else "等于"
        if truth != comparison.words:
            sides = f"决算数是 {plain(left)}，预算数是 {plain(right)}，相差 {plain(abs(left - right))}"
            if comparison.left.unit == "%":
                sides = f"完成预算 {percent(left, STYLE)}"
            message = f"“{comparison.quote}”：{sides}，应是决算数{truth}预算数。请改正文字或数。"
            yield Problem(message, (comparison.place,), comparison.quote, comparison.words, truth, "impossible")


@rule(
    "E215",
    Level.ERROR,
    "“其中”各项之和大于总数",
    reason="“其中”列的是总数的一部分，加起来不能大于总数",
    basis=LAW,
    good="支出 280 万元，其中企业激励 180 万元、县区激励 100 万元",
    bad={},
)
def overfull_lists(report: Report) -> Iterator[Problem]:
    """Lists whose parts come to more than the whole."""
    for claim, computed in _computed(report):
        if claim.kind == "和":
            message = (
                f"“{claim.quote[:60]}”：总数是 {plain(claim.value)}，列出的各项相加是 {plain(computed.value)}，"
                f"多 {plain(computed.value - claim.value)}{claim.unit}。请核对各项和总数。"
            )
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value), plain(computed.value), "impossible")


@rule(
    "W218",
    Level.WARNING,
    "同一项目两处金额不同",
    reason="同一个项目、专项在前后文里的金额应当一样；口径不同的要写明",
    basis=LAW,
    good="前后都写上级专项 1,731.01 万元",
    bad={},
)
def restated_projects(report: Report) -> Iterator[Problem]:
    """Projects and special funds printed twice with different amounts."""
    for claim, first in _computed(report):
        if claim.kind == "再述" and claim.value != first.value:
            message = (
                f"“{claim.name}”这里是 {plain(claim.value)} 万元，{first.place} 是 {plain(first.value)} 万元，"
                f"相差 {plain(abs(claim.value - first.value))} 万元。请核对；口径不同的请写明。"
            )
            places = (claim.place, *places_of(first))
            yield Problem(message, places, claim.quote, plain(claim.value), plain(first.value), "impossible")


@rule(
    "W219",
    Level.WARNING,
    "各项之和与总数接近而不等",
    reason="“其中”列出的各项加起来与总数只差一点，多半是其中一个数抄错了",
    basis=LAW,
    good="争取奖补资金 100 万元，其中甲 60 万元、乙 30 万元、丙 10 万元",
    bad={},
)
def near_sums(report: Report) -> Iterator[Problem]:
    """Lists that nearly add up to the amount before them."""
    for claim, computed in _computed(report):
        if claim.kind == "约和":
            message = (
                f"“{claim.quote[:50]}”：总数是 {plain(claim.value)}，后面列出的各项相加是 {plain(computed.value)}，"
                f"相差 {plain(abs(computed.value - claim.value))}{claim.unit}。请核对各项和总数。"
            )
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value), plain(computed.value), "impossible")


@rule(
    "E216",
    Level.ERROR,
    "漏写“万”字",
    reason="公开文件以万元为单位，写成“元”就差了一万倍",
    basis="部门决算公开表：金额单位为万元",
    good="支出决算为 115.53 万元",
    bad={},
)
def missing_wan(report: Report) -> Iterator[Problem]:
    """Amounts printed in 元 that are those of the model in 万元."""
    for claim in report.claims:
        if claim.printed_unit != "元" or not claim.value or claim.kind not in {"数", "元"}:
            continue
        other = report.figure(claim.name)
        known = other is not None and other.place != claim.place and other.value == claim.value
        elsewhere = f"别处（{'、'.join(map(str, places_of(other)[:1]))}）印的是 {plain(claim.value)} 万元。" if known and other else ""
        message = f"“{claim.quote}”的单位写成了“元”。{elsewhere}请核对，改为“万元”。"
        yield Problem(message, (claim.place,), claim.quote, f"{plain(claim.value)}元", f"{plain(claim.value)}万元", "impossible")


@rule(
    "E219",
    Level.ERROR,
    "本年的数写成了别的年度",
    reason="决算公开说的是一个年度；把本年的数写到别的年度名下，多半是套用往年的文本没有改年份",
    basis=LAW,
    good="2021年度收、支总计 340.90 万元",
    bad={},
)
def other_years(report: Report) -> Iterator[Problem]:
    """This year's amounts under the name of another year, borne out by another place of the document."""
    yield from _of_other_years(report, equal=True)


@rule(
    "W220",
    Level.WARNING,
    "像是年份写错",
    reason="本年的情况说明里，一节的主要数写在别的年度名下，多半是套用往年的文本没有改年份",
    basis=LAW,
    good="2021年度收、支总计 340.90 万元",
    bad={},
)
def perhaps_other_years(report: Report) -> Iterator[Problem]:
    """The only amount there is for a fact, under the name of another year."""
    yield from _of_other_years(report, equal=False)


def _of_other_years(report: Report, equal: bool) -> Iterator[Problem]:
    for claim in report.claims:
        if claim.kind == "年份" and (claim.note == "同") is equal:
            same = "与别处印的本年数相同" if equal else "本年的数别处没有"
            message = f"“{claim.quote}”写在别的年度名下，{same}，而本文件是 {report.year} 年度的决算。请核对年份。"
            yield Problem(message, (claim.place,), claim.quote)


@rule(
    "E217",
    Level.ERROR,
    "科目名称与科目表不符",
    reason="文字里的科目名称应与决算表和当年科目表一致",
    basis="《预算法》第七十五条：按其功能分类编列到项",
    good="商业服务业等（类）支出",
    bad={},
)
def unknown_subjects(report: Report) -> Iterator[Problem]:
    """科目 named in prose that neither the tables nor the year's code list know."""
    known = [name.removesuffix("支出") for code, name in report.catalogue.names.items() if len(code) == 3 and code < "3"]
    seen = set()
    for claim in report.claims:
        _, found, name = claim.name.partition("?")
        if found and name not in seen:
            seen.add(name)
            bare = re.sub(r"（[类款项]）", "", name).split("（")[0].removesuffix("支出")
            near = get_close_matches(bare, known, n=1, cutoff=0.4)
            advice = f"是不是“{near[0]}”？" if near else "请对照决算表改正。"
            message = f"“{name}”不是科目表里的名称。{advice}"
            yield Problem(message, (claim.place,), claim.quote, name, near[0] if near else "")
