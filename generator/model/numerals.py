"""Chinese ordinals: 一、（一）1、 as the program numbers headings and rows."""

MOST = 10_000
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 9,999 in Chinese, 21 as 二十一, 105 as 一百零五; in digits beyond."""
    if number >= MOST:
        return str(number)
    for unit, name in ((1000, "千"), (100, "百")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return f"{DIGITS[head]}{name}{gap}" + ("一" if 10 <= rest < 20 else "") + (chinese(rest) if rest else "")
    tens, ones = divmod(number, 10)
    return {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


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
