"""Ordinals, written and read: 第一部分 一、 （一） 1、 ① as headings and rows are numbered."""

import re

MOST = 10_000
DIGITS = "零一二三四五六七八九"
UNITS = {"千": 1000, "百": 100, "十": 10}
RINGS = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")

NUMERALS = f"{DIGITS[1:]}十百零"
"""The characters of a Chinese ordinal, for a class of a pattern."""
PART, ONE, TWO = f"第[{NUMERALS}]+部分", f"[{NUMERALS}]+、", f"（[{NUMERALS}]+）"
THREE, FOUR, RING = r"\d{1,2}[、.．](?!\d)", r"（\d{1,2}）", "[①-⑳]"
"""Patterns of the number before a heading of each level, in text made ready for matching."""
TITLED = f"(?:{PART}|{ONE}|{TWO}|{THREE})"
ITEM = rf"(?:{RING}|（?\d{{1,2}}[.、．）]|[{NUMERALS}]是|{TWO}|{ONE})"
"""Patterns of the number before a title, and of that before one thing among several."""


def chinese(number: int) -> str:
    """A number from 1 to 9,999 in Chinese, 21 as 二十一, 105 as 一百零五; in digits beyond."""
    if not 0 < number < MOST:
        return str(number)
    said, rest = "", number
    for name, unit in (*UNITS.items(), ("", 1)):
        count, rest = divmod(rest, unit)
        said += f"{DIGITS[count]}{name}" if count else "零" * bool(said)
    said = re.sub("零+", "零", said).rstrip("零")
    return said.removeprefix("一") if 10 <= number < 20 else said


def formal(number: int) -> str:
    """The same as on a cheque: 12 as 壹拾贰."""
    return ("一" * (10 <= number < 20) + chinese(number)).translate(FORMAL)


def value_of(number: str) -> int:
    """The value of a heading's number: 十一、 is 11, （二） is 2, 3. is 3, ④ is 4; 0 where it has none."""
    if number and number[0] in RINGS:
        return RINGS.index(number[0])
    if digits := re.search(r"\d+", number):
        return int(digits.group())
    value = digit = 0
    for character in number:
        if unit := UNITS.get(character):
            value, digit = value + (digit or 1) * unit, 0
        elif character in DIGITS:
            digit = DIGITS.index(character)
    return value + digit


def heading_number(level: int, number: int) -> str:
    """What stands before a heading: level 1 第一部分, 2 一、, 3 （一）, 4 1、."""
    match level:
        case 1:
            return f"第{chinese(number)}部分　"
        case 2:
            return f"{chinese(number)}、"
        case 3:
            return f"（{chinese(number)}）"
    return f"{number}、"
