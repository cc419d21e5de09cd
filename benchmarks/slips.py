"""Errors of copying put into a good text: another unit's name, a wrong character in one's own, contents, names left out."""

import re
from collections import Counter
from random import Random

NAME = re.compile(r"[一-鿿]{2,5}(?:示例|水务)局")
OTHERS = ("临江市商务局", "金河县教育局", "桃溪县统计局", "青山市应急管理局")
CHARACTERS = "明东新林平远"
ENTRY = re.compile(r"([一二三四五六七八九十]+)、(.+)")
LISTED = re.compile(r"主要包括[:：]?((?:[^，。；、：等]{2,24}、){2,}[^，。；、：等]{2,24})(?=[。；，])")
NUMERALS = "一二三四五六七八九十"
Slip = tuple[int, int, int, str]


def other_unit(lines: list[str], random: Random) -> Slip | None:
    """Another unit's name for one's own, in one place behind the title."""
    found = _named(lines)
    n, match = random.choice(found) if found else (0, None)
    return (n, *match.span(), random.choice(OTHERS)) if match else None


def misspelt_unit(lines: list[str], random: Random) -> Slip | None:
    """One character of one's own name wrong, in one place behind the title."""
    found = _named(lines)
    n, match = random.choice(found) if found else (0, None)
    if match is None:
        return None
    at = random.randrange(match.start(), match.end() - 1)
    return n, at, at + 1, random.choice([c for c in CHARACTERS if c != lines[n][at]])


def _named(lines: list[str]) -> list[tuple[int, re.Match[str]]]:
    names = Counter(match[0] for line in lines for match in NAME.finditer(line))
    if not names or names.most_common(1)[0][1] < 3:
        return []
    own = names.most_common(1)[0][0]
    return [(n, match) for n, line in enumerate(lines) for match in re.finditer(own, line) if n > len(lines) // 10]


def contents_slip(lines: list[str], random: Random) -> Slip | None:
    """An entry of the contents with the title, or the number, of another one."""
    start = next((n for n, line in enumerate(lines) if line.strip() == "目录"), None)
    if start is None:
        return None
    end = next(n for n, line in enumerate(lines) if n > start + 2 and line.startswith("第一部分"))
    entries = [(n, match) for n in range(start, end) if (match := ENTRY.fullmatch(lines[n].strip()))]
    (n, match), (_, other) = random.sample(entries, 2)
    if random.random() < 0.5:
        number = NUMERALS[(NUMERALS.index(match[1][-1]) + 1) % 10]
        return n, match.end(1) - 1, match.end(1), number
    return n, *match.span(2), other[2]


def left_out(lines: list[str], random: Random) -> Slip | None:
    """A name left out of a list that is not open."""
    found = [(n, match) for n, line in enumerate(lines) if "\t" not in line for match in LISTED.finditer(line)]
    if not found:
        return None
    n, match = random.choice(found)
    names = match[1].split("、")
    gone = random.randrange(len(names))
    return n, *match.span(1), "、".join(name for at, name in enumerate(names) if at != gone)
