"""HTML tables: caption, column widths, head and body rows, notes."""

from collections.abc import Callable, Iterator
from html import escape

from generator.document.columns import listings
from generator.document.grid import place
from generator.document.tree import Cell, Table
from generator.model.figure import Figure
from generator.source.widths import halves
from generator.writers.table_fit import short, size

Show = Callable[[str, Figure | str], str]
"""Shows a text that prints a figure, or that stands where the figure of that name would, were it known."""
# 表至少多宽（rem），数和编码才不断开；screen.css 里各有一个类。半角字符和格子的边距各占多少
WIDTHS, LANDSCAPE = (44, 58, 66, 76, 90), 58
CHARACTER, PADDING = 0.52, 0.5
NEXT = "\n"


def table_markup(table: Table, show: Show) -> str:
    """A section with the table in a box that scrolls, captioned by its title and head line, and its notes."""
    before, rows, after = table_parts(table, show)
    return f"{before}{NEXT.join(rows)}{after}"


def table_parts(table: Table, show: Show) -> tuple[str, list[str], str]:
    """The same in three: what stands before the rows of the body, these one by one, and what stands after them."""
    letters = size(table)
    looks = {"sheet": table.sheet, "landscape": table.landscape, "short": not (table.sheet or table.landscape) and short(table, letters)}
    kinds = ["table", f"wide{_wide(table)}", *(name for name, so in looks.items() if so)]
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    stuck = _names(table)
    head, rows = (list(_rows(name, table, stuck, show)) for name in ("thead", "tbody"))
    thead = f"<thead>\n{NEXT.join(head)}\n</thead>\n" if head else _frame("thead", table)
    opened, closed = ("<tbody>\n", "\n</tbody>\n") if rows else ("", "")
    before = f"""<section class="{" ".join(kinds)}">
<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.title)}">
<table class="size{letters}"><caption>{_caption(table)}</caption>
<colgroup>{_columns(table.widths)}</colgroup>
{thead}{opened}"""
    return before, rows, f"{closed}{_frame('tfoot', table)}</table></div>{notes}</section>"


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


def _wide(table: Table) -> int:
    """The least width at which every number and code of the table stands on one line."""
    total = sum(table.widths)
    kept = ((column, cell) for _, column, cell in place(table.body) if cell.colspan == 1 and (cell.figure or cell.text.isdecimal()))
    least = [(halves(cell.text) * CHARACTER + PADDING) * total / table.widths[column] for column, cell in kept]
    wanted = max(least, default=0), LANDSCAPE if table.landscape else 0
    return next((width for width in WIDTHS if width >= max(wanted)), WIDTHS[-1])


def _names(table: Table) -> tuple[int, ...]:
    """The columns of names that stay in sight where a table is wider than the screen.

    The names of a list to the right push those before them aside, so they must cover them; a table without head has no such columns.
    """
    names = [name for listing in listings(table) if (name := listing.name(table)) is not None]
    widths = [table.widths[name] for name in names]
    return tuple(names) if table.head and widths == sorted(widths) else ()


def _rows(name: str, table: Table, stuck: tuple[int, ...], show: Show) -> Iterator[str]:
    rows = table.head if name == "thead" else table.body
    write = _head_row if name == "thead" else _body_row
    looks: list[list[str]] = [[] for _ in rows]
    for row, column, cell in place(rows):
        looks[row].append(_look(cell, column, stuck, table.widths))
    return (f"<tr>{''.join(write(row.cells, look, show))}</tr>" for row, look in zip(rows, looks, strict=True))


def _look(cell: Cell, column: int, stuck: tuple[int, ...], widths: tuple[int, ...]) -> str:
    """The attributes of a cell that decide its look; one that ends with a column of names stops where that column is in sight."""
    stays = column + cell.colspan - 1 in stuck
    classes = (cell.align if cell.align != "left" else "", "bold" if cell.bold else "", "name" if stays else "")
    kind = " ".join(filter(None, classes))
    before = sum(widths[column : column + cell.colspan - 1]) if stays else 0
    stop = f' style="left:calc(var(--wide) * -{before} / {sum(widths)})"' if before else ""
    return (f' class="{kind}"' if kind else "") + stop


def _frame(name: str, table: Table) -> str:
    """On paper a cell that spans rows over a page's end gets its lines there from empty rows that every page repeats."""
    if all(cell.rowspan == 1 for row in table.body for cell in row.cells):
        return ""
    return f'<{name} class="frame"><tr><td colspan="{len(table.widths)}"></td></tr></{name}>'


def _head_row(cells: tuple[Cell, ...], looks: list[str], show: Show) -> Iterator[str]:
    for cell, look in zip(cells, looks, strict=True):
        scope = "colgroup" if cell.colspan > 1 else "col"
        yield _cell(cell, "th", f' scope="{scope}"', look, show) if cell.text else _cell(cell, "td", "", look, show)


def _body_row(cells: tuple[Cell, ...], looks: list[str], show: Show) -> Iterator[str]:
    """Text that opens a row or follows a figure names the figures to its right: 公开01表 is two tables side by side."""
    for before, cell, look in zip((None, *cells), cells, looks, strict=False):
        names = cell.text and cell.figure is None and not cell.wants and (before is None or before.figure is not None)
        scope = ' scope="rowgroup"' if cell.rowspan > 1 else ' scope="row"'
        yield _cell(cell, "th", scope, look, show) if names else _cell(cell, "td", "", look, show)


def _cell(cell: Cell, name: str, attributes: str, look: str, show: Show) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    printed = cell.figure or cell.wants
    text = show(cell.text, printed) if printed else "".join(_shown(*piece) for piece in cell.pieces)
    return f"<{name}{attributes}{spans}{look}>{text}</{name}>"


def _shown(text: str, strong: bool) -> str:
    return f"<strong>{escape(text)}</strong>" if strong else escape(text)
