"""Where a form wants it, the title of a part stands on the first page of its part, and the contents have no page numbers."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from generator.disclosure.render import render
from generator.document.tree import Document, Heading
from tests.factory import made

SHANGHAI, HUNAN = "上海市普陀区人民政府石泉路街道办事处/2025", "株洲市工业和信息化局/2021"


def document_of(name: str) -> Document:
    document = made(Path("data", f"{name}.yaml")).document
    assert document is not None
    return document


@pytest.fixture(scope="module")
def joined() -> Document:
    return document_of(SHANGHAI)


def test_the_form_says_which(joined: Document) -> None:
    for document, apart in ((joined, False), (document_of(HUNAN), True)):
        parts = [block for block in document.blocks if isinstance(block, Heading) and block.level == 1]
        assert len(parts) >= 4 and all(part.apart is apart for part in parts)


def test_the_contents_have_no_page_numbers_where_the_form_has_none(joined: Document) -> None:
    made_of = render(joined, ("pdf", "docx"))[0]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made_of["pdf"])]
    contents = "".join(pages[1:3])
    assert "目录" in contents and "十、预算绩效管理情况" in contents and not re.search(r"\.{2}|情况 *\d", contents)
    xml = ZipFile(BytesIO(made_of["docx"])).read("word/document.xml").decode()
    assert "PAGEREF" not in xml and r'TOC \o "1-2" \h \z \u \n' in xml


def test_the_first_table_stands_below_it_on_one_page(joined: Document) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(render(joined, ("pdf",))[0]["pdf"])]
    (page,) = (text for text in pages if "第二部分" in text and "目录" not in text and "情况说明" not in text)
    assert "收入支出决算总表" in page and "本年支出合计" in page and "第一部分" not in page


def test_in_word_too(joined: Document) -> None:
    xml = ZipFile(BytesIO(render(joined, ("docx",))[0]["docx"])).read("word/document.xml").decode()
    title = xml.index("收入支出决算总表", xml.index('w:val="heading1"'))
    assert 'w:before="0"' in xml and "pageBreakBefore" not in xml[xml.rindex("<w:p>", 0, title) : title]
