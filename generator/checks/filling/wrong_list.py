"""科目 in the wrong list: one amount under two codes in 收入 and 支出, a code of one fund among those of another."""

from collections.abc import Iterator

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report
from generator.derive.grid import codes, leaves
from generator.model.catalogue import FUNDS, ITEM_DIGITS
from generator.model.figure import Figure
from generator.model.format import plain


def _alone(report: Report, grid: str, other: str) -> dict[str, Figure]:
    """The lowest codes of a grid with an amount that the other grid does not have."""
    lowest = [code for code in leaves(codes(report.facts, grid)) if not any(True for _ in report.facts.under(f"{other}.{code}"))]
    found = {code: report.figure(f"{grid}.{code}.合计") for code in lowest}
    return {code: figure for code, figure in found.items() if figure is not None and figure.value}


@rule("W238", "同一笔钱在收入和支出里编码不同", of=BOTH,
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
            ours, theirs = report.text(f"收入.{code}.名称"), report.text(f"支出.{match}.名称")
            told = f"收入里的 {code} {ours}在支出里没有，支出里的 {match} {theirs}在收入里没有"
            if ours == theirs:
                told = f"“{ours}”在收入里的编码是 {code}，在支出里是 {match}，两边各没有另一个"
            message = f"{told}，金额都是 {plain(came.value)} 万元。请核对，多半有一边的编码抄错了。"
            places = (*report.near(came.name)[:1], *report.near(spent.pop(match).name)[:1])
            yield Problem(message, places, f"收入.{code}")


@rule("W239", "科目列在别的预算里", of=BOTH,
    reason="一般公共预算、政府性基金、国有资本经营预算的科目各有各的表和段落；列错了，几张表的合计都错",
    basis="财政部当年《政府收支分类科目》；《预算法》第五条：四本预算应当保持完整、独立",
    good="2120803 列在政府性基金预算里",
    bad={"支出.2120803": "{预算: 一般公共预算, 项目支出: 0.0001, 年初预算: 0, 原因: 追加前期工作经费}", "结转结余.年末": ""},
)
def in_another_fund(report: Report) -> Iterator[Problem]:
    """Rows with an amount in a fund that are of another one by the list of the year."""
    for fund in FUNDS:
        for code in leaves(codes(report.facts, fund)):
            figure, own = report.figure(f"{fund}.{code}.合计"), report.catalogue.fund(code)
            sure = own is not None and len(code) == ITEM_DIGITS and code not in report.catalogue.unsure  # 一类里几种预算的科目都有
            if figure is not None and figure.value and sure and own != fund:
                name = report.catalogue.name(code) or ""
                message = (
                    f"“{code} {name}”列在{fund}里，金额 {plain(figure.value)} 万元；按 {report.year} 年的科目表，它属于{own}。"
                    f"请核对编码；列错了的，移到{own}，两边的合计一起改。"
                )
                yield Problem(message, report.near(figure.name), f"{fund}.{code}")
