"""Characters that no font of this machine holds: which they are, and where in the document they stand."""

from collections.abc import Collection, Iterator

from generator.document.tree import Document, Heading, Table, plain, table_lines
from generator.document.tree import lines as lines_of

AROUND, MOST = 8, 5
MISSING = """生成不了 PDF：有的字没有一种字体有，会印成空框。
{}
补救：改用通行的字，或者装上有这个字的字体，例如 fonts-noto-cjk。其他格式不受影响。"""
LINE = "  “{}”（{}）{}"


def untold(document: Document, characters: Collection[str]) -> str:
    """What is said of characters without a glyph, each with its first place."""
    told = [LINE.format(each, f"U+{ord(each):04X}", _place(document, each)) for each in list(dict.fromkeys(characters))[:MOST]]
    more = len(set(characters)) - MOST
    return MISSING.format("\n".join([*told, *([f"  还有 {more} 个字"] if more > 0 else [])]))


def _place(document: Document, character: str) -> str:
    """Where a character stands first: the section and the words around it."""
    for section, line in _lines(document):
        if (at := line.find(character)) >= 0:
            start = max(0, at - AROUND)
            return f"在{f'“{section}”的' if section else ''}“{line[start : at + AROUND]}”里"
    return "在图里"


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """Every line of text with the title of its section."""
    section = ""
    for block in document.blocks:
        match block:
            case Heading(level=1 | 2, runs=runs):
                section = plain(runs)
            case Table(title=title) if title:
                yield from ((title, line) for line in table_lines(block))
                continue
        yield from ((section, line) for line in lines_of(Document("", "", 0, (block,))))
