"""Reasons: there where a figure changed, and of the right direction."""

from collections.abc import Iterator

from generator.checks.registry import Problem, rule
from generator.checks.report import Report
from generator.source.finding import Level


@rule(
    "W301",
    Level.WARNING,
    "原因待核",
    reason="程序按变动最大的科目拟了原因，只说明数字变在哪里，不说明为什么；公开前要由本部门核实",
    basis="财预〔2016〕143号：说明收支增减变化的原因",
    good="写了较上年原因",
    bad={"收支总计.较上年原因": ""},
)
def proposed_reasons(report: Report) -> Iterator[Problem]:
    """Reasons that the program proposed because none was written."""
    for name in report.proposed:
        message = f"没有写“{name}”，程序按变动最大的科目拟了一条：{report.text(name)}。请核实后写进文件。"
        yield Problem(message, report.near(name), name)
