"""Two columns of a table whose figures, or heads, are exchanged: found by the sums of its rows and by what other tables say."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from generator.derive.funds import INCOME_COLUMNS, SPENDING_COLUMNS, SPLIT
from generator.model.articulation import BASIC, CLASSES
from generator.model.claim import Claim, Slip

PARTS = {"收入": INCOME_COLUMNS, "支出": SPENDING_COLUMNS, "一般公共预算": SPLIT, "政府性基金": SPLIT, "国有资本经营": SPLIT}
WHOLE, SPENT, GENERAL = "合计", "支出", "一般公共预算"
LEAST, FEW = 3, 10
CENT = Decimal("0.02")
Rows = Mapping[str, Mapping[str, Decimal]]  # 一行是哪个科目，它各列的数
Known = Mapping[str, Decimal]


def in_their_columns(claims: list[Claim], known: Known) -> list[Claim]:
    """The claims of a table, those of two exchanged columns each named as what they are; `known` is what other tables say.

    Exchanged are the two columns that, put back, leave next to nothing of several contradictions.
    """
    rows = _rows(claims)
    others = _other_grid(rows, known)
    if (wrong := _wrong(rows, known, others)) < LEAST:
        return claims
    columns = dict.fromkeys(column for row in rows.values() for column in row)
    left = {pair: _wrong(_put_back(rows, *pair), known, others) for pair in combinations(columns, 2)}
    best = min(left, key=lambda pair: left[pair], default=None)
    if best is None or left[best] * FEW > wrong or list(left.values()).count(left[best]) > 1:
        return claims
    return [_named(claim, dict([best, best[::-1]])) for claim in claims]


def _rows(claims: list[Claim]) -> dict[str, dict[str, Decimal]]:
    rows: dict[str, dict[str, Decimal]] = {}
    for claim in claims:
        row, _, column = claim.name.rpartition(".")
        if claim.section in PARTS and row.partition(".")[0] == claim.section and not claim.unknown:
            rows.setdefault(row, {}).setdefault(column, claim.value)
    return rows


def _put_back(rows: Rows, one: str, other: str) -> Rows:
    to = {one: other, other: one}
    return {row: {to.get(column, column): value for column, value in figures.items()} for row, figures in rows.items()}


def _other_grid(rows: Rows, known: Known) -> str:
    """The table of all funds for that of 一般公共预算, or the other way round, where table 06 says that it is this one that is wrong."""
    grid = next((row.partition(".")[0] for row in rows), "")
    parts = [known[name] for part in CLASSES if (name := f"{BASIC}.{part}") in known]
    basic = known.get(f"{BASIC}.{WHOLE}", sum(parts, Decimal(0)))
    wrong = abs(rows.get(grid, {}).get(SPLIT[0], basic) - basic) > CENT if basic else False
    return {SPENT: GENERAL, GENERAL: SPENT}.get(grid, "") if wrong else ""


def _wrong(rows: Rows, known: Known, others: str) -> int:
    """The rows whose columns do not make their 合计, and the figures that another table gives otherwise."""
    sums = [row for row, figures in rows.items() if not _adds_up(row, figures)]
    told = [(row, column) for row, figures in rows.items() for column in figures if _otherwise(row, column, figures, known, others)]
    return len(sums) + len(told)


def _adds_up(row: str, figures: Mapping[str, Decimal]) -> bool:
    parts = [figures[column] for column in PARTS[row.partition(".")[0]] if column in figures]
    return not parts or abs(figures.get(WHOLE, Decimal(0)) - sum(parts)) <= CENT


def _otherwise(row: str, column: str, figures: Mapping[str, Decimal], known: Known, others: str) -> bool:
    """Whether another table has another figure; a 科目 whose 基本支出 and 项目支出 make what the `others` have of it has theirs too."""
    value, code = figures[column], row.partition(".")[2]
    if (name := f"{row}.{column}") in known:
        return known[name] != value
    own = sum((figures.get(part, Decimal(0)) for part in SPLIT), Decimal(0))
    same = bool(others and code) and column in SPLIT and known.get(f"{others}.{code}.{WHOLE}") == own
    return same and known.get(f"{others}.{code}.{column}", Decimal(0)) != value


def _named(claim: Claim, to: Mapping[str, str]) -> Claim:
    row, _, column = claim.name.rpartition(".")
    if column not in to or row.partition(".")[0] != claim.section or claim.unknown:
        return claim
    return replace(claim, name=f"{row}.{to[column]}", slip=Slip(claim.name, way="列"))

