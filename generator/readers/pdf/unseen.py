"""Pages of a PDF, or parts of them, that are pictures: nothing is written over them, so what they show cannot be read."""

from collections.abc import Sequence

from generator.readers.blocks import Cut
from generator.readers.pdf.glyphs import Area, Page
from generator.source.place import Place

FEWEST_GLYPHS = 8  # a page; fewer than that is a scan with a page number
_WRITTEN, _OUTLINED = 8, 300
_PART, _WHOLE = 4, 25  # 占版面的百分之几
_REMEDY = "这几页的内容没有核对。请找它的 Word 或网页版本，或先做文字识别"


def scanned(pages: Sequence[Page], file: str) -> list[Cut]:
    """What to say of the pages that are scanned."""
    if not (found := scanned_pages(pages)):
        return []
    return [Cut(f"{_runs(found)}是图片，里面没有文字，没有读", Place(file, 1, 1, found[0]), _REMEDY)]


def scanned_pages(pages: Sequence[Page]) -> list[int]:
    """The numbers of the pages that hold no text but a picture, or text drawn as outlines; the covers may be pictures."""
    bare = [page for page in pages if _is_bare(page)]
    covers = {pages[0].number, pages[-1].number if len(bare) < 2 or bare[-2] is not pages[-2] else 0} if pages else set()
    return [page.number for page in bare if page.number not in covers]  # 一直扫描到最后一页的，最后一页不是封底


def _is_bare(page: Page) -> bool:
    """Whether a page is a picture, or its text is drawn as outlines, so that it holds no text."""
    return len(page.glyphs) < FEWEST_GLYPHS and (_covered(page) >= _WHOLE or page.outlines > _OUTLINED)


def with_pictures(page: Page) -> bool:
    """Whether a page has pictures large enough to hold a table."""
    return _covered(page) >= _PART


def _covered(page: Page) -> int:
    """The percentage of a page that wide pictures with nothing written over them take."""
    areas = (_within(area, page) for area in page.pictures)
    wide = [area for area in areas if 5 * (area[2] - area[0]) >= 2 * page.width and not _written_over(area, page)]
    return 100 * sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in wide) // max(page.width * page.height, 1)


def _within(area: Area, page: Page) -> Area:
    x0, top, x1, bottom = area
    return max(x0, 0), max(top, 0), max(min(x1, page.width), 0), max(min(bottom, page.height), 0)


def _written_over(area: Area, page: Page) -> bool:
    x0, top, x1, bottom = area
    inside = (glyph for glyph in page.glyphs if x0 <= glyph.x0 <= x1 and top <= glyph.top <= bottom)
    return sum(1 for _ in inside) >= _WRITTEN


def _runs(numbers: Sequence[int]) -> str:
    """Numbers of pages in words: 第 2—5、9 页."""
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][-1] + 1:
            told[-1].append(number)
        else:
            told.append([number])
    return f"第 {'、'.join(str(run[0]) if len(run) == 1 else f'{run[0]}—{run[-1]}' for run in told)} 页"
