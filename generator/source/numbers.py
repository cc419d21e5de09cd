"""Numbers as an officer types them."""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{1,12})?")
HALF_WIDTH = str.maketrans("０１２３４５６７８９，．＋－−", "0123456789,.+--")


def parse_number(text: str) -> Decimal | None:
    """The exact number of a text, full-width digits and thousands separators accepted.

    None for anything else, and for more than 15 digits before or 12 after the point.
    """
    plain = text.translate(HALF_WIDTH).strip()
    return Decimal(plain.replace(",", "")) if NUMBER.fullmatch(plain) else None
