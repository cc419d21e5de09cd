"""What was read of a published file, how much of it, and what of that is proved by something else in it."""

from dataclasses import dataclass

from generator.checks.report import Report
from generator.model.claim import Claim
from generator.model.interval import Verdict, verdict
from generator.published.extent import Extent, printed, recognised
from generator.published.outline import Line, Sheet
from generator.published.prose.context import Seen
from generator.published.prose.scopes import twin


@dataclass(frozen=True, slots=True)
class Publication:
    """What was read: the outline, the claims in order, what stayed unbound, the report for the rules, and all parts in order.

    `loose` is the number of figures in tables of which no claim speaks, `scored` that of the points read from 自评表, `charts`
    whether there are captions of charts.
    """

    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    claims: tuple[Claim, ...]
    seen: tuple[Seen, ...]
    report: Report
    parts: tuple[Line | Sheet, ...] = ()
    loose: int = 0
    scored: int = 0
    charts: bool = False

    @property
    def extent(self) -> Extent:
        """How much of what is printed was read, the points of score tables too."""
        read = self.summary["bound"] + self.scored
        return Extent(printed(self.parts), read, recognised(self.lines), self.report.whole, self.report.budget)

    @property
    def summary(self) -> dict[str, int]:
        """How many figures were seen, bound, verified (equal to what another place or the arithmetic says), contradicted."""
        cells = sum(claim.tabled for claim in self.claims)
        bound = cells + sum(entry.bound for entry in self.seen)
        verdicts = [_verdict(claim, self.report) for claim in self.claims]
        return {
            "figures": cells + len(self.seen) + self.loose,
            "bound": bound,
            "verified": sum(v in {Verdict.EXACT, Verdict.ROUNDING} for v in verdicts),
            "contradicted": sum(v in {Verdict.IMPOSSIBLE, Verdict.UNDEFINED} for v in verdicts),
            "unbound": cells + len(self.seen) + self.loose - bound,
        }


def _verdict(claim: Claim, report: Report) -> Verdict | None:
    """How a claim compares with what it is computed from, or with the same fact elsewhere; None where nothing speaks of it."""
    if claim.computed is not None:
        return verdict(claim.value, claim.computed)
    if claim.kind != "数":
        return Verdict.UNDEFINED if claim.kind in {"完成率", "增减率"} and claim.note is None else None
    other = report.figure(claim.name)
    if other is None or other.place == claim.place:
        same = report.figure(twin(claim.name))  # 两个口径的数不必相等；相等的互相印证
        return Verdict.EXACT if same is not None and same.value == claim.value else None
    return verdict(claim.value, other)


def body(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without the contents."""
    listed = contents(lines)
    return (*lines[: listed.start], *lines[listed.stop :])


def contents(lines: tuple[Line, ...]) -> slice:
    """Where the contents stand: from 目录 to the second line of its first 第一部分, or to the first paragraph; else empty."""
    start = next((i for i, line in enumerate(lines) if line.text.text.strip("　") in {"目录", "目次"}), None)
    if start is None:
        return slice(0, 0)
    first = next((line.number for line in lines[start:] if line.rank == 1), "第一部分")
    parts = [i for i, line in enumerate(lines) if i > start and line.text.text.startswith(first)]
    end = parts[1] if len(parts) > 1 else next((i for i, line in enumerate(lines) if i > start and not line.level), start)
    return slice(start, end)
