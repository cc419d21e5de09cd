"""How many slips of the hand in a figure are caught: every authored figure of the good report is changed in five ways.

Run from the repository: python -m benchmarks.mutations [file.yaml] — prints what is caught, by which rule, and why the rest is not.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.disclosure.department import Department, examine, read_department
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.source.finding import Level
from generator.source.load import UnreadableFile

GOOD = Path(__file__).resolve().parents[1] / "tests" / "rules" / "good.yaml"
TYPED = "改一位", "换两位", "×10000", "变号", "抄成邻数"


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure, the way it went wrong, and the number typed instead."""

    figure: Figure
    kind: str
    typed: str


def slips(figures: list[tuple[Figure, str]]) -> Iterator[Slip]:
    """Every wrong number that differs from the right one; `figures` come with their text as written."""
    for at, (figure, text) in enumerate(figures):
        for kind, typed in zip(TYPED, _wrong(figures, at), strict=True):
            if typed and Decimal(typed) != Decimal(text):
                yield Slip(figure, kind, typed)


def _wrong(figures: list[tuple[Figure, str]], at: int) -> tuple[str, ...]:
    text = figures[at][1]
    first = next((n for n, digit in enumerate(text) if digit.isdigit() and digit != "0"), None)
    one = "" if first is None else text[:first] + str(int(text[first]) % 9 + 1) + text[first + 1 :]
    near = figures[(at + 1) % len(figures)][1]
    return (one, _swapped(text), str(Decimal(text) * 10000), f"-{text}", near)


def _swapped(text: str) -> str:
    """The first two neighbouring digits that differ, the other way round."""
    for n in range(len(text) - 1):
        if text[n].isdigit() and text[n + 1].isdigit() and text[n] != text[n + 1]:
            return text[:n] + text[n + 1] + text[n] + text[n + 2 :]
    return ""


def authored(department: Department, rows: list[str]) -> list[tuple[Figure, str]]:
    """The figures of the file in its order, each with its text."""
    own = department.path.as_posix()
    found = {
        fact.place: fact
        for name, fact in department.facts.items()
        if isinstance(fact, Figure) and fact.place and fact.place.file == own and fact.name == name != "年度"
    }
    return [(found[place], _text(rows[place.line - 1][place.column - 1 :])) for place in sorted(found)]


def _text(rest: str) -> str:
    end = next((n for n, mark in enumerate(rest) if not (mark.isdigit() or mark in ".-")), len(rest))
    return rest[:end]


def caught(slip: Slip, rows: list[str], file: Path) -> tuple[Level | None, set[str]]:
    """The worst level among the findings on the changed file, and their codes."""
    assert slip.figure.place is not None
    line, start = slip.figure.place.line - 1, slip.figure.place.column - 1
    row = rows[line]
    changed = row[:start] + slip.typed + row[start + len(_text(row[start:])) :]
    file.write_text("\n".join([*rows[:line], changed, *rows[line + 1 :]]), "utf-8")
    try:
        findings = examine(read_department(file))[1]
    except UnreadableFile as error:
        findings = (error.finding,)
    levels = {finding.level for finding in findings}
    return next((level for level in Level if level in levels), None), {finding.code for finding in findings}


def why(slip: Slip, facts: Facts) -> str:
    """Why a slip cannot be known: nothing else says the same."""
    name = slip.figure.name
    used = [n for n, f in facts.items() if isinstance(f, Figure) and f.formula and slip.figure in f.leaves]
    if not used:
        return "没有别的数由它得出，也没有别处再写一遍"
    return "只推出别的数，没有另写的合计可以对照" if name not in used else "在合理的范围内"


def main(source: Path) -> None:
    """Change, check, count and print."""
    rows = source.read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for sibling in source.parent.glob("*.yaml"):
            (Path(folder) / sibling.name).write_text(sibling.read_text("utf-8"), "utf-8")
        file = Path(folder) / source.name
        department = read_department(file)
        before = {finding.code for finding in examine(department)[1]}
        figures = authored(department, rows)
        results = [(slip, *caught(slip, rows, file)) for slip in slips(figures)]
    results = [(slip, level if codes - before else None, codes - before) for slip, level, codes in results]
    _print(results, department.facts, len(figures))


def _print(results: list[tuple[Slip, Level | None, set[str]]], facts: Facts, figures: int) -> None:
    print(f"{figures} 个数，{len(results)} 处改动，发现 {sum(level is not None for _, level, _ in results)} 处")
    for kind in TYPED:
        levels = Counter(level for slip, level, _ in results if slip.kind == kind)
        total = sum(levels.values())
        shown = "，".join(f"{level.value} {levels[level]}" for level in Level)
        print(f"  {kind}：{total} 处，{shown}，没有发现 {levels[None]}（{100 * (total - levels[None]) // total}%）")
    print(
        "由哪条规则发现：",
        "，".join(f"{c} {n}" for c, n in Counter(c for _, _, cs in results for c in cs).most_common()),
    )
    print("没有发现的：")
    missed = [(slip, why(slip, facts)) for slip, level, _ in results if level is None]
    for reason, count in Counter(reason for _, reason in missed).most_common():
        names = Counter(slip.figure.name for slip, r in missed if r == reason)
        print(f"  {reason}：{count} 处，{len(names)} 个数")
        print("    " + "、".join(f"{name}×{n}" for name, n in names.most_common()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GOOD)
