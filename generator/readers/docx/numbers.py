"""The numbers Word counts by itself, as it would print them: 一、 （二） 3. ④."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from generator.model.numerals import DIGITS, RINGS, chinese, formal
from generator.readers.docx.styles import Styles, child, val, w
from generator.readers.integers import integer

_DIGITS = "〇" + DIGITS[1:]
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LONGEST_LETTERS, _LARGEST_ROMAN = 30, 3999
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    spaced: bool
    restart: int
    plain: bool


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of one document, which must be asked for in order."""

    styles: Styles
    lists: Mapping[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @property
    def longest(self) -> int:
        """The length of the longest number form, such as （%1）; it is printed before every item."""
        return max((len(level.text) for _, levels, _ in self.lists.values() for level in levels.values()), default=0)

    def label(self, paragraph: etree._Element) -> str:
        """The number printed before a paragraph, empty where it has none."""
        number, depth = self.styles.numbering(paragraph)
        if number not in self.lists:
            return ""
        abstract, levels, starts = self.lists[number]
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        self._count(counts, number, depth, levels, starts)
        return _printed(levels, counts, depth)

    def _count(
        self, counts: dict[int, int], number: str, depth: int, levels: Mapping[int, _Level], starts: Mapping[int, int]
    ) -> None:
        fresh = depth in starts and (number, depth) not in self.begun
        self.begun.add((number, depth))
        first = starts.get(depth, levels[depth].start)
        counts[depth] = first if fresh or depth not in counts else counts[depth] + 1
        for lower in [each for each in counts if each > depth and _restarts(levels.get(each), depth)]:
            del counts[lower]


def _restarts(level: _Level | None, above: int) -> bool:
    """Whether a level begins again after a number of a level above it; restart 0 means never."""
    return level is None or level.restart < 0 or (level.restart > 0 and above < level.restart)


def _printed(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    if level.form in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        if at not in levels:
            return ""
        form = "decimal" if level.plain else levels[at].form
        return numeral(counts.get(at, levels[at].start), form)

    label = _PLACE.sub(number, level.text)
    return label + " " if level.spaced or label[-1:].isdecimal() else label


def numeral(value: int, form: str) -> str:
    """A count in a number form of OOXML; forms unknown here come as decimals."""
    match form:
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return chinese(value)
        case "taiwaneseCounting" | "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return chinese(value) if value < 20 else "".join(_DIGITS[int(d)] for d in str(value))
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return formal(value)
        case "ideographTraditional":
            return _STEMS[(value - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(value - 1) % 12]
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < value < len(RINGS):
            return RINGS[value]
        case "decimalEnclosedParen":
            return f"（{value}）"
        case "decimalEnclosedFullstop":
            return f"{value}."
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
        case "decimalZero":
            return f"{value:02}"
        case "upperLetter" | "lowerLetter" if value <= _LONGEST_LETTERS * 26:
            letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter if form == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman" if value <= _LARGEST_ROMAN:
            return _roman(value).upper() if form == "upperRoman" else _roman(value)
    return str(value)


def _roman(value: int) -> str:
    said = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        said += letters * count
    return said


def read_numbers(root: etree._Element | None, styles: Styles) -> Numbers:
    """The lists of numbering.xml, None meaning that the document has none."""
    if root is None:
        return Numbers(styles, {})
    abstracts = {node.get(w("abstractNumId"), ""): _levels(node) for node in root.iterchildren(w("abstractNum"))}
    lists = {}
    for node in root.iterchildren(w("num")):
        abstract = val(child(node, "abstractNumId"))
        levels, starts = dict(abstracts.get(abstract, {})), {}
        for override in node.iterchildren(w("lvlOverride")):
            depth = integer(override.get(w("ilvl")), 0)
            if (own := child(override, "lvl")) is not None:
                levels[depth] = _level(own)
            if (start := child(override, "startOverride")) is not None:
                starts[depth] = integer(val(start), 1)
        lists[node.get(w("numId"), "")] = (abstract, levels, starts)
    return Numbers(styles, lists)


def _levels(node: etree._Element) -> dict[int, _Level]:
    return {integer(level.get(w("ilvl")), 0): _level(level) for level in node.iterchildren(w("lvl"))}


def _level(node: etree._Element) -> _Level:
    return _Level(
        start=integer(val(child(node, "start")), 1),
        form=val(child(node, "numFmt")) or "decimal",
        text=val(child(node, "lvlText")),
        spaced=val(child(node, "suff")) == "space",
        restart=integer(val(child(node, "lvlRestart")), -1),
        plain=child(node, "isLgl") is not None,
    )


