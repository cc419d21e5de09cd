"""Lists of amounts in published prose: parts against their whole, and projects named twice."""

from collections.abc import Iterator

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.checks.suspects import broken, follows
from generator.checks.two_figures import against
from generator.model.format import plain
from generator.model.interval import Verdict, verdict
from generator.source.place import Place

COST = "2021年度机关运行经费支出55.00万元，比年初预算数减少5.00万元，主要原因是节约。"


def _told(report: Report) -> set[Place | None]:
    """The places of figures in sums that do not hold, which are reported as such."""
    return {leaf.place for equation in broken(report) for leaf in (equation.stated, *equation.computed.leaves)}


@rule("E215", "“其中”各项之和大于总数", of=PRINTED,
    reason="“其中”列的是总数的一部分，加起来不能大于总数",
    basis=LAW,
    good="支出 280 万元，其中企业激励 180 万元、县区激励 100 万元",
    bad="十、机关运行经费支出情况说明\n"
    f"{COST}\n"
    "共争取资金100.00万元，其中甲项目60.00万元、乙项目⟦50.00→40.00⟧万元。",
)
def overfull_lists(report: Report) -> Iterator[Problem]:
    """Lists whose parts come to more than the whole."""
    told = _told(report)
    for claim, computed in report.computed("和"):
        wrong = verdict(claim.value, computed) is Verdict.IMPOSSIBLE
        if wrong and claim.place not in told and not follows(report, claim.value, computed):
            message = (
                f"“{claim.quote[:60]}”：总数是 {plain(claim.value)}，列出的各项相加是 {plain(computed.value)}，"
                f"多 {plain(computed.value - claim.value)}{claim.unit}。请核对各项和总数。"
            )
            yield against(claim, computed, message)


@rule("E241", "列全的各项之和与总数不符", of=PRINTED,
    reason="“具体情况如下”逐条编号列出的科目，人员经费与公用经费，加起来就是前面的总数；不等，不是一项或总数写错，就是漏列了一项",
    basis=LAW,
    good="支出 280 万元，具体情况如下：1.教育支出 180 万元；2.住房保障支出 100 万元",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "2021年度一般公共预算财政拨款支出⟦290.00→280.00⟧万元，具体情况如下：\n"
    "1、教育支出（类）支出180.00万元。\n"
    "2、住房保障支出（类）支出100.00万元。",
)
def full_lists(report: Report) -> Iterator[Problem]:
    """Complete lists that do not make their total, unless that is told already."""
    told = _told(report) | {claim.place for claim, _ in report.computed("和")}
    for claim, computed in report.computed("列和"):
        wrong = verdict(claim.value, computed) is Verdict.IMPOSSIBLE
        if wrong and claim.place not in told and not follows(report, claim.value, computed):
            gap = claim.value - computed.value
            message = (
                f"“{claim.quote}”：总数是 {plain(claim.value)}，逐条列出的 {len(computed.leaves)} 个数相加是 {plain(computed.value)}，"
                f"{'多' if gap < 0 else '少'} {plain(abs(gap))}{claim.unit}。请核对各条和总数；漏了一条的补上。"
            )
            yield against(claim, computed, message)


@rule("W218", "同一项目两处金额不同", of=PRINTED,
    reason="同一个项目、专项在前后文里的金额应当一样；口径不同的要写明",
    basis=LAW,
    good="前后都写上级专项 1,731.01 万元",
    bad="十、机关运行经费支出情况说明\n"
    f"{COST}\n"
    "水库维修专项25.00万元。其他支出里，水库维修专项⟦35.00→25.00⟧万元。",
)
def restated_projects(report: Report) -> Iterator[Problem]:
    """Projects and special funds printed twice with different amounts."""
    for claim, first in report.computed("再述"):
        if claim.value != first.value:
            message = (
                f"“{claim.name}”这里是 {plain(claim.value)} 万元，{first.place} 是 {plain(first.value)} 万元，"
                f"相差 {plain(abs(claim.value - first.value))} 万元。请核对；口径不同的请写明。"
            )
            yield against(claim, first, message)


@rule("W219", "各项之和与总数接近而不等", of=PRINTED,
    reason="“其中”列出的各项加起来与总数只差一点，多半是其中一个数抄错了",
    basis=LAW,
    good="争取奖补资金 100 万元，其中甲 60 万元、乙 30 万元、丙 10 万元",
    bad="十、机关运行经费支出情况说明\n"
    f"{COST}\n"
    "全年争取各类资金1000.00万元。其中，甲项目400.00万元。乙项目300.00万元。丙项目⟦290.00→300.00⟧万元。",
)
def near_sums(report: Report) -> Iterator[Problem]:
    """Lists that nearly add up to the amount before them."""
    told = _told(report) | {claim.place for claim, _ in report.computed("列和")}
    for claim, computed in report.computed("约和"):
        if claim.place not in told and verdict(claim.value, computed) is Verdict.IMPOSSIBLE:
            message = (
                f"“{claim.quote[:50]}”：总数是 {plain(claim.value)}，后面列出的各项相加是 {plain(computed.value)}，"
                f"相差 {plain(abs(computed.value - claim.value))}{claim.unit}。请核对各项和总数。"
            )
            yield against(claim, computed, message)


@rule("W228", "各项年初预算之和与总数不符", of=PRINTED,
    reason="各项的决算数加起来等于总数，年初预算数也应当一样；不等，不是一项抄错，就是漏列了有预算没有支出的项",
    basis=LAW,
    good="各项年初预算相加等于一般公共预算财政拨款支出年初预算数",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "2021年度财政拨款支出年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90%。其中：\n"
    "（一）卫生健康支出年初预算数为60.00万元，决算数为50.00万元，完成年初预算的83.33%。\n"
    "（二）住房保障支出年初预算数为⟦50.00→40.00⟧万元，决算数为40.00万元，完成年初预算的⟦80→100⟧%。",
)
def budget_sums(report: Report) -> Iterator[Problem]:
    """年初预算 of the 项 against that of all of them, where the rates on these budgets are not wrong themselves."""
    rates = [claim for claim in report.claims if claim.kind == "完成率"]
    doubtful = {r.place.line for r in rates if r.computed is None or verdict(r.value, r.computed) is Verdict.IMPOSSIBLE}
    for claim, computed in report.computed("预算和"):
        wrong = verdict(claim.value, computed) is Verdict.IMPOSSIBLE
        if wrong and not any(leaf.place and leaf.place.line in doubtful for leaf in computed.leaves):
            message = (
                f"年初预算总数是 {plain(claim.value)}，各项年初预算相加是 {plain(computed.value)}，"
                f"相差 {plain(abs(computed.value - claim.value))}{claim.unit}。请核对各项；有预算没有支出的项也应列出。"
            )
            yield against(claim, computed, message)
