"""Figures that are reached in two ways must be equal, within what rounding allows."""

from collections.abc import Iterator
from dataclasses import replace

from generator.checks.missing_rows import childless, lacks_a_row, listed, printed_elsewhere
from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.sums.long_sums import unlikely
from generator.checks.suspects import Fault, copied, faults, holds, independent
from generator.derive.ledger import Equation
from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.model.format import plain
from generator.model.titles import title
from generator.source.place import Place

SHOWN = 6
BASIS = "《预算法》第七十五条：收支真实、数额准确、内容完整；财政部部门决算表表内、表间勾稽关系"


def _sides(equation: Equation, report: Report) -> str:
    stated, computed = equation.stated, equation.computed
    way = "写的是" if stated.place else "由别处得出"
    parts = f"（{_parts(computed)}）" if report.published else ""  # 数据的各部分在下面逐行显示
    other = f"由各部分算得{parts}" if computed.formula else f"{computed.name} 是"
    difference = plain(abs(stated.value - computed.value))
    return (
        f"{equation.name} {way} {plain(stated.value)}，{other} {plain(computed.value)}，"
        f"相差 {difference}{stated.unit}。"
    )


def _parts(computed: Figure) -> str:
    """The leaves of a sum as printed, shortened where there are many."""
    shown = [plain(leaf.value) for leaf in computed.leaves]
    return "、".join(shown if len(shown) <= SHOWN else [*shown[:SHOWN], "…"])


def _problem(equation: Equation, report: Report, remedy: str, verdict: str) -> Problem:
    stated, computed = equation.stated, equation.computed
    own = places_of(stated)
    places = own if verdict == "rounding" else (*own, *(p for p in places_of(computed) if p not in own))
    message = _sides(equation, report) + remedy
    return Problem(message, places, equation.name, plain(stated.value), plain(computed.value), verdict)


@rule("E201", "合计与各部分不符", of=BOTH, projects=True,
    reason="同一个数由两条路得出，应当相等；差数超过四舍五入的尾差，必有一处写错",
    basis=BASIS,
    good="合计等于各部分之和，或只差尾差",
    bad={"收入.合计": "3246.20"},
)
def totals(report: Report) -> Iterator[Problem]:
    """Sums of 项, 款, 类, columns, balances and sides that differ by more than rounding."""
    yield from (_of_cause(fault, report) for fault in faults(report))  # 先找出是哪一个数错了，一个数只说一次
    yield from (_childless(claim, item, report) for claim, item in childless(report))


def _of_cause(fault: Fault, report: Report) -> Problem:
    """One problem for all sums that one figure breaks."""
    problem = _problem(fault.equations[0], report, "", "impossible")
    for part in filter(None, map(copied, fault.equations)):
        places = (*places_of(part), *(p for p in problem.places if p != part.place))
        return replace(problem, message=problem.message + _copied(part), places=places, quote=part.name)
    others = tuple(place for equation in fault.equations[1:] for place in places_of(equation.stated))
    if not fault.culprits:
        more = f"另有 {len(fault.equations) - 1} 处合计差同样的数。" if len(fault.equations) > 1 else ""
        row, place = _left_out(fault.equations[0], report)
        # 数据里推得出的合计不必写；公开的文本里要印
        remedy = "请核对各部分和合计，改错的一处。" if report.published else "两处应相等。请改错的一处，或删去可以推算的合计。"
        message = f"{problem.message}{more}{row}{remedy}"
        return replace(problem, message=message, places=(*problem.places, *others, *place))
    culprit = fault.culprits[0]
    wrong, right = plain(culprit.value), plain(fault.better)
    message = (
        f"{problem.message}{_borne_out(fault)}，多半是"
        f"{culprit.name} {wrong} 写错，应为 {right}。请核对。"
    )
    places = tuple(dict.fromkeys((*places_of(*fault.culprits), *problem.places, *others)))
    return Problem(message, places, culprit.name, wrong, right, "impossible")


def _childless(claim: Claim, item: Claim, report: Report) -> Problem:
    """A 款 that has no 项 below it, though one is printed elsewhere."""
    message = (
        f"{title(claim.name, report.catalogue)} {plain(claim.value)}，下面没有列项；{item.place} 印的"
        f"{title(item.name, report.catalogue)} {plain(item.value)} 在这张表里没有一行，多半漏了。请核对。"
    )
    return Problem(message, (claim.place, item.place), claim.quote, plain(claim.value), verdict="impossible")


def _left_out(equation: Equation, report: Report) -> tuple[str, tuple[Place, ...]]:
    """What is said of a row that the table may leave out, and where that 科目 is printed."""
    if not lacks_a_row(equation):
        return "", ()
    if claim := printed_elsewhere(report, equation):
        name = title(claim.name, report.catalogue)
        return f"{claim.place} 印的{name} {plain(claim.value)} 正是差的数，这张表里没有这一行，多半漏了。", (claim.place,)
    if names := listed(report, equation):
        return f"文字里列举的“{'”“'.join(names)}”表里没有这一行，多半漏了。", ()
    return "", ()


def _borne_out(fault: Fault) -> str:
    """How many more sums are wrong by as much, and how often the figure is printed otherwise."""
    sums = len(fault.equations) - len(fault.again) - 1
    told = [f"另有 {sums} 处合计也差这个数"] if sums else []
    return "，".join([*told, f"别处印的这个数与它不同（{len(fault.again)} 处）"] if fault.again else told)


def _copied(part: Figure) -> str:
    return f"其中 {part.name} {plain(part.value)} 与合计相同，多半是把合计抄到了这一行，或把这一行抄成了合计。请核对。"


@rule("H202", "合计有尾差", of=BOTH, projects=True,
    reason="元换算成万元后，各部分之和与合计可能差一两分，是正常的尾差；但也可能是笔误，值得看一眼",
    basis="部门决算公开表注：本套报表金额单位转换时可能存在尾数误差",
    good="合计与各部分之和相等",
    bad={"支出.合计": "3254.71"},
)
def rounding_tails(report: Report) -> Iterator[Problem]:
    """Sums that differ by what rounding can explain, unless the note of their table says so, or by more than it ever does (W244)."""
    rest = "。" if report.published else "，按写的数印出。"  # 公开的已经印出
    noted = {place for table in report.tables for place in table.rounding} | {each.stated.place for each in unlikely(report)}
    for equation in independent(report.equations):
        if holds(equation) and equation.stated.place not in noted:
            yield _problem(equation, report, f"在四舍五入的尾差以内{rest}", "rounding")


@rule("H203", "尾差计入了一项", of=DATA,
    reason="版式或数据文件要凑平：各项先取整，合计由取整后的数相加；还差的尾差计入最大的一项，印出的与数据差一两分，要知道是哪一项",
    basis=BASIS,
    good="各项之和与写的合计相等，不用凑",
    bad={"数字样式.尾差": "凑平", "支出.合计": "3254.71"},
)
def levelled(report: Report) -> Iterator[Problem]:
    """Amounts that are printed with the rounding of a sum in them."""
    for each in report.levelled:
        message = (
            f"{_sides(each.equation, report)}是四舍五入的尾差，计入最大的一项：{title(each.before.name, report.catalogue)} "
            f"印 {plain(each.after.value)}，不印 {plain(each.before.value)}。与财政批复的不一样时，请改成批复的数，或写“尾差: 照实”。"
        )
        yield Problem(message, places_of(each.before), each.before.name, plain(each.before.value), plain(each.after.value), "rounding")
