"""A row that a published table leaves out: its 款 or 类 is more than what stands below it, by what another place prints for a 科目."""

import re
from collections.abc import Iterable, Iterator

from generator.checks.report import Report
from generator.derive.ledger import Equation
from generator.model.articulation import BASIC, CLASSES
from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.model.interval import verdict
from generator.model.titles import CODE

LONGEST = 7
ITEM = re.compile(r"(?P<grid>收入|支出|一般公共预算|政府性基金|国有资本经营)\.(?P<code>\d{5}|\d{7})\.合计")
ROW = re.compile(rf"(?:{BASIC}|[一-鿿]+)\.(?P<code>\d{{3,5}})(?:\.[一-鿿.]+)?")


def lacks_a_row(equation: Equation) -> bool:
    """Whether a 类 or 款 of a table is more than the sum of what stands below it, so that a row may be left out."""
    return ROW.fullmatch(equation.stated.name) is not None and equation.stated.value > equation.computed.value


def row_left_out(report: Report, equation: Equation) -> bool:
    """Whether a broken sum lacks what another place prints, or lists, for a 科目 that the table has no row for."""
    return lacks_a_row(equation) and (printed_elsewhere(report, equation) is not None or bool(listed(report, equation)))


def printed_elsewhere(report: Report, equation: Equation) -> Claim | None:
    """The one 科目 below that of the sum that another place prints with what lacks, and that the table has no row for."""
    gap = equation.stated.value - equation.computed.value
    code = _code(equation.stated.name)
    grid = equation.stated.name.partition(".")[0]
    rows = {_code(claim.name) for claim in report.claims if claim.tabled and claim.name.startswith(f"{grid}.")}
    found = {
        _code(claim.name): claim
        for claim in report.claims
        if claim.kind == "数" and _below(_code(claim.name), code) and _code(claim.name) not in rows
        and verdict(gap, Figure("", claim.value, claim.unit)).holds
    }  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None


def childless(report: Report) -> Iterator[tuple[Claim, Claim]]:
    """Each 款 of a table without a row for a 项, though others have, with the one 项 of it that is printed elsewhere with its amount."""
    tabled = [(claim, match) for claim in report.claims if claim.tabled and (match := ITEM.fullmatch(claim.name)) and claim.value]
    slipped = {claim.section for claim in report.claims if claim.slip is not None}
    for grid in dict.fromkeys(match["grid"] for claim, match in tabled if claim.section not in slipped):
        rows = {match["code"]: claim for claim, match in tabled if match["grid"] == grid}
        items = [code for code in rows if len(code) == LONGEST]
        for code, claim in rows.items():
            if len(code) == LONGEST - 2 and items and not any(item.startswith(code) for item in items):
                below = {_code(one.name): one for one in report.claims if one.kind == "数" and _below(_code(one.name), code) and one.value}
                if len(below) == 1 and (item := next(iter(below.values()))).value == claim.value:
                    yield claim, item


def listed(report: Report, equation: Equation) -> list[str]:
    """The 款 that the text lists, and that table 06 has no row for though their 类 lacks an amount."""
    return [name for name, code in _unprinted(report) if equation.stated.name == f"{BASIC}.{code[:3]}"]


def told_as_missing(report: Report, broken: Iterable[Equation]) -> frozenset[str]:
    """The 款 listed in the text whose row table 06 leaves out, as its `broken` sums tell."""
    short = {equation.stated.name for equation in broken if lacks_a_row(equation)}
    return frozenset(name for name, code in _unprinted(report) if f"{BASIC}.{code[:3]}" in short)


def _unprinted(report: Report) -> Iterator[tuple[str, str]]:
    codes = {name: code for code, name in report.catalogue.names.items() if len(code) == len("30101") and code.startswith("3")}
    for listing in report.listings:
        for name in listing.names if listing.what in CLASSES else ():
            if name in codes and f"{BASIC}.{codes[name]}" not in report.facts:
                yield name, codes[name]


def _code(name: str) -> str:
    found = CODE.search(name)
    return found[1] if found else ""


def _below(code: str, parent: str) -> bool:
    return len(code) == len(parent) + 2 and code.startswith(parent)
