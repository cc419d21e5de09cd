"""Numbers as an officer types them."""

import re
import unicodedata
from decimal import Decimal

NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3}){1,4}|\d{1,15})(\.\d{1,12})?")


def parse_number(text: str) -> Decimal | None:
    """The exact number of a text, full-width digits and thousands separators accepted.

    None for anything else, and for more than 15 digits before or 12 after the point.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    return Decimal(plain.replace(",", "")) if NUMBER.fullmatch(plain) else None
