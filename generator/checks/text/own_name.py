"""Where a published document names the unit whose accounts it gives: the same name throughout, letter by letter."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.checks.report import Passage, Report

KINDS = (
    "委员会|办公室|人民政府|联合会|街道办事处|管理处|局|厅|委|办|中心|院|所|站|处|协会|学校|小学|中学|大学|幼儿园|馆|社|队"
)
SELF = re.compile(
    rf"(?:^|(?<=[。；])|(?<=部分)|(?<=12月31日，)|(?<=\d{{4}}年，)|(?<=\d{{4}}年度))(?P<name>[一-鿿]{{4,24}}?(?:{KINDS}))"
    r"(?=20\d\d年度?(?:部门|单位|决算|总?收|总?支|本年|一般|财政|“三公|机关|政府采购)|机关运行经费|政府采购支出|共有车辆|内设机构|(?:部门)?整体支出|(?:部门|单位)决算|概况$)"
)
HEAD = re.compile(rf"^(?:公开|填报|编制|汇总)?(?:部门|单位)(?:名称)?[:：](?P<name>[一-鿿]{{4,24}}?(?:{KINDS}))$")
ENOUGH, RARE = 3, 3


def strangers(report: Report) -> Iterator[tuple[Passage, str, bool]]:
    """Passage, name and whether it is the own name but for one character, where one that is rare stands for the own one."""
    own = report.text("部门.名称")
    named = [(passage, match["name"]) for passage in report.passages for match in _names(passage)]
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


def near(name: str, own: str) -> bool:
    """Whether two names differ by one character."""
    return len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1


def speaks_of_itself(texts: Iterable[str]) -> str:
    """The name under which the sentences of a document speak of it most; empty where none does so often enough."""
    counts = Counter(match["name"] for text in texts for match in SELF.finditer(text))
    name = max(counts, key=lambda name: counts[name], default="")
    return name if counts[name] >= ENOUGH else ""


def _names(passage: Passage) -> Iterator[re.Match[str]]:
    yield from SELF.finditer(passage.text)
    if head := HEAD.match(passage.text):
        yield head
