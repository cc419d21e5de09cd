"""What a correction did to a document: figures old and new with the sentences and cells they stand in, and wording."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from generator.disclosure.record import Piece, Record

LARGE = 1_000_000
COMPUTED = ("占", "完成", "增减额", "增减率")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is printed otherwise (empty where it was not printed before or is no longer), and the pieces that print it."""

    name: str
    old: str
    new: str
    where: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A line that reads otherwise; empty on one side where it was added or left out."""

    section: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Revision:
    """All changes between two builds."""

    figures: tuple[FigureChange, ...]
    texts: tuple[TextChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether the document says the same."""
        return not self.figures and not self.texts


def revise(old: Record, new: Record) -> Revision:
    """The changes from one build to another; where the older does not know how figures were printed, of their values.

    Another version of the program may call a rate or a difference otherwise: those only one of the two knows are not told.
    """
    was, now = (old.printed, new.printed) if old.printed else (old.figures, new.figures)
    renamed = was.keys() ^ now.keys() if old.version != new.version else set()
    names = [n for n in {**was, **now} if was.get(n) != now.get(n) and not (n in renamed and n.endswith(COMPUTED))]
    before, after = printing(old), printing(new)
    figures = tuple(
        FigureChange(name, was.get(name, ""), now.get(name, ""), tuple((after if name in now else before).get(name, ())))
        for name in names
    )  # fmt: skip
    return Revision(figures, tuple(_texts(old.pieces, new.pieces)))


def printing(record: Record) -> dict[str, list[Piece]]:
    """For each figure the pieces that print it, each once."""
    found: dict[str, list[Piece]] = {}
    for piece in record.pieces:
        for name in dict.fromkeys(piece.figures):
            found.setdefault(name, []).append(piece)
    return found


def _texts(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> Iterator[TextChange]:
    """Lines that differ, section by section, those that stand at the same place paired."""
    before, after = _by_section(old), _by_section(new)
    for section in {**before, **after}:
        yield from _lines(section, before.get(section, []), after.get(section, []))


def _by_section(pieces: tuple[Piece, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for piece in pieces:
        found.setdefault(piece.section, []).append(piece.text)
    return found


def _lines(section: str, before: list[str], after: list[str]) -> Iterator[TextChange]:
    if len(before) * len(after) > LARGE:
        yield from _labelled(section, before, after)
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (TextChange(section, *pair) for pair in zip_longest(before[a:b], after[c:d], fillvalue=""))


def _labelled(section: str, before: list[str], after: list[str]) -> Iterator[TextChange]:
    """Cells of a table too long to look for the least change: paired by row and place in the row."""
    old, new = _numbered(before), _numbered(after)
    for key in {**old, **new}:
        if old.get(key) != new.get(key):
            yield TextChange(section, old.get(key, ""), new.get(key, ""))


def _numbered(texts: list[str]) -> dict[tuple[str, int], str]:
    seen: Counter[str] = Counter()
    found = {}
    for text in texts:
        label = text.partition("：")[0]
        found[label, seen[label]] = text
        seen[label] += 1
    return found


def as_text(revision: Revision, written: bool = False) -> str:
    """The changes for the console; `written` says that a 更正说明 with all of them is written too."""
    if revision.nothing:
        return "与上次生成的内容相同。"
    lines = [f"与上次相比：{len(revision.figures)} 个数、{len(revision.texts)} 处文字或表格有变动。"]
    for change in sorted(revision.figures, key=lambda c: (c.name.endswith(COMPUTED) or "占" in c.name, c.name)):
        lines.append(f"  {change.name}：{change.old or '（无）'} → {change.new or '（无）'}，见 {_places(change)}")
    for text in revision.texts[:MOST]:
        lines += [f"  【{text.section}】", f"    原：{text.old or '（无）'}", f"    现：{text.new or '（无）'}"]
    if len(revision.texts) > MOST:
        lines.append(f"  …其余 {len(revision.texts) - MOST} 处{'见更正说明' if written else '没有列出'}。")
    return "\n".join(lines)


MOST = 12


def _places(change: FigureChange) -> str:
    return "、".join(dict.fromkeys(piece.section for piece in change.where)) or "文件里没有印出"
