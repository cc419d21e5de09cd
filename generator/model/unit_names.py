"""Names of units (局, 人民法院, 城关镇 …): their endings and what stands around them are data, templates/读法/单位.yaml."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from generator.source.resources import find
from generator.source.template import compiled, read_yaml, reading_rows, reading_sections

FILE = "单位.yaml"
ENDS, PLACES, BEFORE, SELF, HEADS, BEHIND, TITLES, CALLS = "尾", "地名", "前冠", "自称", "表头", "自述", "题", "称呼"
HOLE, WITHIN = "{单位}", "句中"
REMARK = r"(?:（[^）]*）)?"
OF_OURS = "(?<![全各本该我])"
# 句首，及只隔着部分的序号、时点的；逗号后面的，要写明别处的地名才算
BEGINS = r"(?:^|(?<=[。；])|(?<=部分)|(?<=12月31日，)|(?<=\d{4}年，)|(?<=\d{4}年度))"
GOES_ON = r"(?:^|(?<=[，。；：])|(?<=部分))(?:20\d\d年度?)?"
LEAST, ENOUGH = 4, 3


@cache
def sections() -> dict[str, list[dict[str, str]]]:
    """The rows of each section: 字样, a pattern, and 例, what it must be found in; raises TemplateError."""
    data = reading_sections(read_yaml(find("读法", FILE)), ENDS, PLACES, BEFORE, SELF, HEADS, BEHIND, TITLES, CALLS)
    found = {section: reading_rows(rows, "字样", "例", optional=(WITHIN,)) for section, rows in data.items()}
    for row in (row for rows in found.values() for row in rows):
        compiled(row["字样"], "{}")
    return found


@cache
def one_of(section: str, within: bool = False) -> str:
    """The patterns of a section as one group; of 自述 those that count `within` a sentence alone."""
    return f"(?:{'|'.join(row['字样'] for row in sections()[section] if not within or WITHIN in row)})"


def unit(places: bool = True) -> str:
    """The pattern of a unit's name, the shortest that fits; with `places` also 桃溪县 alone."""
    ends = f"(?:{one_of(ENDS)}|{one_of(PLACES)})" if places else one_of(ENDS)
    return rf"[一-鿿]{{2,26}}?{ends}"


@cache
def _patterns(section: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section with the name of a unit in each."""
    name = f"(?P<name>{unit()}{REMARK})"
    return tuple(re.compile(row["字样"].replace(HOLE, name)) for row in sections()[section])


@cache
def own_words() -> str:
    """The pattern of how a unit calls itself in prose: 我局, 本单位."""
    return f"[我本]{one_of(SELF)}"


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(unit() + REMARK)


def is_unit(text: str) -> bool:
    """Whether a text is the name of a unit and nothing else."""
    return _alone().fullmatch(text) is not None


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"{one_of(HEADS)}\s*(?P<name>{unit()}{REMARK})$")


@cache
def head_words() -> re.Pattern[str]:
    """What stands before the unit in the head line of a table, 部门：, 单位名称（盖章）：, and 金额单位."""
    return re.compile(one_of(HEADS))


def is_head(text: str) -> bool:
    """Whether a text is a head line of a table."""
    return head_words().match(text) is not None


def head_of(text: str) -> str:
    """The unit that the head line of a table names (部门：某局); empty where it names none."""
    match = _head().match(text)
    return match["name"] if match else ""


def owner_of(titles: Iterable[str]) -> str:
    """The department that a disclosure is of, as titles, heads of parts and of tables name it most; empty where none does."""
    found: Counter[str] = Counter()
    for text in titles:
        titled = (match["name"] for pattern in _patterns(TITLES) if (match := pattern.match(text)))
        if name := next(titled, "") or head_of(text):
            found[name] += 1
    return max(found, key=lambda name: found[name], default="")


def called() -> tuple[re.Pattern[str], ...]:
    """The shapes of lines that name the department, group `name`, the surest first."""
    return _patterns(CALLS)


@cache
def _of_itself() -> re.Pattern[str]:
    return re.compile(f"{BEGINS}(?P<name>{unit(places=False)})(?={one_of(BEHIND)})")


def of_itself(text: str) -> Iterator[str]:
    """The names under which sentences begin to speak of the unit whose accounts they give."""
    yield from (match["name"] for match in _of_itself().finditer(text) if len(match["name"]) > LEAST)


def speaks_of_itself(texts: Iterable[str]) -> str:
    """The name under which the sentences of a document speak of it most; empty where none does so often enough."""
    counts = Counter(name for text in texts for name in of_itself(text))
    name = max(counts, key=lambda name: counts[name], default="")
    return name if counts[name] >= ENOUGH else ""


@cache
def of_a_place(within: bool) -> re.Pattern[str]:
    """A unit with its place (groups `name`, `place`) that a text speaks of as its own, `within` a sentence or at its head."""
    name = rf"(?P<name>{one_of(BEFORE)}?{_place()}[一-鿿]{{0,16}}?{one_of(ENDS)})"
    return re.compile(f"{'' if within else GOES_ON}{name}{one_of(BEHIND, within)}")


@cache
def _place() -> str:
    return rf"(?P<place>[一-鿿]{{2,3}}?{OF_OURS}{one_of(PLACES)})"


@cache
def _home() -> re.Pattern[str]:
    return re.compile(f"{one_of(BEFORE)}?{_place()}")


def place_of(name: str) -> str:
    """The place that a unit is named after; empty where it is named after none."""
    match = _home().match(name)
    return match["place"] if match else ""


def near(name: str, own: str) -> bool:
    """Whether two names differ by one character."""
    return len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1
