"""Numbers of headings in a published document: none repeated, none skipped."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Heading, Report
from generator.model.numerals import value_of

LEVELS = (2, 3, 6)


@rule("E610", "标题序号重复或跳号", of=PRINTED,
    reason="序号重复、跳号说明有的节漏了或多了，读者无法引用",
    basis="《党政机关公文处理工作条例》和 GB/T 9704 的序号规定",
    good="十一、十二、十三、十四、依次排列",
    bad="一、收入支出决算总体情况说明\n"
    "详见附表，本年收支平衡。\n"
    "⟦三→二⟧、收入决算情况说明\n"
    "详见附表，本年收入增加。",
)
def numbering(report: Report) -> Iterator[Problem]:
    """Headings whose number does not follow on from the one before, in the contents and in the body; in both alike but once."""
    contents = {problem.message: problem for problem in _in_order(report.contents)}
    for problem in _in_order(report.headings):
        same = contents.pop(problem.message, None)
        yield replace(problem, places=(*problem.places, *same.places[:1])) if same else problem
    yield from contents.values()


def _in_order(headings: Sequence[Heading]) -> Iterator[Problem]:
    last: dict[int, tuple[int, Heading]] = {}
    for at, heading in enumerate(headings):
        if heading.level == 1:
            last.clear()
        if heading.level not in LEVELS:
            continue
        value, before = value_of(heading.number), last.get(heading.level)
        for lower in [level for level in last if level > heading.level]:
            del last[lower]
        if before is not None and (value not in (before[0] + 1, 1) or _twice(heading, before[1])):
            yield _out_of_order(heading, value, *before)
            value = before[0] + 1 if _next(headings, at) == before[0] + 2 else value
        last[heading.level] = (value, heading)


def _twice(heading: Heading, before: Heading) -> bool:
    """Whether a heading is printed once more; a first number alone may begin a new list."""
    return (heading.number, heading.title) == (before.number, before.title)


def _next(headings: Sequence[Heading], at: int) -> int:
    """The number of the next heading of the same level under the same one; 0 where there is none."""
    level = headings[at].level
    following = next((heading for heading in headings[at + 1 :] if heading.level <= level), None)
    return value_of(following.number) if following is not None and following.level == level else 0


def _out_of_order(heading: Heading, value: int, before: int, previous: Heading) -> Problem:
    if _twice(heading, previous):
        message = (
            f"“{heading.number}{heading.title}”这个标题印了两次，中间没有同级的标题，序号没有错。请删去多印的一个；"
            "下面一处是另一节的，改成那一节的标题，后面的序号顺延。"
        )
        return Problem(message, (heading.place, previous.place), heading.number + heading.title)
    what = "重复" if value == before else "跳号" if value > before else "倒退"
    message = (
        f"“{heading.number}{heading.title}”的序号{what}：前一个标题是“{previous.number}{previous.title}”。"
        "请按次序改正，并核对目录。"
    )
    return Problem(message, (heading.place, previous.place), heading.number + heading.title)
