"""HTML tables: caption, column widths, head and body rows, notes."""

from collections.abc import Callable, Iterator
from html import escape

from generator.document.tree import Cell, Row, Table
from generator.model.figure import Figure
from generator.writers.table_fit import size

Show = Callable[[str, Figure], str]


def table_markup(table: Table, show: Show) -> str:
    """A section with the table in a box that scrolls, captioned by its title and head line, and its notes."""
    kinds = ["table", *(["sheet"] if table.sheet else []), *(["landscape"] if table.landscape else [])]
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    thead = _rows("thead", table.head, show) or _frame("thead", table)
    tbody = _rows("tbody", table.body, show)
    return f"""<section class="{" ".join(kinds)}">
<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.title)}">
<table class="size{size(table)}"><caption>{_caption(table)}</caption>
<colgroup>{_columns(table.widths)}</colgroup>
{thead}{tbody}{_frame("tfoot", table)}</table></div>{notes}</section>"""


def _caption(table: Table) -> str:
    anchor = f' id="{escape(table.anchor)}"' if table.anchor else ""
    title = f"<h3{anchor}>{escape(table.title)}</h3>" if table.title else ""
    number = f'<p class="number">{escape(table.number)}</p>' if table.number else ""
    line = (("left", table.left), ("middle", table.middle), ("right", table.right))
    spans = "".join(f'<span class="{side}">{escape(text)}</span>' for side, text in line)
    return f'{title}{number}<p class="line">{spans}</p>' if any(t for _, t in line) else title + number


def _columns(widths: tuple[int, ...]) -> str:
    total = sum(widths)
    return "".join(f'<col style="width:calc(100% * {width} / {total})">' for width in widths)


def _rows(name: str, rows: tuple[Row, ...], show: Show) -> str:
    if not rows:
        return ""
    write = _head_row if name == "thead" else _body_row
    lines = "\n".join(f"<tr>{''.join(write(row.cells, show))}</tr>" for row in rows)
    return f"<{name}>\n{lines}\n</{name}>\n"


def _frame(name: str, table: Table) -> str:
    """On paper a cell that spans rows over a page's end gets its lines there from empty rows that every page repeats."""
    if all(cell.rowspan == 1 for row in table.body for cell in row.cells):
        return ""
    return f'<{name} class="frame"><tr><td colspan="{len(table.widths)}"></td></tr></{name}>'


def _head_row(cells: tuple[Cell, ...], show: Show) -> Iterator[str]:
    for cell in cells:
        scope = "colgroup" if cell.colspan > 1 else "col"
        yield _cell(cell, "th", f' scope="{scope}"', show) if cell.text else _cell(cell, "td", "", show)


def _body_row(cells: tuple[Cell, ...], show: Show) -> Iterator[str]:
    """Text that opens a row or follows a figure names the figures to its right: 公开01表 is two tables side by side."""
    for before, cell in zip((None, *cells), cells, strict=False):
        names = cell.text and cell.figure is None and (before is None or before.figure is not None)
        scope = ' scope="rowgroup"' if cell.rowspan > 1 else ' scope="row"'
        yield _cell(cell, "th", scope, show) if names else _cell(cell, "td", "", show)


def _cell(cell: Cell, name: str, attributes: str, show: Show) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    classes = " ".join(filter(None, (cell.align if cell.align != "left" else "", "bold" if cell.bold else "")))
    kind = f' class="{classes}"' if classes else ""
    text = show(cell.text, cell.figure) if cell.figure else escape(cell.text)
    return f"<{name}{attributes}{spans}{kind}>{text}</{name}>"
