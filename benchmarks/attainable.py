"""Of which figures of a published document its own arithmetic speaks, found by trying: the most that could be proved.

Knows nothing of accounts but the rows and columns of tables and the paragraphs of the text. A relation counts for a figure
where it holds, is none that chance makes likely, and would hold no longer were a digit of the figure another, its last
decimal aside.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from generator.model.figure import PERCENT
from generator.model.interval import last_unit
from generator.published.outline import Sheet
from generator.published.publication import Publication
from generator.published.unread import loose_figures
from generator.source.numbers import parse_number
from generator.source.place import Place

TELLING, SURE, RATE = 4, 5, 3
NEAR, LONGEST = 7, 60
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed figure: its value in its unit, its place, and the fact that it was read as, if any."""

    value: Decimal
    unit: str
    place: Place
    name: str = ""

    @property
    def half(self) -> Decimal:
        """By how much rounding may have changed it; a count and a zero are exact."""
        return Decimal(0) if not self.value or (last_unit(self.value) == 1 and self.unit != PERCENT) else last_unit(self.value) / 2

    @property
    def step(self) -> Decimal:
        """The least change that must be felt."""
        return last_unit(self.value) * (10 if last_unit(self.value) < 1 else 1)


def attainable(publication: Publication) -> set[Place]:
    """The places of all figures of which some repetition, sum, difference or ratio speaks."""
    paragraphs = list(_paragraphs(publication))
    tables = [_table(part, publication) for part in publication.parts if isinstance(part, Sheet)]
    rows = [row for table in tables for row in table]
    columns = [[row[at] for row in table if at < len(row)] for table in tables for at in range(max(map(len, table), default=0))]
    every = [*(s for p in paragraphs for s in p), *(s for row in rows for s in row if s)]
    found = set(_repeated(every))
    for run in (*rows, *columns):
        found |= set(_summed([spot for spot in run if spot]))
    for spots in paragraphs:
        amounts = [spot for spot in spots if spot.unit != PERCENT]
        found |= {*_summed(amounts), *_differences(amounts), *_ratios(spots), *_of_hundred(spots)}
    return found


def _paragraphs(publication: Publication) -> Iterator[list[Spot]]:
    names = {claim.place: claim.name for claim in publication.claims if claim.kind == "数"}
    lines: dict[int, list[Spot]] = defaultdict(list)
    for seen in publication.seen:
        place = seen.line.text.place(seen.mention.start)
        unit = seen.mention.figure.unit if seen.mention.money else seen.mention.unit
        lines[id(seen.line)].append(Spot(abs(seen.mention.figure.value), unit, place, names.get(place, "")))
    return iter(lines.values())


def _table(sheet: Sheet, publication: Publication) -> list[list[Spot | None]]:
    """The figures of a table, cell by cell; of those that were read the value in the unit they were read in."""
    claims = {claim.place: claim for claim in publication.claims if claim.tabled}
    loose = {id(piece) for piece in loose_figures(sheet, ())}

    def spot(at: int, place: Place, text: str) -> Spot | None:
        if place in claims:
            return Spot(claims[place].value, claims[place].unit, place, claims[place].name)
        value = parse_number("".join(text.split()))
        return Spot(value, "", place) if at in loose and value is not None else None

    return [[spot(id(piece), piece.place, piece.text) for piece in row] for row in sheet.grid.rows]


def _digits(value: Decimal) -> int:
    return len(str(abs(value)).replace(".", "").strip("0"))


def _repeated(spots: Iterable[Spot]) -> Iterator[Place]:
    """Those printed twice: with five digits anywhere, with three for a like fact, with any for the very fact."""
    alike: dict[tuple[object, ...], set[Place]] = defaultdict(set)
    for spot in spots:
        last = spot.name.rpartition(".")[2]
        if spot.name:
            alike[spot.name, spot.value].add(spot.place)
        if last and _digits(spot.value) >= RATE:
            alike[last, spot.unit, spot.value].add(spot.place)
        if _digits(spot.value) >= SURE:
            alike[spot.unit, spot.value].add(spot.place)
    return (place for places in alike.values() if len(places) > 1 for place in places)


