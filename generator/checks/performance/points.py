"""Points of a published 绩效自评: the total against its parts, the text against the table, the grade against the total."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.performance.weights import FULL
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Passage, Report
from generator.derive.performance import grade_of
from generator.model.figure import Figure
from generator.model.format import plain
from generator.source.words import said

NAME = "绩效自评"
BASIS = "自评表注：90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差"
TOTAL = said("绩效.总分")
PROJECT = said("绩效.说的是项目")
PARTS = said("绩效.分项得分")
POINTS = said("绩效.分数")
GRADE = said("绩效.评的等级")
FULL_MARKS = said("绩效.不是得分")
EVALUATION = (
    "2021年度部门整体支出绩效自评表\n"
    "|||年初预算数|全年预算数|全年执行数|分值|执行率|得分|\n"
    "|年度预算（万元）|年度资金总额|90.00|100.00|95.00|10|{rate}|9.5|\n"
    "|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因|\n"
    "|产出指标|数量指标|演出场次|100场|120场|50|50||\n"
    "|效益指标|社会效益指标|覆盖率|≥95%|96%|30|30||\n"
    "|满意度指标|服务对象满意度指标|满意度|≥90%|95%|10|10||\n"
    "|总分|||||100|{total}||\n"
)


def _totals(report: Report) -> Iterator[tuple[Passage, str, Decimal]]:
    """Each passage that gives the total of the whole 自评, with its words and the points."""
    for passage in report.passages:
        for found in TOTAL.finditer(passage.text):
            if not PROJECT.search(passage.text[: found.start()] + found.group().partition("得分")[0]):
                yield passage, found.group(), Decimal(found["points"])


@rule("E517", "自评总分与各项得分之和不符", of=PRINTED, projects=True,
    reason="总分由预算执行率和各条指标的得分相加",
    basis="部门整体支出绩效自评表：总分 100 分",
    good="执行率 10 分、产出 48 分、效益 30 分、满意度 10 分，总分 98 分",
    bad=EVALUATION.format(rate="95%", total="⟦98.5→99.5⟧"),
)
def total(report: Report) -> Iterator[Problem]:
    """总分 of the table against its rows where the weights come to 100, and a total in prose against what 其中 lists."""
    items = report.facts.names(f"{NAME}.指标")
    weights = [report.figure(f"{item}.分值") for item in items]
    scores = [report.figure(f"{item}.得分") for item in items]
    stated, carried = report.figure(f"{NAME}.总分"), report.figure(f"{NAME}.执行率得分")
    if stated and all(weights) and all(scores):
        whole = sum((weight.value for weight in weights if weight), Decimal(0))
        reached = sum((score.value for score in scores if score), carried.value if carried else Decimal(0))
        if whole == (90 if carried else 100) and reached != stated.value:
            summed = "执行率和各条指标的得分" if carried else "各条指标的得分"
            message = f"自评表总分是 {plain(stated.value)}，{summed}相加是 {plain(reached)}。请核对。"
            yield Problem(message, report.near(stated.name)[:1], "总分", plain(stated.value), plain(reached), "impossible")
    yield from _listed(report)


def _listed(report: Report) -> Iterator[Problem]:
    for passage in report.passages:
        for found in PARTS.finditer(passage.text):
            reached = sum(map(Decimal, POINTS.findall(found["parts"])), Decimal(0))
            if not FULL_MARKS.search(found.group()) and reached != Decimal(found["whole"]):
                message = f"“{found.group()[:50]}”：总数是 {found['whole']} 分，列出的各项相加是 {plain(reached)} 分。请核对。"
                yield Problem(message, (passage.place,), found.group()[:40], found["whole"], plain(reached), "impossible")


@rule("E518", "自评得分两处不一致", of=PRINTED,
    reason="情况说明、自评报告和自评表说的是同一个得分",
    basis="《预算法》第七十五条：收支真实、数额准确、内容完整",
    good="报告和自评表都是 98 分",
    bad="2021年度部门整体支出绩效自评报告\n"
    "二、绩效情况\n"
    "部门整体支出绩效自评得分⟦92→99.5⟧分。\n"
    + EVALUATION.format(rate="95%", total="99.5"),
)
def restated(report: Report) -> Iterator[Problem]:
    """A total in prose other than that of the table, or than the one before it."""
    table = report.figure(f"{NAME}.总分")
    first = (table.value, table.place) if table is not None and _is_whole(report, table) and not any(total(report)) else None
    for passage, words, points in _totals(report):
        if first is None:
            first = (points, passage.place)
        elif points != first[0]:
            before = first[1] or "自评表各项得分相加"
            message = f"“{words}”，{before} 是 {plain(first[0])} 分，相差 {plain(abs(points - first[0]))} 分。请改错的一处。"
            places = (passage.place, *((first[1],) if first[1] else ()))
            yield Problem(message, places, words, plain(points), plain(first[0]), "impossible")


def _is_whole(report: Report, table: Figure) -> bool:
    """Whether the score is that of one table: printed, or the sum of indicators whose weights make 100."""
    weights = report.figure(f"{NAME}.总分值")
    return table.place is not None or (weights is not None and weights.value == FULL)


@rule("W519", "评价等级与得分不符", of=PRINTED,
    reason="得分落在哪一档，等级就是哪一档",
    basis=BASIS,
    good="自评得分 98 分，评价等级为“优”",
    bad="2021年度部门整体支出绩效自评报告\n"
    "二、绩效情况\n"
    "部门整体支出绩效自评得分98分，评价等级为“⟦良→优⟧”。",
)
def grade(report: Report) -> Iterator[Problem]:
    """A grade given in the passage of a total that belongs to another one."""
    for passage, words, points in _totals(report):
        found = GRADE.search(passage.text, passage.text.find(words))
        expected = grade_of(points)
        if found and found[1] != expected:
            message = f"“{words}”，等级写的是“{found[1]}”，按得分应是“{expected}”。请核对。"
            yield Problem(message, (passage.place,), found.group(), found[1], expected)
