"""Chinese ordinals: 一、（一）1、 as the program numbers headings and rows."""

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese, 21 as 二十一."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


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
