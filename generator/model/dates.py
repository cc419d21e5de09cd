"""A day as an officer writes it: 2025-08-12, 2025/8/12 or 2025年8月12日."""

import re
from datetime import date

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def day_of(text: str) -> date | None:
    """The day that a text is, None where it is none."""
    match = DAY.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
