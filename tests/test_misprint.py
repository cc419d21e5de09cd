"""What is too near to a number for chance, and what is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.misprint import misprinted

AMOUNTS = st.integers(10_000, 10_000_000).map(lambda cents: Decimal(cents).scaleb(-2)).filter(lambda value: value * 100 % 10 != 0)


@given(AMOUNTS, st.data())
def test_one_wrong_digit_is_a_misprint(right: Decimal, data: st.DataObject) -> None:
    """Any digit but the last decimal, which rounding may have moved."""
    text = str(right)
    at = data.draw(st.sampled_from([n for n in range(len(text) - 1) if text[n].isdecimal()]))
    digit = data.draw(st.sampled_from([d for d in ("123456789" if at == 0 else "0123456789") if d != text[at]]))
    assert misprinted(Decimal(text[:at] + digit + text[at + 1 :]), right)


@pytest.mark.parametrize(("printed", "right", "misprint"), [
    ("4698.44", "4689.44", True), ("489.44", "4689.44", True), ("46689.44", "4689.44", True),
    ("468.94", "4689.44", True), ("46894.4", "4689.44", True), ("4689.43", "4689.44", False),
    ("4712.90", "4689.44", False), ("80.00", "50.00", False), ("1200.00", "1300.00", False), ("-4889.44", "4689.44", False),
    ("8", "7.53", False), ("45.67", "54.67", True), ("4890.00", "4895.00", True), ("895.00", "4895.00", True),
    ("4000.00", "4895.00", False), ("45.30", "45.36", False), ("48.00", "48.95", False),
])  # fmt: skip
def test_what_is_a_misprint(printed: str, right: str, misprint: bool) -> None:
    assert misprinted(Decimal(printed), Decimal(right)) is misprint
