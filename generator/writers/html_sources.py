"""Where each figure of a page comes from: a bar at the foot of the screen that leads on to the figures it names."""

from collections.abc import Iterator
from html import escape

from generator.model.catalogue import Catalogue
from generator.model.explain import NO_TERMS, explain_line, value
from generator.model.figure import Figure
from generator.model.titles import called
from generator.writers.html_table import Show

CLOSED = "_close"
TOP = "文首"


class Sources:
    """Shows figures as links to their explanations, and keeps the explanations in order, one for all printings of a figure.

    A `public` page, half as long, does not tell the file, line and column where a figure was written, and calls figures as
    the text does: only computed ones are links, the others are where these lead to.
    """

    def __init__(self, public: bool = False, catalogue: Catalogue | None = None) -> None:
        self.public = public
        self.catalogue = catalogue
        self.figures: list[Figure] = []
        self.numbers: dict[str, int] = {}
        self.places: dict[int, dict[str, int]] = {}
        self.typed: dict[str, int] = {}
        self.printed = 0

    def within(self, section: str) -> Show:
        """What shows a figure in that section: its text, linked where it has a formula or a place."""

        def show(text: str, figure: Figure | str) -> str:
            if not text or isinstance(figure, str) or (figure.formula is None and figure.place is None):
                return escape(text)
            if self.public and figure.formula is None:
                return self._place_of(text, figure)
            number, place, self.printed = self._number(figure), self.printed, self.printed + 1
            self.places.setdefault(number, {}).setdefault(section or TOP, place)
            hint = "" if self.public else f' title="{escape(explain_line(figure, public=True))}"'
            return f'<a id="_f{place}" href="#_s{number}"{hint}>{escape(text)}</a>'

        return show

    def _place_of(self, text: str, figure: Figure) -> str:
        """A figure that is not computed, a place to lead to where it is printed first."""
        line = explain_line(figure)
        if line in self.typed:
            return escape(text)
        self.typed[line], self.printed = self.printed, self.printed + 1
        return f'<span id="_f{self.typed[line]}">{escape(text)}</span>'

    def markup(self) -> str:
        """All explanations, those too of figures that are only named in others; one is seen at a time."""
        items = "\n".join(self._items())
        return f'<aside id="{CLOSED}" aria-label="数字的来源和算法"><ol>{items}</ol></aside>'

    def _number(self, figure: Figure) -> int:
        line = explain_line(figure)
        if line not in self.numbers:
            self.numbers[line] = len(self.figures)
            self.figures.append(figure)
        return self.numbers[line]

    def _items(self) -> Iterator[str]:
        for number, figure in enumerate(self.figures):  # 解释里说到的数还会添在后面
            places = "、".join(f'<a href="#_f{place}">{escape(where)}</a>' for where, place in self.places.get(number, {}).items())
            printed = f" <span>印在：{places}</span>" if places and not self.public else ""
            yield f'<li id="_s{number}">{self._explained(figure)}{printed} <a href="#{CLOSED}">关闭</a></li>'

    def _explained(self, figure: Figure) -> str:
        """As explain_line, with a link at each figure that it is computed from."""
        head = self._named(figure) + escape(figure.unit)
        if figure.formula is not None:
            terms = map(self._linked, figure.formula.terms)
            return f"{head} = {f' {figure.formula.op.value} '.join(terms) or NO_TERMS}"
        return escape(explain_line(figure, public=True))

    def _linked(self, term: Figure) -> str:
        """A figure that another is computed from, with a link to its own explanation or, on a public page, to where it is printed."""
        if not self.public or term.formula is not None:
            return f'<a href="#_s{self._number(term)}">{self._named(term)}</a>'
        place = self.typed.get(explain_line(term))
        return self._named(term) if place is None else f'<a href="#_f{place}">{self._named(term)}</a>'

    def _named(self, figure: Figure) -> str:
        name = called(figure, self.catalogue) if self.public and self.catalogue else figure.name
        return escape(f"{name} {value(figure)}")
