"""What was read of a published file, how much of it, and what of that is proved by something else in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.checks.report import Report
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.published.extent import Extent, printed, recognised
from generator.published.outline import Line, Sheet
from generator.published.prose.context import Seen
from generator.published.status import Judged, Status, judged
from generator.readers.blocks import Piece
from generator.source.place import Place

PAGE = re.compile(r"[\s.．…·\-—（(]*\d*[)）]?$")


@dataclass(frozen=True)
class Publication:
    """What was read: the outline, the claims in order, what stayed unbound, the report for the rules, and all parts in order.

    `bare` are amounts that the text claims beside its `claims`, `loose` the figures in tables of which no claim speaks, `torn`
    the number of those in rows that fell into the text, `scored` that of the points read from 自评表, `charts` whether there
    are captions of charts. `told` is what the sentences of its profile say, texts too, `unmatched` the lines that none matches.
    """

    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    claims: tuple[Claim, ...]
    seen: tuple[Seen, ...]
    report: Report
    parts: tuple[Line | Sheet, ...] = ()
    bare: tuple[Claim, ...] = ()
    loose: tuple[Piece, ...] = ()
    torn: int = 0
    scored: int = 0
    charts: bool = False
    told: Facts = field(default_factory=Facts)
    unmatched: tuple[Line, ...] = ()

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The claims with what proves each; found when it is asked for, since the rules need none of it."""
        return tuple(judged((*self.claims, *self.bare), self.report))

    @property
    def extent(self) -> Extent:
        """How much of what is printed was read, the points of score tables too."""
        read = self.summary["bound"] + self.scored
        return Extent(printed(self.parts), read, recognised(self.lines), self.report.whole, self.report.budget)

    @property
    def summary(self) -> dict[str, int]:
        """How many figures were seen, bound, verified (a change of them would be found), contradicted, neither, and not bound."""
        cells = sum(claim.tabled for claim in self.claims)
        bound = cells + sum(entry.bound for entry in self.seen)
        figures = cells + len(self.seen) + len(self.loose) + self.torn
        stand = Counter({(each.claim.place, each.claim.value): each.status for each in self.judged}.values())
        return {
            "figures": figures,
            "bound": bound,
            "verified": stand[Status.VERIFIED],
            "contradicted": stand[Status.CONTRADICTED],
            "unprovable": max(bound - stand[Status.VERIFIED] - stand[Status.CONTRADICTED], 0),
            "unbound": figures - bound,
        }

    def figures(self) -> Iterator[dict[str, Any]]:
        """Each figure: what is printed, its value in `unit`, its fact and what it says of it, its status, what proves it or not, its place.

        Those that were not read come last, with no name; of rows that fell into the text there is only the number (`torn`).
        """
        once: dict[tuple[Place, Decimal], Judged] = {}
        for each in self.judged:
            if each.claim.kind != "名":
                once.setdefault((each.claim.place, abs(each.claim.value)), each)
        for each in once.values():
            claim = each.claim
            yield _entry(claim.quote, str(claim.value), claim.unit, claim.name, each.status, each.by, claim.place) | {"kind": claim.kind}
        for seen in self.seen:
            if not seen.bound:
                text, mention = seen.line.text, seen.mention
                printed = text.text[mention.start : mention.end]
                yield _entry(printed, str(mention.value), mention.unit, "", Status.UNREAD, "", text.place(mention.start))
        for piece in self.loose:
            yield _entry(piece.text.strip(), piece.text.strip(), "", "", Status.UNREAD, "", piece.place)


def _entry(text: str, value: str, unit: str, name: str, status: Status, by: str, place: Place) -> dict[str, Any]:
    return {"text": text, "value": value, "unit": unit, "name": name, "status": status.value, "by": by, "at": place.record()}


def body(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without the contents."""
    listed = contents(lines)
    return (*lines[: listed.start], *lines[listed.stop :])


def contents(lines: tuple[Line, ...]) -> slice:
    """Where the contents stand: from 目录 to the second line of its first 第一部分 or first title, or to the first paragraph."""
    start = next((i for i, line in enumerate(lines) if line.text.text.strip("　") in {"目录", "目次"}), None)
    if start is None:
        return slice(0, 0)
    first = next((line.number for line in lines[start:] if line.rank == 1), _first_title(lines[start + 1 : start + 2]))
    parts = [i for i, line in enumerate(lines) if i > start and line.text.text.startswith(first)]
    end = parts[1] if len(parts) > 1 else next((i for i, line in enumerate(lines) if i > start and not line.level), start)
    return slice(start, end)


def _first_title(lines: tuple[Line, ...]) -> str:
    """The first title of contents without parts, without its page; 第一部分 where there is none."""
    return next((title for line in lines if (title := PAGE.sub("", line.text.text))), "第一部分")
