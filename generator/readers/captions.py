"""Texts that stand around a table or a page: numbers and head lines of tables, notes, page numbers, contents leaders."""

import re

from generator.model.numerals import NUMERALS
from generator.model.unit_names import is_head
from generator.source.words import said

_CAPTION = said("篇.表的题目和表号")
_OF_CHART = said("篇.图题")
_NOTE = said("篇.表注")
_PAGE_NUMBER = said("篇.页码")
_LEADER = re.compile(r"((\s*[.…·•．。_]){3,}|\s*…+|\t)\s*[-—]?\s*\d{1,3}\s*[-—]?$")
_LEADERS = " .…·•．_\t\u3000"
_DOTS = re.compile(r"\s*(?:…{2,}|[.·•．。_—-]{4,}|(?:[.·•．]\s+){3,})[\s.·•．。_…—-]*[（(]?\s*[）)]?$")
_NUMBERED = re.compile(rf"第[{NUMERALS}\d]+[部章节]|[（(]?[{NUMERALS}\d]{{1,3}}[、.．）)]|附[件表录]|目[录次]$")
_TITLED = said("篇.标题的字样")
_SENTENCE, _TITLE = said("篇.不是目录的一行"), 45
_POINTER = said("篇.只指向附件")
_LONGEST = 120
_GAP = re.compile(r"\t+|[ \u3000\xa0]{2,}|\u3000")


def bare(text: str) -> str:
    """A text without any white space, for comparing."""
    return "".join(text.split())


def is_caption(text: str) -> bool:
    """Whether a text is the title, the number or part of the head line of a table."""
    return len(text) < _LONGEST and (is_head(short := bare(text)) or _CAPTION.fullmatch(short) is not None)


def says_nothing(text: str) -> bool:
    """Whether a text only points to an annex (见附件) or is a date."""
    return _POINTER.match(text) is not None


def is_chart_caption(text: str) -> bool:
    """Whether a line stands below a chart to name it."""
    return len(text) < _LONGEST and _OF_CHART.fullmatch(text) is not None and not text.endswith("。")


def is_note(text: str) -> bool:
    """Whether a text stands below a table to explain it."""
    return _NOTE.match(bare(text)) is not None


def is_page_number(text: str) -> bool:
    """Whether a line is only the number of a page."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def without_leader(text: str) -> str:
    """A line of the contents without its dots and page number."""
    match = _LEADER.search(text, max(len(text) - _LONGEST, 0)) or _dots(text)
    return text[: match.start()].rstrip(_LEADERS) if match else text.rstrip()


def _dots(text: str) -> re.Match[str] | None:
    """The dots of a line of the contents whose page number got lost: behind a title, not behind the words of a sentence."""
    match = _DOTS.search(text, max(len(text) - _LONGEST, 0))
    title = bare(text[: match.start()]).rstrip(_LEADERS) if match else ""
    entry = len(title) <= _TITLE and not _SENTENCE.search(title) and (_NUMBERED.match(title) or _TITLED.search(title) or not title)
    return match if entry else None


def head_line(text: str) -> list[int]:
    """Where the parts of the head line of a table begin (部门, 年度, 金额单位 set apart on one line); else nothing."""
    gaps = list(_GAP.finditer(text))
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return starts if gaps and all(map(is_caption, filter(None, parts))) else []