def _felt(terms: Sequence[Spot], gap: Decimal) -> Iterator[Place]:
    """Those of the terms of a sum of which a change would show; `gap` is by how much it misses."""
    slack = sum((spot.half for spot in terms), Decimal(0))
    if gap <= slack:
        yield from (spot.place for spot in terms if spot.step > slack + gap)


def _summed(spots: Sequence[Spot]) -> Iterator[Place]:
    """Each figure that those right behind it, or right before it, add up to; what adds up already stands for its own parts."""
    for run in (list(spots), list(spots)[::-1]):
        skip: dict[int, int] = {}
        for at in range(len(run) - 1, -1, -1):
            if _digits(run[at].value) < RATE or run[at].unit == PERCENT:
                continue
            terms, total, next_ = [run[at]], Decimal(0), at + 1
            while next_ < min(len(run), at + LONGEST) and run[next_].unit == run[at].unit and total <= run[at].value:
                terms.append(run[next_])
                total += run[next_].value
                next_ = skip.get(next_, next_ + 1)
                told = sum(bool(spot.value) for spot in terms) > 2 or _digits(run[at].value) >= TELLING
                if told and run[next_ - 1].value and (felt := list(_felt(terms, abs(total - run[at].value)))):
                    skip.setdefault(at, next_)
                    yield from felt


def _differences(spots: Sequence[Spot]) -> Iterator[Place]:
    """Three near each other of which one is the sum of the others."""
    for at in range(len(spots)):
        for pair in combinations(spots[at + 1 : at + NEAR], 2):
            three = sorted((spots[at], *pair), key=lambda spot: spot.value)
            if len({spot.unit for spot in three}) == 1 and all(_digits(spot.value) >= RATE for spot in three):
                yield from _felt(three, abs(three[0].value + three[1].value - three[2].value))


def _ratios(spots: Sequence[Spot]) -> Iterator[Place]:
    """A percent with two amounts near it of which it is the share or the rate of change."""
    for at, rate in enumerate(spots):
        if rate.unit != PERCENT or _digits(rate.value) < RATE:
            continue
        near = [spot for spot in spots[max(at - NEAR, 0) : at + 3] if spot.unit == "万元" and spot.value]
        for one, other in permutations(near, 2):
            yield from _of_ratio(rate, one, other)


def _of_ratio(rate: Spot, one: Spot, other: Spot) -> Iterator[Place]:
    """The three, where the percent is one of the other, or of what it was before or after it; those that are felt."""
    for more in (0, 1, -1):
        moved = [_percent(one.value + a, other.value + b, more) for a in (one.half, -one.half) for b in (other.half, -other.half)]
        low, high = min(moved) - 2 * rate.half, max(moved) + 2 * rate.half
        if abs(_percent(one.value, other.value, more) - rate.value) > rate.half:
            continue
        if not any(low <= rate.value + way <= high for way in (rate.step, -rate.step)):
            yield rate.place
        for spot, ways in ((one, (1, 0)), (other, (0, 1))):
            changed = (
                _percent(one.value + sign * spot.step * ways[0], other.value + sign * spot.step * ways[1], more) for sign in (1, -1)
            )
            if not any(rate.value - (high - low) / 2 <= value <= rate.value + (high - low) / 2 for value in changed):
                yield spot.place


def _percent(part: Decimal, base: Decimal, more: int) -> Decimal:
    whole = base + more * part
    return abs(part / whole * WHOLE) if whole else Decimal(-1)


def _of_hundred(spots: Sequence[Spot]) -> Iterator[Place]:
    """Percents of a paragraph that come to a hundred."""
    rates = [spot for spot in spots if spot.unit == PERCENT]
    for size in range(2, len(rates) + 1):
        for at in range(len(rates) - size + 1):
            run = rates[at : at + size]
            if all(spot.value < WHOLE for spot in run):
                yield from _felt(run, abs(sum((spot.value for spot in run), Decimal(0)) - WHOLE))
