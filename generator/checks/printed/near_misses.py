"""Figures that are usually one amount, printed in two sections, and are so nearly: one digit apart."""

from collections.abc import Iterator

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.two_figures import gap, shown
from generator.model.articulation import NEVER_MORE, USUALLY_SAME
from generator.model.format import plain
from generator.model.misprint import misprinted
from generator.model.titles import title


@rule("W245", "多半是同一个数，只差一位", of=PRINTED, final=True,
    reason="机关运行经费多半就是公用经费，授予小微企业的多半就是授予中小企业的全部；两处只差一位数字，多半是抄错了一位",
    basis="《预算法》第七十五条：收支真实、数额准确、内容完整",
    good="机关运行经费 545.28 万元，公用经费 545.28 万元；或者两个数确实不同",
    bad="十一、政府采购支出情况说明\n2021年度政府采购支出总额245.60万元。"
    "授予中小企业合同金额183.42万元，占政府采购支出总额的74.68%；其中：授予小微企业合同金额⟦163.42→183.42⟧万元。",
)
def near_misses(report: Report) -> Iterator[Problem]:
    """Figures that usually are the same and differ by one digit, unless one may not be more than the other and is."""
    for name, other in USUALLY_SAME:
        one, two = report.figure(name), report.figure(other)
        if one is None or two is None or one.place == two.place or (name in NEVER_MORE and one.value > two.value):
            continue
        if one.value != two.value and misprinted(one.value, two.value):
            names = title(name, report.catalogue), title(other, report.catalogue)
            message = (
                f"{shown(one, names[0])}，{shown(two, names[1])}，相差 {gap(one, two)}，只差一位。"
                "两个数多半应当相等，请核对；确实不同的，不必改。"
            )
            yield Problem(message, (*places_of(one), *places_of(two)), name, plain(one.value), plain(two.value))
