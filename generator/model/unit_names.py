"""Names of units (局, 人民法院, 城关镇 …): their endings and what stands around them are data, templates/读法/单位.yaml."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from generator.source.resources import find
from generator.source.template import compiled, read_yaml, reading_rows, reading_sections

FILE = "单位.yaml"
SECTIONS = ("尾", "地名", "前冠", "自称", "表头", "自述", "题", "称呼")
WITHIN, HOLE, UNIT, REMARK = "句中", "{单位}", "[一-鿿]{2,26}?(?:{尾}|{地名})", r"(?:（[^）]*）)?"
NAMED = f"(?P<name>{UNIT}{REMARK})"
PLACE = "{前冠}?(?P<place>[一-鿿]{2,3}?(?<![全各本该我]){地名})"
HEAD = rf"{{表头}}\s*{NAMED}$"
# 句首，及只隔着部分的序号、时点的；逗号后面的，要写明别处的地名才算
OF_ITSELF = r"(?:^|(?<=[。；])|(?<=部分)|(?<=12月31日，)|(?<=\d{4}年，)|(?<=\d{4}年度))(?P<name>[一-鿿]{2,26}?{尾})(?={自述})"
OF_A_PLACE = rf"(?:^|(?<=[，。；：])|(?<=部分))(?:20\d\d年度?)?(?P<name>{PLACE}[一-鿿]{{0,16}}?{{尾}}){{自述}}"
IN_A_SENTENCE = rf"(?P<name>{PLACE}[一-鿿]{{0,16}}?{{尾}}){{{WITHIN}}}"
LEAST, ENOUGH = 4, 3


@cache
def sections() -> dict[str, list[dict[str, str]]]:
    """The rows of each section: 字样, a pattern, and 例, what it must be found in; raises TemplateError."""
    data = reading_sections(read_yaml(find("读法", FILE)), *SECTIONS)
    found = {section: reading_rows(rows, "字样", "例", optional=(WITHIN,)) for section, rows in data.items()}
    return found | {WITHIN: [row for row in found["自述"] if WITHIN in row]}


@cache
def filled(pattern: str) -> re.Pattern[str]:
    """A pattern with the patterns of each section in the place of its name, {自称}, and of the name of a unit, {单位}."""
    pattern = pattern.replace(HOLE, UNIT + REMARK)
    for section, rows in sections().items():
        pattern = pattern.replace(f"{{{section}}}", f"(?:{'|'.join(row['字样'] for row in rows)})")
    try:
        return re.compile(pattern)
    except (re.error, RecursionError, OverflowError):  # 哪一条写错了，这时才一条一条地看：平时不必
        for row in (row for rows in sections().values() for row in rows):
            compiled(row["字样"], "{}")
        raise


def is_unit(text: str) -> bool:
    """Whether a text is the name of a unit and nothing else."""
    return filled(HOLE).fullmatch(text) is not None


def is_head(text: str) -> bool:
    """Whether a text is a head line of a table: 部门：, 单位名称（盖章）：, 金额单位."""
    return filled("{表头}").match(text) is not None


def head_of(text: str) -> str:
    """The unit that the head line of a table names (部门：某局); empty where it names none."""
    match = filled(HEAD).match(text)
    return match["name"] if match else ""


@cache
def named_by(section: str) -> tuple[re.Pattern[str], ...]:
    """The shapes of lines that name a department, 题 or 称呼, group `name`, the surest first."""
    return tuple(filled(row["字样"].replace(HOLE, NAMED)) for row in sections()[section])


def owner_of(titles: Iterable[str]) -> str:
    """The department that a disclosure is of, as titles, heads of parts and of tables name it most; empty where none does."""
    found: Counter[str] = Counter()
    for text in titles:
        titled = (match["name"] for pattern in named_by("题") if (match := pattern.match(text)))
        if name := next(titled, "") or head_of(text):
            found[name] += 1
    return max(found, key=lambda name: found[name], default="")


def of_itself(text: str) -> Iterator[str]:
    """The names under which sentences begin to speak of the unit whose accounts they give."""
    yield from (match["name"] for match in filled(OF_ITSELF).finditer(text) if len(match["name"]) > LEAST)


def speaks_of_itself(texts: Iterable[str]) -> str:
    """The name under which the sentences of a document speak of it most; empty where none does so often enough."""
    counts = Counter(name for text in texts for name in of_itself(text))
    name = max(counts, key=lambda name: counts[name], default="")
    return name if counts[name] >= ENOUGH else ""


def place_of(name: str) -> str:
    """The place that a unit is named after; empty where it is named after none."""
    match = filled(PLACE).match(name)
    return match["place"] if match else ""


def near(name: str, own: str) -> bool:
    """Whether two names differ by one character."""
    return len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1
