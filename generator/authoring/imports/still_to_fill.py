"""What a document needs and no file says: the fewest keys that are to be filled in by hand, and why they cannot be derived."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from generator.authoring.imports.without_derived import has_key
from generator.derive.year import derive
from generator.document.assemble import assemble
from generator.document.profile import Profile
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.model.format import plain
from generator.model.unknown_values import supposed
from generator.source.place import Place

ROUNDS = 4
OF_YEAR = re.compile(r"结转结余\.年[初末]\.")
BALANCES, CLOSING = "结转结余.", "结转结余.年末."
STATED = "文件里只说了{told}，其余的推不出"
SILENT = "文件里没有说结转结余"
UNEVEN = "；收入合计 {income} 与支出合计 {spent} 不等，不能当作没有结转"


def wanting(facts: Facts, profile: Profile, catalogue: Catalogue, before: Facts | None, place: Place) -> frozenset[str]:
    """The keys to be filled in; those that follow from the others, whatever these are, are not asked for."""
    lacking = partial(_lacking, facts, profile, catalogue, before, place)
    asked: set[str] = set()
    for _ in range(ROUNDS):
        if not (more := lacking(asked) - asked):
            break
        asked |= more
    for name in sorted(asked, key=lambda name: (not name.startswith(CLOSING), name)):
        if not lacking(asked - {name}):
            asked.discard(name)
    return frozenset(asked)


def _lacking(facts: Facts, profile: Profile, catalogue: Catalogue, before: Facts | None, place: Place, known: Collection[str]) -> set[str]:
    """What is lacking still where each of the keys `known` had a value, whichever it is."""
    given = Facts(facts)
    given.unknown = {**facts.unknown, **dict.fromkeys(known, place)}
    tried = [supposed(given, which, catalogue) for which in (0, 1)] if known else [facts]
    found = [set(_asked_of(each, profile, catalogue, before)) for each in tried]
    return found[0].intersection(*found[1:])


def _asked_of(facts: Facts, profile: Profile, catalogue: Catalogue, before: Facts | None) -> Iterator[str]:
    ledger = derive(facts, catalogue, before)
    _, findings = assemble(ledger, profile, catalogue, True)
    for finding in findings:
        if finding.code == "A112" and finding.quote not in ledger.facts:
            yield from _asked(finding.quote, facts)


def _asked(name: str, facts: Facts) -> Iterator[str]:
    """The key to be filled in for what is absent: its own, or that of the group of which nothing is known yet."""
    head = name.partition(".")[0]
    if has_key(name):
        yield name
    elif not any(isinstance(facts[each], Figure) for each in facts.under(head)):
        yield head


def why(asked: Iterable[str], facts: Facts) -> str:
    """Why balances among what is asked for cannot be derived; empty where none is."""
    if not any(name.startswith(BALANCES) for name in asked):
        return ""
    told = [f"{name} {plain(fact.value)}" for name, fact in facts.items() if OF_YEAR.match(name) and isinstance(fact, Figure)]
    income, spent = facts.figure("收入.合计"), facts.figure("支出.合计")
    uneven = income is not None and spent is not None and income.value != spent.value
    amounts = {"income": plain(income.value), "spent": plain(spent.value)} if income and spent else {}
    return (STATED.format(told="、".join(told)) if told else SILENT) + (UNEVEN.format(**amounts) if uneven and not told else "")
