"""Comments in a copy of a Word document, each at the words or the cell that it is on."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from generator.published.text import FOLDING
from generator.published.words_at import Words
from generator.readers.blocks import Piece
from generator.readers.docx.document import cell_of, nodes_of
from generator.readers.docx.styles import w

AUTHOR, INITIALS = "决算核对", "核"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ASIDE = frozenset(map(w, ("del", "moveFrom", "txbxContent")))
Note = tuple[Words | Piece | None, str]


def commented(content: bytes, file: str, notes: Sequence[Note]) -> bytes:
    """A copy of a docx with a comment for each note; those on no place stand at the first paragraph."""
    import docx
    from docx.text.run import Run

    document = docx.Document(BytesIO(content))
    nodes = nodes_of(content, file, document.element.body)
    for words, text in notes:
        first, last = _runs(nodes, words) or _whole(next(document.element.body.iter(w("p"))))
        runs = [Run(first, document), Run(last, document)]
        document.add_comment(runs, text=text, author=AUTHOR, initials=INITIALS)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _runs(nodes: dict[int, Any], words: Words | Piece | None) -> tuple[Any, Any] | None:
    """The first and the last run of what a note is on."""
    if isinstance(words, Piece):
        row = nodes.get(words.place.line)
        cell = cell_of(row, words.place.column) if row is not None and row.tag == w("tr") else None
        return _whole(cell) if cell is not None else None
    place = words.line.text.place(words.start) if words else None
    node = nodes.get(place.line) if place else None
    if words is None or place is None or node is None:
        return None
    return _between(node, words.line.text.text[words.start : words.end], place.column - 1) or _whole(node)


def _whole(node: Any) -> tuple[Any, Any]:
    """The runs of a paragraph or a cell, an empty one where it has none."""
    runs = [run for run in node.iter(w("r")) if not _aside(run, node)]
    if not runs:
        paragraph = node if node.tag == w("p") else next(node.iter(w("p")))
        runs = [paragraph.makeelement(w("r"))]
        paragraph.append(runs[0])
    return runs[0], runs[-1]


def _aside(node: Any, within: Any) -> bool:
    above = node.getparent()
    while above is not None and above is not within:
        if above.tag in ASIDE:
            return True
        above = above.getparent()
    return False


def _between(paragraph: Any, wanted: str, offset: int) -> tuple[Any, Any] | None:
    """The runs that hold the wanted words and no more, of several such words those nearest to an offset."""
    letters = list(_letters(paragraph))
    text = "".join(letter for letter, _, _ in letters)
    at = min((n for n in range(len(text)) if text.startswith(wanted, n)), key=lambda n: abs(n - offset), default=-1)
    if at < 0 or not wanted:
        return None
    (_, first, start), (_, last, end) = letters[at], letters[at + len(wanted) - 1]
    _parted(last, end + 1)
    begun = _parted(first, start)
    return begun, begun if first is last else last.getparent()


def _letters(paragraph: Any) -> Iterator[tuple[str, Any, int]]:
    """Each character as it is matched, with the text that holds it and its index there; an opening quotation mark as such."""
    quoted = False
    for text in paragraph.iter(w("t")):
        if text.getparent().tag == w("r") and not _aside(text, paragraph):
            for at, character in enumerate(text.text or ""):
                kept = "“" if character in '"＂' and not quoted else FOLDING[ord(character)]
                quoted = kept == "“" or (quoted and kept != "”")
                if kept:
                    yield kept, text, at


def _parted(text: Any, at: int) -> Any:
    """Cut the run of a text before one of its characters; the run that begins with this one."""
    run = text.getparent()
    before = [child for child in run if child.tag != w("rPr")]
    if at == 0 and before[0] is text:
        return run
    index, after = list(run).index(text), deepcopy(run)
    for child in list(after)[:index]:
        if child.tag != w("rPr"):
            after.remove(child)
    for child in list(run)[index + 1 :]:
        run.remove(child)
    rest = next(child for child in after if child.tag == w("t"))
    text.text, rest.text = text.text[:at], text.text[at:]
    for each in (text, rest):
        each.set(SPACE, "preserve")
    run.addnext(after)
    return after
