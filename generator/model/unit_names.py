"""Names of units (局, 人民法院, 城关镇 …): their endings and what stands around them are data, templates/读法/单位.yaml."""

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.source.words import each, said

UNIT, HEAD, HEAD_WITH_UNIT = said("单位.单位"), said("单位.表头"), said("单位.表头的单位")
OF_ITSELF, PLACE = said("单位.自己开头"), said("单位.以地名开头")
LEAST, ENOUGH = 4, 3


def is_unit(text: str) -> bool:
    """Whether a text is the name of a unit and nothing else."""
    return UNIT.fullmatch(text) is not None


def is_head(text: str) -> bool:
    """Whether a text is a head line of a table: 部门：, 单位名称（盖章）：, 金额单位."""
    return HEAD.match(text) is not None


def head_of(text: str) -> str:
    """The unit that the head line of a table names (部门：某局); empty where it names none."""
    match = HEAD_WITH_UNIT.match(text)
    return match["name"] if match else ""


def owner_of(titles: Iterable[str]) -> str:
    """The department that a disclosure is of, as titles, heads of parts and of tables name it most; empty where none does."""
    found: Counter[str] = Counter()
    for text in titles:
        titled = (match["name"] for pattern in each("单位.题") if (match := pattern.match(text)))
        if name := next(titled, "") or head_of(text):
            found[name] += 1
    return max(found, key=lambda name: found[name], default="")


def of_itself(text: str) -> Iterator[str]:
    """The names under which sentences begin to speak of the unit whose accounts they give."""
    yield from (match["name"] for match in OF_ITSELF.finditer(text) if len(match["name"]) > LEAST)


def speaks_of_itself(texts: Iterable[str]) -> str:
    """The name under which the sentences of a document speak of it most; empty where none does so often enough."""
    counts = Counter(name for text in texts for name in of_itself(text))
    name = max(counts, key=lambda name: counts[name], default="")
    return name if counts[name] >= ENOUGH else ""


def place_of(name: str) -> str:
    """The place that a unit is named after; empty where it is named after none."""
    match = PLACE.match(name)
    return match["place"] if match else ""


def near(name: str, own: str) -> bool:
    """Whether two names differ by one character."""
    return len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1
