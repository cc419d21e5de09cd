"""Ordinals are read as they are written, at every level and in every reader."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.numerals import (
    FOUR,
    ITEM,
    MOST,
    ONE,
    PART,
    RING,
    RINGS,
    THREE,
    TITLED,
    TWO,
    chinese,
    formal,
    heading_number,
    value_of,
)
from generator.published.outline import HEAD
from generator.readers.docx.numbers import numeral
from generator.readers.paragraphs import opens

NUMBERS = st.integers(1, MOST - 1)


@given(NUMBERS, st.integers(1, 4))
def test_what_is_written_is_read(number: int, level: int) -> None:
    assert value_of(heading_number(level, number)) == number
    assert opens(heading_number(level, number % 99 + 1) + "收入情况")


@given(NUMBERS)
def test_each_number_is_written_in_one_way(number: int) -> None:
    assert chinese(number) == numeral(number, "chineseCounting")
    assert value_of(formal(number).translate(str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千"))) == number
    assert not re.search("零零|零$|^零", chinese(number))


@pytest.mark.parametrize("number", range(1, 100))
def test_a_heading_is_one_of_its_level(number: int) -> None:
    for level, pattern in enumerate((PART, ONE, TWO), 1):
        written = heading_number(level, number).strip()
        assert re.fullmatch(pattern, written) and re.fullmatch(TITLED, written)
        assert (found := HEAD.match(written + "收入情况")) and found.lastgroup == ("part", "one", "two")[level - 1]
    assert re.match(THREE, f"{number}.收入") and re.match(FOUR, f"（{number}）收入") and not re.match(THREE, f"{number}.5万元")


@pytest.mark.parametrize("mark", RINGS[1:])
def test_rings(mark: str) -> None:
    assert numeral(value_of(mark), "decimalEnclosedCircle") == mark
    assert re.fullmatch(RING, mark) and re.fullmatch(ITEM, mark) and opens(mark)


@pytest.mark.parametrize(
    ("number", "value"),
    [("十一、", 11), ("（二）", 2), ("3.", 3), ("④", 4), ("一百零五、", 105), ("第三部分", 3), ("（１２）", 12), ("", 0), ("附件", 0)],
)
def test_values(number: str, value: int) -> None:
    assert value_of(number) == value
