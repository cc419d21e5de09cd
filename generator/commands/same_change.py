"""Differences that come of one change, as one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.format import plain
from generator.published.differences import Difference, Kind
from generator.published.differing import Runs, apart, changed
from generator.published.passages import NUMBER


@dataclass(frozen=True, slots=True)
class Entry:
    """A change: the difference that tells it, and those that are of the same change elsewhere."""

    first: Difference
    others: tuple[Difference, ...] = ()

    @property
    def kind(self) -> Kind:
        """Which kind of difference it is."""
        return self.first.kind

    @property
    def sides(self) -> tuple[Runs, Runs]:
        """Both texts as runs, with whether each differs."""
        if self.first.figure:
            return _number(self.first.data), _number(self.first.published)
        return apart(self.first.data, self.first.published)

    @property
    def changes(self) -> list[str]:
        """What became of what, in words."""
        pairs = changed(self.first.data, self.first.published)
        return [f"“{old}”→“{new}”" if old and new else f"没有“{old}”" if old else f"多“{new}”" for old, new in pairs]


def entries(differences: Sequence[Difference]) -> list[Entry]:
    """The differences but for equal paragraphs: one figure changed is one entry, and so are paragraphs changed in the same numbers."""
    groups: dict[object, list[Difference]] = {}
    figures: dict[object, object] = {}
    for n, difference in enumerate(difference for difference in differences if difference.kind is not Kind.EQUAL):
        key = _key(difference, n)
        if difference.figure is not None:
            figures.setdefault(_numbers(difference.figure.data, difference.figure.published), key)
        groups.setdefault(figures.get(key, key), []).append(difference)
    return [Entry(first, tuple(others)) for first, *others in groups.values()]


def _key(difference: Difference, number: int) -> object:
    """What differences of one change share."""
    if difference.figure is not None:
        return difference.figure.name, difference.figure.published
    if difference.kind is not Kind.FIGURE:
        return number
    pairs = changed(difference.data, difference.published)
    values = {(_value(old), _value(new)) for old, new in pairs}
    return next(iter(values)) if len(values) == 1 else frozenset(values)


def _numbers(data: Decimal, published: Decimal) -> tuple[str, str]:
    return _value(plain(data)), _value(plain(published))


def _value(text: str) -> str:
    """A number without its format."""
    found = NUMBER.fullmatch(text.removesuffix("%"))
    return f"{Decimal(found[0].replace(',', '').replace('−', '-')).normalize():f}" if found else text


def _number(text: str) -> Runs:
    """A text with its last number told apart."""
    found = list(NUMBER.finditer(text))[-1:]
    cut = [(text[: m.start()], m[0], text[m.end() :]) for m in found] or [(text, "", "")]
    return [(part, n == 1) for n, part in enumerate(cut[0]) if part]
