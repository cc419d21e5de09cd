"""科目 of 收入 beside those of 支出: one amount under two codes."""

from collections.abc import Iterator

from generator.checks.registry import Problem, rule
from generator.checks.report import Report
from generator.derive.grid import codes, leaves
from generator.model.figure import Figure
from generator.model.format import plain
from generator.source.finding import Level


def _alone(report: Report, grid: str, other: str) -> dict[str, Figure]:
    """The lowest codes of a grid with an amount that the other grid does not have."""
    lowest = [code for code in leaves(codes(report.facts, grid)) if not any(True for _ in report.facts.under(f"{other}.{code}"))]
    found = {code: report.figure(f"{grid}.{code}.合计") for code in lowest}
    return {code: figure for code, figure in found.items() if figure is not None and figure.value}


@rule(
    "W238",
    Level.WARNING,
    "同一笔钱在收入和支出里编码不同",
    reason="一笔拨款从哪个科目来，就在哪个科目支出；收入和支出两边编码不同而金额相等，多半有一边抄错了编码",
    basis="部门决算表间勾稽关系：财政拨款收入与支出按同一功能分类科目列示",
    good="收入: 2210201: {财政拨款: 94.20}，支出: 2210201: {基本支出: 94.20}",
    bad={"收入.2210201": "", "收入.2210202": "{财政拨款: 94.20}"},
)
def crossed(report: Report) -> Iterator[Problem]:
    """A code only in 收入 and one of the same 类 only in 支出 with the same amount."""
    spent = _alone(report, "支出", "收入")
    for code, came in _alone(report, "收入", "支出").items():
        match = next((other for other, went in spent.items() if other[:3] == code[:3] and went.value == came.value), "")
        if match:
            message = (
                f"收入里的 {code} {report.text(f'收入.{code}.名称')}在支出里没有，支出里的 {match} {report.text(f'支出.{match}.名称')}"
                f"在收入里没有，金额都是 {plain(came.value)} 万元。请核对，多半有一边的编码抄错了。"
            )
            places = (*report.near(came.name)[:1], *report.near(spent[match].name)[:1])
            yield Problem(message, places, f"收入.{code}")
