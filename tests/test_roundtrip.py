"""A sentence is written down once and runs both ways: what a template printed, it reads back."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from generator.document.grammar import Branches, Lines, Loop, TemplateLine
from generator.document.kinds import KINDS, TextKind
from generator.document.profile import FILE, Profile, load_profile
from generator.document.read import read
from generator.document.tree import plain
from generator.document.write import MissingFact, Scope, Written, branch, names_of, trace, write
from generator.model.catalogue import load_catalogue
from generator.model.facts import Facts
from generator.model.figure import PERCENT, WAN, Words
from generator.model.format import NumberStyle, rounded
from tests.departments import departments
from tests.factory import make, with_facts

ROOT = Path(__file__).resolve().parents[1]
PROFILES = sorted(path.parent.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob(FILE))


def files_of(profile: Profile) -> Iterator[tuple[str, str]]:
    """Folder and name of every sentence template of a profile and those it is based on."""
    for folder in profile.folders:
        for path in sorted((ROOT / "templates" / folder).rglob("*.j2")):
            yield path.parent.name, path.stem


def written(profile: Profile, facts: Facts) -> Iterator[tuple[TemplateLine, Scope]]:
    """Every line that the profile prints for these facts, with what its names mean there."""
    scope = Scope(facts, profile.style(facts))
    for folder, name in dict.fromkeys(files_of(profile)):
        yield from _walk(profile.lines(folder, name), scope)


def _walk(lines: Lines, scope: Scope) -> Iterator[tuple[TemplateLine, Scope]]:
    for line in lines:
        match line:
            case TemplateLine():
                yield line, scope
            case Branches():
                yield from _walk(branch(line.branches, scope), scope)
            case Loop():
                for name in names_of(scope, line.names):
                    yield from _walk(line.body, scope.bind(line.variable, name))


def expected(slot: Written, style: NumberStyle) -> Decimal | str:
    """The value that a slot shows: its text, or its figure at the precision at which it is printed."""
    if isinstance(KINDS[slot.slot.kind], TextKind):
        return plain(slot.runs)
    figure = slot.runs[0].figure
    if figure is None:
        return Decimal(plain(slot.runs))
    places = {WAN: style.amount_places, PERCENT: style.percent_places}.get(figure.unit, 2)
    return rounded(figure.value, places)


def check(line: TemplateLine, scope: Scope) -> int:
    """Compare what a line prints with what is read back from its text; the number of slots, 0 where a fact lacks."""
    try:
        items = list(trace(line.nodes, scope))
    except MissingFact:
        return 0
    slots = [item for item in items if isinstance(item, Written)]
    text = "".join(plain(item.runs) if isinstance(item, Written) else item.text for item in items)
    readings = read(line.nodes, text)
    assert readings is not None, text
    shown = [(slot.slot, slot.turns, expected(slot, scope.style), plain(slot.runs)) for slot in slots]
    got = [(r.slot, r.turns, r.value, text[r.start : r.end]) for r in readings]
    assert got == shown, text
    return len(slots)


def check_all(profile: Profile, facts: Facts) -> int:
    return sum(check(line, scope) for line, scope in written(profile, facts))


@pytest.mark.parametrize("name", PROFILES)
class TestProfile:
    """Each profile, whatever the department."""

    def test_the_good_department(self, name: str) -> None:
        assert check_all(load_profile(name), make().facts) > 120

    @settings(max_examples=25, deadline=None)
    @given(departments())
    def test_any_department(self, name: str, changes: dict[str, object]) -> None:
        check_all(load_profile(name), make(changes).facts)

    @pytest.mark.parametrize("path", sorted((ROOT / "data").glob("*/*.yaml")), ids=lambda path: path.stem)
    def test_the_example_data(self, name: str, path: Path) -> None:
        assert check_all(load_profile(name), with_facts(path)) > 20


def line_of(folder: str, name: str, beginning: str, facts: Facts) -> tuple[TemplateLine, Scope, str]:
    """The first line of a template whose text begins so, with that text."""
    profile = load_profile("湖南/2021")
    scope = Scope(facts, profile.style(facts))
    for line, inner in _walk(profile.lines(folder, name), scope):
        text = plain(write(line.nodes, inner))
        if text.startswith(beginning):
            return line, inner, text
    raise AssertionError(beginning)


def test_every_name_of_a_subject_can_be_read() -> None:
    names = {name for year in (2020, 2021, 2023) for code, name in load_catalogue(year).names.items() if len(code) == 7}
    line, scope, _ = line_of("3-情况说明", "一般公共预算财政拨款支出决算", "社会保障和就业支出（类）", make().facts)
    assert len(names) > 900
    for name in names:
        facts = Facts(scope.facts | {scope.resolve("项.项名"): Words(name)})
        assert check(line, Scope(facts, scope.style, scope.variables)) == 3


def test_what_another_template_wrote_is_not_read() -> None:
    line, _, text = line_of("3-情况说明", "收入决算", "本年收入合计", make().facts)
    assert read(line.nodes, text) is not None
    for wrong in (text.replace("收入", "支出"), text[:-1], text + "。", text.replace("310.90万元", "310.90元"), ""):
        assert read(line.nodes, wrong) is None


def test_a_changed_figure_is_read_as_changed() -> None:
    line, _, text = line_of("3-情况说明", "收入支出决算总体", "2021", make().facts)
    readings = read(line.nodes, text.replace("增加20.90万元", "减少1,120.90万元"))
    assert readings is not None
    assert [r.value for r in readings if r.slot.kind == "增减额"] == [Decimal("-1120.90")]
    assert [r.value for r in readings if r.slot.kind == "因"] == ["工程款增多"]
