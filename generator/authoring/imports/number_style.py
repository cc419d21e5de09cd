"""How a published text prints its numbers: the style that would print most of them just so."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import product

from generator.authoring.imports.paragraphs import report_lines
from generator.document.profile import STYLE
from generator.model.facts import Fact, Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.format import NumberStyle, amount, percent
from generator.published.extent import is_report_alone
from generator.published.prose.context import Seen
from generator.published.publication import Publication
from generator.source.place import Place

Printed = tuple[str, Decimal]
EITHER = (False, True)


def printed_style(publications: Iterable[Publication], usual: NumberStyle) -> NumberStyle:
    """The usual style where none prints more of the amounts and percents as they stand; a report counts where it is all."""
    told = [entry for publication in publications for entry in _told(publication)]
    amounts = {_printed(entry) for entry in told if entry.mention.unit == WAN}
    percents = {_printed(entry) for entry in told if entry.mention.percent}

    @cache
    def fitting(style: NumberStyle, rates: bool) -> int:
        show = percent if rates else amount
        return sum(show(value, style) == text for text, value in (percents if rates else amounts))

    def score(style: NumberStyle) -> int:
        of_amounts = NumberStyle(style.grouping, style.amount_places, 0, style.strip_zeros, plain_zero=style.plain_zero)
        of_rates = NumberStyle(False, 0, style.percent_places, False, style.strip_rates, style.plain_zero)
        return fitting(of_amounts, False) + fitting(of_rates, True)

    return max(_styles(usual, _decimals(amounts), _decimals(percents)), key=score)


def _told(publication: Publication) -> Iterator[Seen]:
    """The bound figures of a file; of one that is more than a report, those of the report left out."""
    apart = set() if is_report_alone(publication.lines) else set(report_lines(publication.lines))
    return (entry for entry in publication.seen if entry.bound and entry.line not in apart)


def _printed(entry: Seen) -> Printed:
    mention = entry.mention
    return entry.line.text.text[mention.start : mention.end].removesuffix(mention.unit), mention.value


def _styles(usual: NumberStyle, places: Iterable[int], rates: Iterable[int]) -> Iterator[NumberStyle]:
    """The usual style first, then all others."""
    yield usual
    for grouping, of_amounts, of_rates, strip, stripped, zero in product(EITHER, places, rates, EITHER, EITHER, EITHER):
        yield NumberStyle(grouping, of_amounts, of_rates, strip, stripped, zero)


def _decimals(printed: Iterable[Printed]) -> list[int]:
    """How many decimals there are in texts, most first."""
    return sorted({len(text.partition(".")[2]) for text, _ in printed} & set(range(7)) | {2}, reverse=True)


def style_facts(style: NumberStyle, usual: NumberStyle, place: Place) -> Facts:
    """What is written under 数字样式 where a style is not the usual one."""
    switches = {"千分位": "grouping", "去尾零": "strip_zeros", "百分比去尾零": "strip_rates", "零写作0": "plain_zero"}
    counts = {"金额小数": "amount_places", "百分比小数": "percent_places"}
    facts = dict[str, Fact]()
    for key, field in {**switches, **counts}.items():
        own, name = getattr(style, field), f"{STYLE}.{key}"
        inherited = style.strip_zeros if field == "strip_rates" else getattr(usual, field)
        if own != inherited:
            facts[name] = Figure(name, Decimal(own), "位", place) if key in counts else Words("是" if own else "否", place)
    return Facts(facts)
