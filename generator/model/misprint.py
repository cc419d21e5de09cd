"""Whether a printed number is another one with a slip of the pen: too near to it for chance, too far for rounding."""

from decimal import Decimal

from generator.model.interval import last_unit

SIGNIFICANT = 4  # 位数少的、整的数，彼此本来就常差一个数字
ONE_DIGIT = frozenset(map(Decimal, range(1, 10)))
TWO_SWAPPED = frozenset(Decimal(9 * n) for n in range(1, 10))


def misprinted(printed: Decimal, right: Decimal) -> bool:
    """Whether one digit of `printed` is wrong, its last decimal aside, lost or doubled, two are swapped, or the point is a place off.

    What `right` has of decimals beyond those of `printed` does not count. Never of numbers with fewer than four digits that
    are no trailing noughts, but where the wrong digit is a nought at either end.
    """
    unit = last_unit(printed)
    other = right.quantize(unit)
    few, many = sorted((_significant(printed), _significant(other)))
    if few < SIGNIFICANT - 1 or many < SIGNIFICANT or printed * other < 0:
        return False
    gap = abs(printed - other) / unit
    if few < SIGNIFICANT:  # 错的那一位成了头上或末尾的零，如 4.895 印作 4.890、0.895
        return gap >= (10 if unit < 1 else 1) and _digit(gap) and one_digit(gap)
    moved = any(abs(printed * shift - other) <= unit * max(shift, Decimal(1)) for shift in (Decimal(10), Decimal("0.1")))
    if moved or _one_more(str(printed), str(other)):
        return True
    gaps = {gap, gap - 1, gap + 1} if unit < 1 else {gap}  # 算得的数可能差一个末位
    return any(_digit(each) for each in gaps if each >= (10 if unit < 1 else 1))


def one_digit(gap: Decimal) -> bool:
    """Whether a sum misses its total by one digit of one place, as where one was mistyped; a gap of nothing does not."""
    return gap != 0 and len(gap.normalize().as_tuple().digits) == 1


def telling(number: Decimal) -> bool:
    """Whether a number has digits enough that another one is not near it by chance."""
    return _significant(number) >= SIGNIFICANT


def _significant(number: Decimal) -> int:
    return len(str(abs(number)).replace(".", "").strip("0"))


def _digit(gap: Decimal) -> bool:
    while gap % 10 == 0:
        gap /= 10
    return gap in ONE_DIGIT | TWO_SWAPPED


def _one_more(one: str, other: str) -> bool:
    """Whether one text is the other with a digit more."""
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
