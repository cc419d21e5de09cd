"""What an officer most likely did wrong where a file is no YAML, and where exactly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HAN = r"[\u4e00-\u9fff（）()“”\w]"
KEY = rf"^\s*(?:- +)*{HAN}+"


@dataclass(frozen=True, slots=True)
class Advice:
    """A line and column, both from 0, and what to do there."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Habit:
    """A mistake seen in one line: group 1 of the pattern, or its end, is where it is."""

    pattern: re.Pattern[str]
    text: str


HABITS = tuple(
    Habit(re.compile(pattern), text)
    for pattern, text in (
        (r"^ *(\t)", "行首用了制表符（Tab）。请改成空格。"),
        (r"^[ \t]*([\u3000\u00a0])", "行首用了全角空格。请改成半角空格。"),
        (rf"{KEY}(：)", "键后面用了全角冒号“：”。请改成半角冒号加一个空格“: ”。"),
        (r"([｛｝［］])", "括号用了全角的。请改成半角的 { } 或 [ ]。"),
        (r"(?<!\S)[{[][^}\]]*?(：)", "花括号里用了全角冒号“：”。请改成半角冒号加一个空格“: ”。"),
        (
            r"(?<!\S)[{[][^}\]]*?(，)",
            "括号里用了全角逗号“，”。请改成半角逗号“, ”；文字里的逗号，请给文字加上半角引号。",
        ),
        (rf"{KEY}:([^\s:])", "冒号后面没有空格。请写成“键: 值”。"),
        (rf"{KEY}:\u3000", "冒号后面是全角空格。请改成半角空格。"),
        (r"(?:: |- )(-)\s*(?:#.*)?$", "值只写了一横。没有发生的写 0，不知道的留空。"),
        (r"(?:: |- |[{,] *)([@`%&*!])", "值以特殊字符开头。请给值加上半角单引号。"),
        (r"(?:: |- )([|>])(?=[^\s+-])", "值以 > 或 | 开头。请给值加上半角单引号，例如 '>20%'。"),
        (rf"{KEY}: +(?![\"'{{\[|>])[^#]*?(: )", "值里有半角冒号加空格。请给整个值加上半角单引号，或改用全角冒号。"),
        (r"(?:: |- )(\"[^\"]*\"|'[^']*')[^\s,}\]#]", "引号后面还有字。请给整个值加引号，里面的引号改用“”。"),
    )
)


LOOSE = (
    Habit(re.compile(r"^\s*(@)"), "以 @ 开头的行是一段文字：上面的键写成“键: |”，这一行比键多缩进两格。"),
)


def advise(error: Any, rows: list[str]) -> Advice:
    """The likeliest mistake near a syntax error of PyYAML, else the place it names with its words."""
    mark = error.problem_mark or error.context_mark
    at, column = (mark.line, mark.column) if mark else (0, 0)
    return (
        next(_habits(rows, at), None)
        or _unclosed(error, rows)
        or _indent(rows, at)
        or _keyless(error, rows)
        or _surplus(rows, at, column)
        or Advice(at, column, _plain(str(error.problem)))
    )


def _habits(rows: list[str], at: int) -> Iterator[Advice]:
    """Mistakes in the line that PyYAML names, in the last one before it that is not empty, and in the key that stands over it."""
    above = next((n for n in range(min(at, len(rows)) - 1, -1, -1) if _code(rows[n])), at)
    last = above if at >= len(rows) or not _code(rows[at]) else at
    over = next((n for n in range(last - 1, -1, -1) if _code(rows[n]) and _depth(rows[n]) < _depth(rows[last])), at)
    numbers = [number for number in dict.fromkeys((at, above, over)) if number < len(rows)]
    for habit, number in ((habit, number) for kind in (HABITS, LOOSE) for number in numbers for habit in kind):
        if match := habit.pattern.search(_code(rows[number])):
            yield Advice(number, match.start(1) if match.re.groups else match.end() - 1, habit.text)


def _code(row: str) -> str:
    """The row without its comment; blank for a comment alone."""
    return re.sub(r"(^|\s)#.*$", "", row).rstrip("\r\n ")


def _unclosed(error: Any, rows: list[str]) -> Advice | None:
    """A quote or bracket that PyYAML was still inside of when it gave up."""
    start, inside = error.context_mark, str(error.context)
    if start is None or start.line >= len(rows):
        return None
    if "quoted scalar" in inside:
        return Advice(start.line, start.column, "引号没有成对。请在这段文字的末尾补上半角引号，里面的引号用“”。")
    if "flow mapping" in inside or "flow sequence" in inside:
        return Advice(start.line, start.column, "括号没有成对，或括号里少了逗号。请核对从这里开始的 { } 或 [ ]。")
    return None


def _indent(rows: list[str], at: int) -> Advice | None:
    """A line that stands deeper than a line above it that already has a value, or level with none above."""
    if at >= len(rows):
        return None
    row, above = rows[at], [r for r in rows[:at] if _code(r)]
    depth = _depth(row)
    if above and depth > _depth(above[-1]) and not _code(above[-1]).endswith((":", "-", "|", ">")):
        return Advice(at, depth, "这一行的缩进比上一行多，而上一行已经有值。请与同级的键左对齐。")
    if above and depth < _depth(above[-1]) and depth not in {_depth(r) for r in above}:
        return Advice(at, depth, "这一行的缩进与上面哪一级都不齐。请与同级的键左对齐。")
    return None


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _keyless(error: Any, rows: list[str]) -> Advice | None:
    """A line that should be a key and has no colon."""
    start = error.context_mark
    if start is None or "expected ':'" not in str(error.problem) or start.line >= len(rows):
        return None
    return Advice(start.line, start.column, "这一行没有冒号。请写成“键: 值”；是上一行没有写完的文字，就接到上一行，或者删去。")


def _surplus(rows: list[str], at: int, column: int) -> Advice | None:
    """A bracket or comma that nothing stands before."""
    mark = rows[at][column : column + 1] if at < len(rows) else ""
    if mark in {"}", "]"}:
        return Advice(at, column, f"这里多了一个“{mark}”，前面没有与它成对的。请删去，或补上前一半。")
    return Advice(at, column, "这里的逗号前面没有值。请删去多的逗号，或补上值。") if mark == "," else None


WORDS = (
    ("another document", "一个文件只写一份决算，不能用 --- 分成几份。请删去这一行及其后的内容。"),
    ("document start", "文件到上一行已经结束，这里不能再写。请核对上面多余的括号、“...”或“---”。"),
    ("directive", "行首不能用 %。请删去这一行，或给文字加上半角引号。"),
    ("incompatible", "行首不能用 %。请删去这一行，或给文字加上半角引号。"),
    ("mapping values", "这里的冒号前面不是键：多半是上一行没有写完，或一行里写了两个键。请一行写一个“键: 值”。"),
    ("'-' indicator", "上面是以“- ”开头的列表，这一行与它对齐，却不是列表里的一条。请在行首加“- ”，或改正缩进。"),
)
ANY = "这里不合 YAML 写法，常见的原因是缩进没有对齐、冒号后面没有空格、括号或引号没有成对。请对照上下几行改正。"


def _plain(problem: str) -> str:
    """What PyYAML's words mean."""
    return next((text for words, text in WORDS if words in problem), ANY)
