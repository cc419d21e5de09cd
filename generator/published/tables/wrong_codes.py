"""Rows of a table that have the code of another 科目: found by where they stand, by their names and by what other tables say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.model.catalogue import Catalogue
from generator.model.claim import Claim, Slip
from generator.published.tables.column_heads import Row, code_of
from generator.readers.blocks import Piece
from generator.source.place import Place

GRIDS = frozenset({"收入", "支出", "一般公共预算", "政府性基金", "国有资本经营"})
Known = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Coded:
    """A row with its code, where that is printed, its name, and its claims."""

    code: str
    place: Place
    name: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a row stands: the code of the 类 or 款 over it, and that of the row below where that is one level lower."""

    above: str
    below: str

    def fits(self, code: str) -> bool:
        """Whether a code can stand there."""
        return code.startswith(self.above) and (not self.below or self.below.startswith(code))


@dataclass(frozen=True, slots=True)
class _Others:
    """What other tables say: the amounts under each code, and the codes of their grids."""

    amounts: Mapping[str, frozenset[Decimal]]
    codes: frozenset[str]

    @classmethod
    def of(cls, known: Known) -> "_Others":
        """By the names of amounts."""
        amounts: dict[str, set[Decimal]] = {}
        for name, value in known.items():
            amounts.setdefault(_code(name), set()).add(value)
        codes = frozenset(_code(name) for name in known if name.partition(".")[0] in GRIDS)
        return cls({code: frozenset(values) for code, values in amounts.items()}, codes)

    def have(self, code: str, row: _Coded) -> bool:
        """Whether all amounts of a row are there under a code."""
        amounts = {claim.value for claim in row.claims if claim.value}
        return bool(amounts) and amounts <= self.amounts.get(code, frozenset())


def under_their_codes(claims: list[Claim], rows: Sequence[Row], known: Known, catalogue: Catalogue) -> list[Claim]:
    """The claims of a table, those of a row whose code is another's named as what they are; `known` is what other tables say.

    A row is of another code where two of three say so, its place, its name and its amounts, and fewer say its own; where its
    own fits its place, not its name alone.
    """
    coded = list(_coded(claims, rows))
    rowed = [(row, spot, _own(row, spot, catalogue)) for row, spot in zip(coded, _spots([row.code for row in coded]), strict=True)]
    taken = {row.code for row, _, sure in rowed if sure}
    right: dict[Place, Claim] = {}
    others = _Others.of(known)
    for row, spot in ((row, spot) for row, spot, sure in rowed if not sure):
        if (code := _meant(row, spot, others, catalogue)) not in {"", *taken}:
            right |= {claim.place: _under(claim, row, code) for claim in row.claims}
    return [right.get(claim.place, claim) for claim in claims]


def right_codes(claims: Iterable[Claim]) -> dict[Place, str]:
    """The codes that are to stand where others are printed."""
    return {claim.slip.at: _code(claim.name) for claim in claims if claim.slip is not None and claim.slip.at is not None}


def _coded(claims: Sequence[Claim], rows: Sequence[Row]) -> Iterator[_Coded]:
    at = {claim.place: claim for claim in claims if claim.section in GRIDS and claim.slip is None}
    for row in rows:
        code, name = code_of(row)
        own = tuple(at[piece.place] for piece in row.pieces if piece.place in at)
        if code and all(_code(claim.name) == code for claim in own):
            yield _Coded(code, _first(row.pieces), row.cells[name] if name >= 0 else "", own)


def _first(pieces: Sequence[Piece]) -> Place:
    return next(piece.place for piece in pieces if piece.text.strip())


def _code(name: str) -> str:
    part = name.split(".")[1:2]
    return part[0] if part and part[0].isdigit() else ""


def _spots(codes: Sequence[str]) -> Iterator[_Spot]:
    over: dict[int, str] = {}
    for n, code in enumerate(codes):
        below = codes[n + 1] if n + 1 < len(codes) and len(codes[n + 1]) == len(code) + 2 else ""
        yield _Spot(over.get(len(code) - 2, ""), below)
        over = {length: above for length, above in over.items() if length < len(code)} | {len(code): code}


def _meant(row: _Coded, spot: _Spot, others: _Others, catalogue: Catalogue) -> str:
    """The code that a row should have; empty where it is its own, or cannot be told."""
    length, bare = len(row.code), row.name.removesuffix("支出")
    listed = (code for code, name in catalogue.names.items() if name.removesuffix("支出") == bare)
    likely = {code for code in (*others.codes, *listed, spot.below[:length]) if len(code) == length and spot.fits(code)}
    told = {code: _evidence(code, row, spot, others, catalogue) for code in likely | {row.code}}
    best = [code for code, evidence in told.items() if evidence == max(told.values())]
    borne_out = not spot.fits(row.code) or (len(best) == 1 and others.have(best[0], row))
    return best[0] if len(best) == 1 and best[0] != row.code and told[best[0]] > 1 and borne_out else ""


def _own(row: _Coded, spot: _Spot, catalogue: Catalogue) -> bool:
    """Whether nothing but its amounts can speak against the code of a row."""
    own = (catalogue.name(row.code) or "").removesuffix("支出")
    return not row.claims or (spot.fits(row.code) and own in {"", row.name.removesuffix("支出")})


def _evidence(code: str, row: _Coded, spot: _Spot, others: _Others, catalogue: Catalogue) -> int:
    """How many of its place, its name and its amounts say that a row is of a code."""
    name = (catalogue.name(code) or "").removesuffix("支出")
    return spot.fits(code) + (bool(name) and name == row.name.removesuffix("支出")) + others.have(code, row)


def _under(claim: Claim, row: _Coded, code: str) -> Claim:
    grid, _, rest = claim.name.split(".", 2)
    return replace(claim, name=f"{grid}.{code}.{rest}", unknown="", slip=Slip(claim.name, way="码", at=row.place))
