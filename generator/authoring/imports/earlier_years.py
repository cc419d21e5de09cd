"""What a file of an earlier year gives to this year's: its reasons and offices, and its figures as last year's."""

import re
from collections.abc import Sequence

from generator.authoring.imports.one_value import gather
from generator.authoring.imports.paragraphs import told
from generator.model.catalogue import load_catalogue
from generator.model.facts import PRIOR, Facts
from generator.model.figure import Figure
from generator.published.publication import Publication

GIVEN = re.compile(r"概况\.|部门\.|.*\.(?:原因|较上年原因|说明|用途)$")
ROW = re.compile(r"\.\d{3,7}$")


def of_older(publications: Sequence[Publication], year: int, stated: Facts) -> Facts:
    """The texts of files of earlier years, and, of the year before, the figures under 上年."""
    out = Facts()
    for publication in publications:
        catalogue = load_catalogue(publication.report.year)
        said = told([publication]).facts
        for name, fact in said.items():
            if GIVEN.match(name) and not isinstance(fact, Figure) and _has_row(name, stated):
                out.setdefault(name, fact)
        if publication.report.year == year - 1:
            figures = said | gather([publication], catalogue)[0]
            out.update({f"{PRIOR}{n}": renamed(f, f"{PRIOR}{n}") for n, f in figures.items() if isinstance(f, Figure)})
    return out


def renamed(figure: Figure, name: str) -> Figure:
    """A figure that was read under another name."""
    return Figure(name, figure.value, figure.unit, figure.place)


def _has_row(name: str, stated: Facts) -> bool:
    """Whether the 科目 that a reason is of is there this year too."""
    row = name.rpartition(".")[0]
    rows = (row, row.replace("一般公共预算.", "支出."))
    return not ROW.search(row) or any(True for r in rows for _ in stated.under(r))
