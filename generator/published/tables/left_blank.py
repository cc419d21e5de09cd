"""Blank cells of a table where there is to be a figure: found by the sums of the table and by what other tables say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.model.articulation import SAME, SUMS
from generator.model.claim import Claim, Slip
from generator.published.tables.exchanged import GENERAL, PARTS, SPENT, WHOLE
from generator.source.place import Place

CENT = Decimal("0.02")
LEAST = 2
CODED = re.compile(r"(?P<grid>[一-鿿]+)\.(?:(?P<code>\d{3,7})\.)?(?P<column>[^.]+)")
APART = "三公经费"  # 几种口径的表名称相同
Values = dict[str, Decimal]


def filled(claims: list[Claim], blanks: Sequence[Claim], known: Mapping[str, Decimal], at: Mapping[Place, int]) -> list[Claim]:
    """The claims of a table, with those that its blank cells are to hold; `known` is what other tables say, `at` the columns."""
    values: Values = {claim.name: claim.value for claim in claims}
    open_ = {blank.name: blank for blank in blanks if blank.name not in values and not blank.name.startswith(APART)}
    if not open_ or any(claim.slip is not None for claim in claims):
        return claims
    unsure = {(at.get(claim.place), claim.value) for claim in claims if known.get(claim.name) != claim.value}
    for find in (_columns, _elsewhere, _wholes, _sides):
        for name, value in list(find(values, open_, known)):
            if value > CENT and name not in values:
                values[name] = value
    told = [replace(open_[name], value=values[name], slip=Slip(name, way="空")) for name in open_ if name in values]
    beside = sum((at.get(claim.place), claim.value) in unsure for claim in told if claim.name in known)
    return claims if beside >= LEAST else [*claims, *told]  # 空格的数印在别的行里，是移了行


def _elsewhere(_: Values, blanks: Mapping[str, Claim], known: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """What another table prints for the fact of a blank cell."""
    yield from ((name, known[name]) for name in blanks if name in known)


def _columns(values: Values, blanks: Mapping[str, Claim], known: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """What lacks of the 合计 of each row, of the one part whose column is blank all over."""
    for grid, columns in PARTS.items():
        lacks = _lacks(grid, columns, values)
        more = {row: gap for row, gap in lacks.items() if gap > CENT}
        empty = [part for part in columns if _blank(part, grid, values, blanks)]
        if len(more) >= LEAST and all(gap >= -CENT for gap in lacks.values()) and (part := _meant(empty, more, known)):
            yield from ((name, gap) for row, gap in more.items() if (name := f"{row}.{part}") in blanks)


def _lacks(grid: str, columns: Sequence[str], values: Values) -> dict[str, Decimal]:
    """By row what its 合计 is more than its columns come to."""
    rows = [name.removesuffix(f".{WHOLE}") for name in values if name.startswith(f"{grid}.") and name.endswith(f".{WHOLE}")]
    parts = {row: sum((values.get(f"{row}.{part}", Decimal(0)) for part in columns), Decimal(0)) for row in rows}
    return {row: values[f"{row}.{WHOLE}"] - parts[row] for row in rows}


def _meant(empty: Sequence[str], more: Mapping[str, Decimal], known: Mapping[str, Decimal]) -> str:
    """Which of the blank columns what lacks belongs to: the only one, or the one under which other tables print it."""
    borne_out = {part: sum(any(known.get(name) == gap for name in _named(row, part)) for row, gap in more.items()) for part in empty}
    best = [part for part in empty if borne_out[part] == max(borne_out.values()) > 0]
    return best[0] if len(best) == 1 else empty[0] if len(empty) == 1 else ""


def _named(row: str, part: str) -> Iterator[str]:
    """The facts of a column in a row, of all funds and of 一般公共预算."""
    code = row.partition(".")[2]
    yield f"{row}.{part}"
    yield from (f"{grid}.{code}.{part}" if code else f"{grid}.{part}" for grid in (SPENT, GENERAL))


def _blank(part: str, grid: str, values: Values, blanks: Mapping[str, Claim]) -> bool:
    """Whether a column of a table is there and has no amount but nought."""
    own = [name for name in (*values, *blanks) if name.startswith(f"{grid}.") and name.endswith(f".{part}")]
    return bool(own) and not any(values.get(name) for name in own)


def _wholes(values: Values, blanks: Mapping[str, Claim], _: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """The 合计 of a row by its columns."""
    for name in blanks:
        match = CODED.fullmatch(name)
        if match is None or match["grid"] not in PARTS:
            continue
        row = name.rpartition(".")[0]
        across = [values[part] for column in PARTS[match["grid"]] if (part := f"{row}.{column}") in values]
        if match["column"] == WHOLE:
            yield name, sum(across, Decimal(0))


def _sides(values: Values, blanks: Mapping[str, Claim], _: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """A 总计 by the other side of its table, else by its parts."""
    for pair in SAME:
        yield from ((name, values[other]) for name, other in (pair, pair[::-1]) if name in blanks and other in values)
    for name, parts in SUMS.items():
        if name in blanks:
            yield name, sum((values.get(part, Decimal(0)) for part in parts), Decimal(0))
