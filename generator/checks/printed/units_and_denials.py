"""What published prose says against what it gives: amounts without a unit, nothing where there is something, staff."""

import re
from collections.abc import Iterator

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Passage, Report, places_of
from generator.model.figure import Figure
from generator.model.format import plain
from generator.source.place import Place
from generator.source.words import said

BARE = said("核对.没有单位的金额")
BARE_PRIOR = said("核对.没有单位的上年数")
BARE_RATE, POINTS = said("核对.没有百分号的比率"), said("核对.写成百分点的比率")
UNIT = said("词.金额")
MONEY_SECTIONS = {"收支总体", "收入", "支出", "财政拨款收支总体", "一般公共预算", "三公经费", "政府采购"}
DENIALS = (
    (said("核对.没有政府性基金"), ("政府性基金.合计", "收入.政府性基金")),
    (said("核对.没有国有资本经营"), ("国有资本经营.合计", "收入.国有资本经营")),
    (said("核对.没有公务接待"), ("三公经费.公务接待费.决算",)),
    (said("核对.没有出国"), ("三公经费.因公出国费.决算",)),
    (said("核对.没有购车"), ("三公经费.公务用车购置费.决算",)),
    (said("核对.没有政府采购"), ("政府采购.合计",)),
)
STAFF, VEHICLES = said("核对.人数的分项"), said("核对.车辆的分项")
PART = said("核对.分项里的一项")
KINDS, LEFT = said("核对.人员和车辆的性质"), said("核对.在职之外的")
HELD = "国有资产.车辆合计"


@rule("W225", "金额没有写单位", of=PRINTED,
    reason="没有单位，读者不知道是元还是万元",
    basis="部门决算公开表：金额单位为万元",
    good="支出决算为 115.53 万元",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为60.00万元，支出决算为50.00⟦→万元⟧，完成年初预算的83.33%。",
)
def units(report: Report) -> Iterator[Problem]:
    """Amounts with two decimals right before a mark, in a passage that gives amounts."""
    for passage in report.passages:
        if UNIT.search(passage.text) or passage.name in MONEY_SECTIONS:
            yield from _bare(passage, BARE, "单位。请补上“万元”")
            yield from _bare(passage, BARE_PRIOR, "单位。请补上“万元”")


@rule("W235", "百分比没有写“%”", of=PRINTED,
    reason="没有百分号，读者不知道是比率还是金额",
    basis="《出版物上数字用法》（GB/T 15835）：百分数的写法",
    good="教育支出 16.24 万元，占 8.51%",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "一般公共预算财政拨款支出90.00万元，主要用于以下方面：\n"
    "1.“卫生健康支出”50.00万元，占55.56⟦→%⟧；\n"
    "2.“住房保障支出”40.00万元，占44.44%。",
)
def percents(report: Report) -> Iterator[Problem]:
    """Shares and rates with decimals right before a mark, in a section that writes others with %; those written in 百分点."""
    sections = {passage.name for passage in report.passages if "%" in passage.text}
    for passage in report.passages:
        if passage.name in sections:
            yield from _bare(passage, BARE_RATE, "百分号。请补上“%”；是金额的，写明单位")
        for found in POINTS.finditer(passage.text):
            value = found["value"]
            message = f"“{found.group()}”：金额的增减率、占比、完成率是百分比，两个百分比的差才用百分点。请改为“{value}%”。"
            yield Problem(message, (passage.place,), found.group(), found.group(), f"{value}%")


def _bare(passage: Passage, pattern: re.Pattern[str], lacking: str) -> Iterator[Problem]:
    for found in pattern.finditer(passage.text):
        near = passage.text[max(found.start() - 10, 0) : found.end() + 1]
        yield Problem(f"“{near}”里的 {found['value']} 没有写{lacking}。", (passage.place,), near)


@rule("E226", "说没有，表里或别处却有", of=PRINTED,
    reason="套用的“没有使用政府性基金”一类的话，与表里的数相反",
    basis=LAW,
    good="没有政府性基金收入和支出，公开08表也是空的",
    bad="四、财政拨款收入支出决算总体情况说明\n"
    "其中：政府性基金预算财政拨款支出21.07万元。\n"
    "五、政府性基金预算收入支出决算情况\n"
    "⟦没有政府性基金收入，也没有使用政府性基金安排的支出→政府性基金主要用于农田建设⟧。",
)
def denied(report: Report) -> Iterator[Problem]:
    """没有政府性基金收入 and the like, where the document gives an amount for it."""
    told: set[tuple[str, ...]] = set()
    for passage in report.passages:
        for words, names in DENIALS:
            found = words.search(passage.text)
            figure = next((f for name in names if (f := report.figure(name)) is not None and f.value), None)
            if found and figure is not None and names not in told and figure.place != passage.place:
                told.add(names)
                yield _denied(passage.text[found.start() : found.end() + 10], (passage.place, *places_of(figure)[:1]), figure)


def _denied(words: str, places: tuple[Place, ...], figure: Figure) -> Problem:
    message = f"“{words}”，而 {places[-1]} 有 {plain(figure.value)} 万元。两处必有一处错，请核对。"
    return Problem(message, places, words, "0", plain(figure.value), "impossible")


@rule("W227", "人数、编制数或车辆数与分项之和不符", of=PRINTED,
    reason="编制、在职人数按性质分的各项，车辆按用途分的各项，相加应等于总数",
    basis="公文数字准确的一般要求",
    good="编制 38 人，其中行政编制 15 人、事业编制 23 人",
    bad="一、机构设置\n"
    "编制数38人，其中行政编制15人、事业编制⟦26→23⟧人。",
)
def counts_by_kind(report: Report) -> Iterator[Problem]:
    """编制 and 在职 by kind, and vehicles by use, whose kinds do not add up; vehicles that a fact is told of are summed as such."""
    told = {claim.place.line for claim in report.claims if claim.name == HELD}
    for passage in report.passages:
        cars = VEHICLES.finditer(passage.text) if passage.place.line not in told else ()
        for found in (*STAFF.finditer(passage.text), *cars):
            parts = [(match[1], _number(match[2])) for match in PART.finditer(found["parts"])]
            own = [(name, value) for name, value in parts if not LEFT.match(name)]
            total = sum(value for _, value in own)
            if len(own) > 1 and all(KINDS.match(name) for name, _ in own) and total != _number(found["whole"]):
                message = f"“{found.group()[:50]}”：总数是 {found['whole']}，各项相加是 {total}。请核对。"
                yield Problem(message, (passage.place,), found.group()[:40], found["whole"], str(total), "impossible")


def _number(text: str) -> int:
    return int(text.replace(",", ""))
