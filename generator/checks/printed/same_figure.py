"""Printed figures of a published document against each other and its tables: what differs, lacks 万, is of another year."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.suspects import like
from generator.model.claim import Claim, Note
from generator.model.figure import Figure
from generator.model.format import plain
from generator.model.interval import Verdict, verdict
from generator.model.titles import title

LAW = "《预算法》第七十五条：收支真实、数额准确、内容完整"


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
        if not like(report, claim):
            yield claim, other


def _following(report: Report, part: Claim, gap: Decimal, found: list[tuple[Claim, Figure]]) -> list[tuple[Claim, Figure]]:
    """The totals that differ by as much as a part of theirs does in the same paragraph, so that they only follow it."""
    wholes = {e.stated.name for e in report.equations if any(leaf.name == part.name for leaf in e.computed.leaves)} - {part.name}
    near = ((one, other) for one, other in found if one.place.line == part.place.line and one.value - other.value == gap)
    return [(one, other) for one, other in near if one.name in wholes]


def _restated(report: Report, claim: Claim, other: Figure, reason: str, verdict_: Verdict) -> Problem:
    difference = plain(abs(claim.value - other.value))
    elsewhere = "、".join(str(place) for place in places_of(other)[:2]) or "别处"
    message = (
        f"这里印的是“{claim.quote}”，{elsewhere} 印的{title(claim.name, report.catalogue)}是 "
        f"{plain(other.value)}{other.unit}，相差 {difference}{claim.unit}。{reason}"
    )
    return Problem(message, (claim.place, *places_of(other)), claim.quote, plain(claim.value), plain(other.value),
                   verdict_.value)  # fmt: skip


@rule("E211", "同一个数两处不一致", of=PRINTED,
    reason="同一个数在表里和文字里、在前后各节，应当一样；不一样必有一处错",
    basis=LAW,
    good="各处印的本年支出合计都是 5,107.53 万元",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中：基本支出50.00万元，占25%；项目支出150.00万元，占75%。与预算相比，本年支出合计⟦210.00→200.00⟧万元。",
)
def restated(report: Report) -> Iterator[Problem]:
    """Claims on one fact that cannot both be true; of a total and a part that are off alike the part."""
    found = list(_contradicted(report))
    following = {claim: _following(report, claim, claim.value - other.value, found) for claim, other in found}
    told = {whole for each in following.values() for whole, _ in each}
    for claim, other in found:
        if claim not in told:
            wholes = "".join(f"{plain(one.value)}（别处 {plain(two.value)}）也差这么多，随它一起改。" for one, two in following[claim])
            problem = _restated(report, claim, other, f"{wholes}请核对原始决算数，改错的一处。", Verdict.IMPOSSIBLE)
            yield replace(problem, places=(*problem.places, *(one.place for one, _ in following[claim])))


@rule("H211", "同一个数两处有尾差", of=PRINTED,
    reason="四舍五入会让同一个数差一个末位，但公开文件里最好一致",
    basis="部门决算公开表注：本套报表金额单位转换时可能存在尾数误差",
    good="各处印的三公经费决算数都是 52.19 万元",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。与预算相比，本年支出合计⟦200.01→200.00⟧万元。",
)
def restated_tail(report: Report) -> Iterator[Problem]:
    """Claims on one fact that differ by rounding."""
    for claim, other in _stated(report):
        if claim.value != other.value and verdict(claim.value, other) is Verdict.ROUNDING:
            yield _restated(report, claim, other, "在四舍五入的尾差以内。", Verdict.ROUNDING)


@rule("E216", "漏写“万”字", of=PRINTED,
    reason="公开文件以万元为单位，写成“元”就差了一万倍",
    basis="部门决算公开表：金额单位为万元",
    good="支出决算为 115.53 万元",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中：基本支出⟦50.00元→50.00万元⟧，占25%；项目支出150.00万元，占75%。",
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


@rule("E219", "本年的数写成了别的年度", of=PRINTED, final=True,
    reason="决算公开说的是一个年度；把本年的数写到别的年度名下，多半是套用往年的文本没有改年份",
    basis=LAW,
    good="2021年度收、支总计 340.90 万元",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中基本支出50.00万元，项目支出150.00万元。⟦2019→2021⟧年度本年支出合计200.00万元，主要用于运转。",
)
def other_years(report: Report) -> Iterator[Problem]:
    """This year's amounts under the name of another year, borne out by another place of the document."""
    yield from _of_other_years(report, equal=True)


@rule("W220", "像是年份写错", of=PRINTED, final=True,
    reason="本年的情况说明里，一节的主要数写在别的年度名下，多半是套用往年的文本没有改年份",
    basis=LAW,
    good="2021年度收、支总计 340.90 万元",
    bad="三、支出决算情况说明\n"
    "⟦2019→2021⟧年度本年支出合计200.00万元，其中基本支出50.00万元，项目支出150.00万元。",
)
def perhaps_other_years(report: Report) -> Iterator[Problem]:
    """The only amount there is for a fact, under the name of another year."""
    yield from _of_other_years(report, equal=False)


def _of_other_years(report: Report, equal: bool) -> Iterator[Problem]:
    for claim in report.claims:
        if claim.kind == "年份" and (claim.note is Note.BORNE_OUT) is equal:
            same = "与别处印的本年数相同" if equal else "本年的数别处没有"
            message = f"“{claim.quote}”写在别的年度名下，{same}，而本文件是 {report.year} 年度的决算。请核对年份。"
            yield Problem(message, (claim.place,), claim.quote)


