"""Shares, completion, growth and the words for more and less, against the figures they are made of."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.suspects import alternatives, follows
from generator.model.claim import Claim, ClaimKind, Compared, Comparison, Note
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.model.format import NumberStyle, percent, plain
from generator.model.interval import Verdict, verdict
from generator.source.words import said

STYLE = NumberStyle(percent_places=2, strip_rates=True)
ALL_NEW, FALL = said("核对.全是新增的"), said("核对.降幅过百")
UNDECIDED, WHOLE = said("核对.模板留下的字样"), Decimal(100)
RATES: dict[ClaimKind, str] = {"占": "占比", "完成率": "完成率", "增减率": "增减率", "增减额": "增减额", "差额": "差额", "幅度": "变动幅度"}


def terms(figure: Figure) -> str:
    """What a figure is computed from, as it would be keyed in: 600.00 ÷ 1,000.00."""
    if figure.formula is None:
        return plain(figure.value)
    sign = figure.formula.op.value
    return f" {sign} ".join(
        f"({terms(term)})" if term.formula else plain(term.value) for term in figure.formula.terms
    )


def _shown(figure: Figure, unit: str) -> str:
    return (percent(figure.value, STYLE) if unit == "%" else plain(figure.value)) + unit


@rule("E212", "比率或差额与它的两个数不符", of=PRINTED,
    reason="占比、完成率、增减额、增减率都由旁边的数算出；算不出来，不是比率抄错，就是数写错",
    basis=LAW,
    good="年初预算 54 万元，执行 11.39 万元，执行率 21.09%",
    bad="一、收入支出决算总体情况说明\n"
    "2021年度收、支总计120.00万元。与上年相比，增加20.00万元，增长⟦25%→20%⟧。主要原因是项目增加。",
)
def relations(report: Report) -> Iterator[Problem]:
    """Shares, completion and growth that their own figures contradict."""
    for claim, computed in report.computed(*RATES):
        if _undecided(report, claim, computed):
            continue
        if verdict(claim.value, computed) is Verdict.IMPOSSIBLE and not follows(report, claim.value, computed, lists=True):
            yield _relation(claim, computed, "请核对两个数和比率，改错的一个。", Verdict.IMPOSSIBLE)
    for claim in report.claims:
        if claim.note is Note.OPPOSITE and not UNDECIDED.search(claim.quote):
            message = f"“{claim.quote}”：前面的增减额和这个比率，一个说增，一个说减。请核对两个数和文字，改错的一个。"
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value) + claim.unit, "", Verdict.IMPOSSIBLE.value)


def _undecided(report: Report, claim: Claim, computed: Figure) -> bool:
    """Whether it is not known which way a figure is meant, of which another finding tells: 增加/减少, 增长下降."""
    if not UNDECIDED.search(claim.quote):
        return False
    change = next((one for one in report.claims if one.kind == "增减额" and one.place in {p.place for p in computed.leaves[:1]}), None)
    return change is None or change is claim or UNDECIDED.search(change.quote) is not None or verdict(-claim.value, computed).holds


def _relation(claim: Claim, computed: Figure, remedy: str, found: Verdict) -> Problem:
    expected = _shown(computed, claim.unit)
    message = f"“{claim.quote}”：按文中的数，{RATES[claim.kind]} = {terms(computed)} = {expected}。{remedy}"
    places = (claim.place, *(p for p in places_of(computed) if p != claim.place))
    return Problem(message, places, claim.quote, plain(claim.value) + claim.unit, expected, found.value)


@rule("H212", "比率有尾差", of=PRINTED,
    reason="比率与按印出的数算得的差一个末位，多半是截位或按未舍入的数计算",
    basis="四舍五入的通行规则",
    good="46.23 ÷ 4,408.66 = 1.05%",
    bad="一、收入支出决算总体情况说明\n"
    "2021年度收、支总计120.00万元。与上年相比，增加7.00万元，增长⟦6.20→6.19⟧%。主要原因是项目增加。",
)
def relation_tails(report: Report) -> Iterator[Problem]:
    """Relations that are off by rounding or truncation."""
    for claim, computed in report.computed(*RATES):
        if verdict(claim.value, computed) is Verdict.ROUNDING:
            yield _relation(claim, computed, "差在末位。", Verdict.ROUNDING)


@rule("W236", "下降超过百分之百", of=PRINTED,
    reason="一个数最多减到零，下降不会超过100%；多半是用错了基数或抄错了数",
    basis=LAW,
    good="上年 31 万元，本年 13 万元，下降 58.06%",
    bad="七、“三公”经费财政拨款支出决算情况说明\n"
    "2021年公务用车购置费支出140.00万元，比上年下降⟦128.57→28.57⟧%，主要是车辆更新减少。",
)
def falls(report: Report) -> Iterator[Problem]:
    """Falls of more than 100% in published prose."""
    for passage in report.passages:
        for found in FALL.finditer(passage.text):
            if Decimal(found[1]) > WHOLE:
                yield Problem(f"“{found.group()}”：下降不会超过100%。请核对基数和两个数。", (passage.place,), found.group())


def _on_zero(report: Report) -> Iterator[tuple[Claim, str, bool]]:
    """Each rate on a zero base, with what that base is, and whether what is compared with it is zero too."""
    for claim in report.claims:
        if claim.kind in {"完成率", "增减率"} and claim.computed is None and claim.note in {None, Note.OF_NOTHING}:
            yield claim, "预算数" if claim.kind == "完成率" else "上年数", claim.note is Note.OF_NOTHING


@rule("E213", "基数是零，不应写比率", of=PRINTED,
    reason="预算数或上年数是零时，百分比没有意义，应写“由于预算数为0，无法计算百分比”",
    basis="部门决算公开范本：基数为零不计算百分比",
    good="年初预算为0万元，支出决算为3万元，由于预算数为0，无法计算百分比",
    bad="七、“三公”经费财政拨款支出决算情况说明\n"
    "公务接待费支出决算为0.40万元，比上年增加0.40万元⟦，增长100%→，上年数为0，无法计算百分比⟧，主要是上级来访增多。",
)
def zero_base(report: Report) -> Iterator[Problem]:
    """Completion of a zero budget, growth on a zero base, of an amount above zero."""
    for claim, base, both in _on_zero(report):
        if not both:
            message = f"“{claim.quote}”的{base}是 0，不能算百分比。请改写为“由于{base}为0，无法计算百分比”。"
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value) + "%", "", "undefined")
    yield from _without_unit(report)


def _without_unit(report: Report) -> Iterator[Problem]:
    """A rate of a change that is all there is, where the amounts lack their unit, so that they were not read."""
    for passage in report.passages:
        for found in ALL_NEW.finditer(passage.text):
            if found["one"] is None or found["two"] is None:
                message = f"“{found['rate']}”的上年数是 0，不能算百分比。请改写为“由于上年数为0，无法计算百分比”，并补上金额的单位。"
                yield Problem(message, (passage.place,), found["rate"], found["rate"], "", "undefined")


@rule("H213", "零与零相比写了比率", of=PRINTED,
    reason="两个数都是零，没有增减，也没有完成的比率；写 0% 或 100% 虽然常见，不如写“与上年持平”或“无支出”",
    basis="部门决算公开范本：基数为零不计算百分比",
    good="因公出国（境）费预算、决算都是0万元，没有支出",
    bad="七、“三公”经费财政拨款支出决算情况说明\n"
    "因公出国（境）费支出决算为0万元⟦，完成预算0万元的100%→，预算数为0万元⟧。",
)
def zero_and_zero(report: Report) -> Iterator[Problem]:
    """Completion of a zero budget by nothing, growth from nothing to nothing."""
    for claim, base, both in _on_zero(report):
        if both:
            message = f"“{claim.quote}”：{base}是 0，本年也是 0，没有比率可言。宜改写为“与{base}持平”。"
            yield Problem(message, (claim.place,), claim.quote, plain(claim.value) + "%", "", "undefined")


@rule("E214", "大小说反了", of=PRINTED,
    reason="决算数大于、小于还是等于预算数，要与两个数一致",
    basis=LAW,
    good="年初预算为 10 万元，支出决算为 12 万元，决算数大于年初预算数",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "1.教育支出（类）普通教育（款）小学教育（项）。年初预算为5.00万元，支出决算为3.00万元，决算数⟦大于→小于⟧年初预算数的主要原因是追加。",
)
def directions(report: Report) -> Iterator[Problem]:
    """决算数大于预算数 and the like, against the two figures."""
    for comparison in report.comparisons:
        left, right = comparison.left.value, comparison.right.value
        truth = _compared(left, right)
        if truth != comparison.words and not _misread(report, comparison):
            sides = f"决算数是 {plain(left)}，预算数是 {plain(right)}，相差 {plain(abs(left - right))}"
            if comparison.left.unit == "%":
                sides = f"完成预算 {percent(left, STYLE)}%"
            message = f"“{comparison.quote}”：{sides}，应是决算数{truth}预算数。请改正文字或数。"
            yield Problem(message, (comparison.place,), comparison.quote, comparison.words, truth, "impossible")


def _misread(report: Report, comparison: Comparison) -> bool:
    """Whether the words are right once one of the two figures is put right."""
    pairs = [(other, comparison.right.value) for other in alternatives(report, comparison.left)]
    pairs += [(comparison.left.value, other) for other in alternatives(report, comparison.right)]
    return any(comparison.words == _compared(a, b) for a, b in pairs)


def _compared(left: Decimal, right: Decimal) -> Compared:
    return "大于" if left > right else "小于" if left < right else "等于"


@rule("W413", "占比大于100%", of=PRINTED,
    reason="占比说的是一部分占全部的多少，部分不会大于全部；多半是口径不一：把政府性基金项目、预算数也算进了一般公共预算支出的一部分",
    basis=LAW,
    good="开展自评的一般公共预算项目涉及资金 600 万元，占一般公共预算项目支出总额 658 万元的 91.19%",
    bad="九、一般公共预算财政拨款支出决算情况说明\n"
    "一般公共预算财政拨款支出1000.00万元，其中：基本支出342.00万元，项目支出658.00万元。\n"
    "十、预算绩效情况说明\n"
    "开展自评的一般公共预算项目4个，涉及资金⟦766.00→600.00⟧万元，占一般公共预算项目支出总额的⟦116.41→91.19⟧%。",
)
def more_than_the_whole(report: Report) -> Iterator[Problem]:
    """Shares of more than all of it as a text prints them; those of a document yet to be published are seen when it is composed."""
    for claim, computed in report.computed("占"):
        if claim.value > WHOLE and is_share(computed):
            yield Problem(beyond(computed, f"“{claim.quote}”"), (claim.place,), claim.quote, plain(claim.value) + claim.unit)


def is_share(rate: Figure) -> bool:
    """Whether a rate is that of a part of something, which is no budget and of no other year."""
    whole = rate.formula.terms[1].name if rate.formula else ""
    return bool(whole) and "预算数" not in whole and not whole.endswith("预算") and not whole.startswith(PRIOR)


def beyond(rate: Figure, said: str) -> str:
    """That a part is more than the whole, in words."""
    return f"{said}：占比 = {terms(rate)} = {_shown(rate, '%')}，一部分大于全部。请核对两个数的口径，不是一种预算的分开写。"
