"""Where a published document names the unit whose accounts it gives: the same name throughout, letter by letter."""

from collections import Counter
from collections.abc import Iterator

from generator.checks.report import Passage, Report
from generator.model.unit_names import ENOUGH, LEAST, head_of, near, of_itself

RARE = 3


def strangers(report: Report) -> Iterator[tuple[Passage, str, bool]]:
    """Passage, name and whether it is the own name but for one character, where one that is rare stands for the own one."""
    own = report.text("部门.名称")
    named = [(passage, name) for passage in report.passages for name in _names(passage.text)]
    counts = Counter(name for _, name in named)
    if not report.published or counts[own] < ENOUGH:
        return  # 数据的部门名称是写明的，不必从正文里看它用了几次
    whole = "\n".join(passage.text for passage in report.passages)
    listed = "\n".join(passage.text for passage in report.passages if passage.name == "概况")
    for passage, name in named:
        like, other = near(name, own), name not in own and own not in name
        alone = whole.count(name) == 1 if like else name not in listed
        if other and alone and counts[name] * RARE <= counts[own]:
            yield passage, name, like


def _names(text: str) -> Iterator[str]:
    yield from of_itself(text)
    if len(head := head_of(text)) > LEAST:
        yield head
