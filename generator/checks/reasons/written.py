"""Reasons: there where a figure changed, of the right direction, about the right item, and saying something."""

from collections.abc import Iterator

from generator.checks.reasons.changes import BASIS, Change, changes
from generator.checks.reasons.direction import direction, other_subject, says_nothing
from generator.checks.reasons.told import ToldChange, told_changes
from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Report
from generator.model.articulation import TITLES

LARGE, LEAST = 10, 1  # 百分之几：单位写反了的数，印出来都一样小
ASKED = "财预〔2016〕143号要求说明收支和“三公”经费增减变化的原因"


def _reasons(report: Report) -> Iterator[tuple[Change, str]]:
    """Each reason that an officer wrote, with the change it is for."""
    for change in changes(report):
        if (reason := report.text(change.reason)) and change.reason not in report.proposed:
            yield change, reason


def _told(report: Report) -> Iterator[ToldChange]:
    """Each change that a published text gives a reason for."""
    return (change for change in told_changes(report) if change.reason)


def _in_text(change: ToldChange, text: str) -> Problem:
    return Problem(text, (change.passage.place,), change.words)


def _about(report: Report, change: Change, text: str) -> Problem:
    return Problem(text, report.near(change.reason), change.reason)


@rule("W301", "原因待核", of=DATA,
    reason="程序按变动最大的科目拟了原因，只说明数字变在哪里，不说明为什么；公开前要由本部门核实",
    basis=BASIS,
    good="写了较上年原因",
    bad={"收支总计.较上年原因": ""},
)
def proposed_reasons(report: Report) -> Iterator[Problem]:
    """Reasons that the program proposed because none was written."""
    for name in report.proposed:
        message = f"没有写“{name}”，程序按变动最大的科目拟了一条：{report.text(name)}。请核实后写进文件。"
        yield Problem(message, report.near(name), name)


@rule("W302", "变动大而没有原因", of=BOTH, final=True,
    reason="增减一成以上，或从无到有、从有到无，读者会问为什么；公开要求说明增减变化的原因",
    basis=BASIS,
    good="变动一成以上的各项都写了原因",
    bad={"支出.2130108.原因": ""},
)
def missing_reasons(report: Report) -> Iterator[Problem]:
    """Changes of a tenth or more, or from or to zero, without a reason."""
    for change in changes(report):
        large = bool(change.move) if change.share is None else change.share >= LARGE
        if change.asked and large and change.reason not in report.unasked and not report.text(change.reason):
            yield _about(report, change, f"{change.told()}，没有写原因。请补写“{change.reason}”。")
    for told in told_changes(report):
        if told.share is not None and told.share >= LARGE and not told.explained:
            yield _in_text(told, f"“{told.words}”没有说明原因。{ASKED}。请在这句后面补写原因。")


@rule("W303", "原因与增减方向相反", of=BOTH, final=True,
    reason="数增加了，原因却说减少（或相反），不是数错就是从别处抄来的原因",
    basis=BASIS,
    good="增加的原因说增加了什么，减少的原因说减少了什么",
    bad={"支出.2130108.原因": "厉行节约，压缩防控开支"},
)
def contrary_reasons(report: Report) -> Iterator[Problem]:
    """Reasons that plainly point the other way than the figures."""
    for change, reason in _reasons(report):
        if direction(reason) * change.move < 0:
            way = "增加" if change.move < 0 else "减少"
            yield _about(report, change, f"{change.told()}，原因“{reason}”说的却是{way}。请核对数和原因。")
    for told in _told(report):
        if direction(told.reason) * told.move < 0:
            way = "增加" if told.move < 0 else "减少"
            yield _in_text(told, f"“{told.words}”，原因“{told.reason}”说的却是{way}。请核对数和原因。")


@rule("W304", "原因说的是别的项", of=BOTH, final=True,
    reason="“三公”经费各项的原因常被互相粘贴：公车的原因里写了接待",
    basis=BASIS,
    good="各项的原因说的是本项",
    bad={"三公经费.公务用车运行维护费.原因": "严格控制公务接待标准"},
)
def reasons_of_others(report: Report) -> Iterator[Problem]:
    """Reasons of a 三公 item that speak of another item only."""
    for change, reason in _reasons(report):
        item = change.reason.split(".")[1]
        if other := other_subject(item, reason):
            message = f"“{change.reason}”写的是“{reason}”，说的是{TITLES[other]}，不是{TITLES[item]}。请改写。"
            yield _about(report, change, message)
    for told in _told(report):
        if other := other_subject(told.item, told.reason):
            message = f"“{told.words}”的原因“{told.reason}”说的是{TITLES[other]}，不是{TITLES[told.item]}。请改写。"
            yield _in_text(told, message)


@rule("H305", "原因没有说出什么", of=BOTH, final=True,
    reason="“决算数大于预算数”“正常浮动”“据实列支”只是把数又说了一遍，没有说明为什么",
    basis=BASIS,
    good="原因说出了具体的事",
    bad={"支出.2130101.原因": "据实列支"},
)
def empty_reasons(report: Report) -> Iterator[Problem]:
    """Reasons that repeat that there is a difference, or say nothing."""
    for change, reason in _reasons(report):
        if says_nothing(reason):
            message = f"“{change.reason}”写的是“{reason}”，没有说明为什么。{change.told()}，请写出具体的事。"
            yield _about(report, change, message)
    for told in _told(report):
        if says_nothing(told.reason):
            yield _in_text(told, f"“{told.words}”的原因“{told.reason}”没有说明为什么。请写出具体的事。")


@rule("H306", "没有变动却写了原因", of=DATA,
    reason="两数相同写“持平”，不必说明原因；写了原因，多半是数填错了，或原因写错了地方",
    basis=BASIS,
    good="两数相同的不写原因",
    bad={"支出.2080505.原因": "缴费基数与测算时一致"},
)
def needless_reasons(report: Report) -> Iterator[Problem]:
    """Reasons for an amount that did not change; 未安排 beside two zeros is usual and left alone."""
    for change, reason in _reasons(report):
        if change.printed and change.flat and (change.share or 0) < LEAST:
            level = "" if not change.move else "，印出来是持平"
            yield _about(report, change, f"{change.told()}{level}，却写了原因“{reason}”。请核对数，或删去原因。")
