"""This year beside last year: balances carried over, reasons copied, totals out of scale."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.completeness import complete
from generator.checks.reasons.changes import BASIS, changes
from generator.checks.reasons.direction import core
from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.two_figures import differs, gap, number, shown
from generator.derive.grid import codes
from generator.model.articulation import CLOSING, OPENING
from generator.model.catalogue import FUNDS
from generator.model.facts import PRIOR
from generator.model.figure import Figure

BALANCES = ("合计", "财政拨款", *FUNDS)
COMPARED = ("收支总计.收入", "财政拨款收支总计.收入", "一般公共预算.合计", "三公经费.决算")
SCALED = ("收支总计.收入", "财政拨款收支总计.收入", "收入.合计", "支出.合计", "一般公共预算.合计")
LEAST_TO_COPY = 6
JUMP = 50
YUAN_FOR_WAN = (Decimal(3000), Decimal(30000))


@rule("W801", "年初结转结余与上年年末不等", of=BOTH, final=True,
    reason="本年年初数就是上年年末数；不等应有差错更正、归集调入等事由，并作说明",
    basis="部门决算表间勾稽关系：本年年初结转和结余等于上年年末结转和结余",
    good="年初结转和结余与上年文件的年末数相等",
    bad={"上年.结转结余.年初.合计": "62.00", "上年.结转结余.年末.合计": "86.00"},
)
def opening_is_last_closing(report: Report) -> Iterator[Problem]:
    """Opening balances that are not last year's closing ones, all columns in one finding."""
    pairs = [(report.figure(f"{OPENING}.{c}"), report.figure(f"{PRIOR}{CLOSING}.{c}"), c) for c in BALANCES]
    known = [(now, before, c) for now, before, c in pairs if now and before and _tells(report, before, c)]
    unequal = [(now, before, c) for now, before, c in known if differs(now, before)]
    if unequal:
        told = "；".join(
            f"{shown(now, f'{OPENING}.{c}')}，上年年末为 {number(before)}，相差 {gap(now, before)}" for now, before, c in unequal
        )
        places = tuple(dict.fromkeys(p for now, before, _ in unequal for p in (*places_of(now)[:1], *places_of(before)[:1])))
        now, before, _ = unequal[0]
        remedy = "请核对；确有差错更正等调整的，在情况说明里说明。"
        yield Problem(f"{told}。{remedy}", places, unequal[0][0].name, number(now), number(before), "impossible")


def _tells(report: Report, before: Figure, column: str) -> bool:
    """Whether last year's balance is known: of a fund it is where it is stated, or where last year is known by 科目."""
    return column not in FUNDS or before.formula is None or bool(codes(report.facts, "上年.支出"))


@rule("H802", "原因与上年一字不差", of=DATA,
    reason="整句抄用上年的原因，常常与今年的情况不合",
    basis=BASIS,
    good="原因按今年的情况写",
    bad={"三公经费.公务接待费.原因": "厉行节约，接待次数减少"},
)
def copied_reasons(report: Report) -> Iterator[Problem]:
    """Reasons that are last year's for the same item, word for word."""
    for name in dict.fromkeys(change.reason for change in changes(report)):
        now, before = core(report.text(name)), core(report.text(f"{PRIOR}{name}"))
        if now == before and len(now) >= LEAST_TO_COPY:
            message = f"“{name}”写的“{report.text(name)}”与上年文件一字不差。请核对是否合今年的情况。"
            yield Problem(message, (*report.near(name), *report.near(f"{PRIOR}{name}")), name)


def _jump(now: Figure, before: Figure) -> Decimal:
    """How many times the larger is the smaller, 0 where one of them is no positive amount."""
    low, high = sorted((now.value, before.value))
    return high / low if low > 0 else Decimal(0)


@rule("W803", "总额与上年相差几十倍", of=BOTH, final=True,
    reason="总额一年间相差五十倍以上极少见；相差约一万倍，是元与万元混写",
    basis="部门决算公开表：金额单位为万元",
    good="总额与上年在同一个量级",
    bad={
        "上年": "{收支总计: {收入: 30860000, 支出: 30860000}, 一般公共预算: {合计: 2886.00}, "
        "三公经费: {决算: 25.90}, 机关运行经费: {决算: 280.00}}",
        "收支总计.较上年原因": "上年口径不同",
    },
)
def out_of_scale(report: Report) -> Iterator[Problem]:
    """Totals that are fifty times last year's or a fiftieth of it, all in one finding."""
    pairs = [(name, report.figure(name), report.figure(f"{PRIOR}{name}")) for name in SCALED]
    jumps = [(name, now, before) for name, now, before in pairs if now and before and _jump(now, before) >= JUMP]
    if jumps:
        told = "；".join(f"{shown(now, name)}，上年 {number(before)}" for name, now, before in jumps)
        name, now, before = jumps[0]
        near = YUAN_FOR_WAN[0] <= _jump(now, before) <= YUAN_FOR_WAN[1]
        remedy = "相差约一万倍，请核对两个文件的金额单位是元还是万元。" if near else "请核对两年的总额和金额单位。"
        yield Problem(f"{told}。{remedy}", (*report.near(name), *report.near(f"{PRIOR}{name}")), name,
                      number(now), number(before))  # fmt: skip


@rule("W804", "上年的合计缺一部分", of=DATA,
    reason="只写了上年的几项，加起来不是上年的合计；拿它与本年比，增减额和增减率都是错的，所以不比",
    basis=BASIS,
    good="上年各项都写，没有发生的写 0；或只写上年的合计",
    bad={"上年": "{收支总计: {收入: 2953.10}, 一般公共预算: {合计: 2886.00}, 机关运行经费: {决算: 280.00}, "
                 "三公经费: {公务接待费: {决算: 8.20}}}"},
)  # fmt: skip
def partial_sums(report: Report) -> Iterator[Problem]:
    """Totals of last year that this year's are compared with, and of which only some parts were given."""
    for name in COMPARED if complete(report) else ():
        if missing := report.facts.lacking(f"{PRIOR}{name}"):
            message = f"“上年.{name}”没有写“{'”“'.join(missing)}”，合计不知道，没有与上年比较。请补上，没有发生的写 0；或直接写出合计。"
            yield Problem(message, report.near(f"{PRIOR}{name}") or report.near(name), f"{PRIOR}{name}")
