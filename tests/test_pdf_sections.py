"""The PDF laid out section by section is the one laid out whole, byte for byte, after any correction too."""

import gc
import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings

from generator.disclosure.department import examine, read_department
from generator.document.tree import Block, Contents, Document, Heading, Paragraph, Run, Table
from generator.writers import fonts, pdf, pdf_sections
from generator.writers.pdf import PdfWarning
from generator.writers.pdf_paint import PaintedPage
from tests import sample_tree
from tests.departments import departments
from tests.factory import make

ROOT = Path(__file__).resolve().parents[1]
LOOK = ROOT / "templates" / "look"
STYLE = (LOOK / "page.css").read_text("utf-8")
EXAMPLE = ROOT / "data" / "株洲市工业和信息化局" / "2021.yaml"


@pytest.fixture(autouse=True, scope="module")
def staying() -> Iterator[None]:
    """A process that keeps pages, as build --watch does."""
    with pdf.staying():
        yield


def whole(document: Document, look: Path = LOOK) -> bytes:
    """The PDF of the document laid out in one piece."""
    style = f"{fonts.faces()}\n{(look / 'page.css').read_text('utf-8')}"
    with pdf._no_garbage_collection():
        return pdf_sections.print_whole(pdf._load(), style, look, document, pdf._plain)


def apart(document: Document, look: Path = LOOK) -> bytes:
    """The PDF as a process makes it that has made none before."""
    pdf._press.cache_clear()
    return pdf.write_pdf(document, look)


def paragraph(text: str, style: Any = "正文") -> Paragraph:
    return Paragraph((Run(text),), style)


def with_blocks(*blocks: Block) -> Document:
    return replace(sample_tree.document(), blocks=blocks)


def lying(title: str) -> Table:
    """A landscape table without a number, which starts no page beside another one."""
    return replace(sample_tree.attachment(), title=title, anchor=title, landscape=True)


ROWS = 32  # 横的长表排到第二页就够
LONG = sample_tree.long_table()
SHORTER = replace(LONG, body=LONG.body[:ROWS])


def shortened(document: Document) -> Document:
    """The document with the long table on two pages."""
    return replace(document, blocks=tuple(SHORTER if block == LONG else block for block in document.blocks))


WHOLE = shortened(sample_tree.document())
INCOME = replace(sample_tree.empty_table(), title="收入决算表", number="公开02表", anchor="t02")
BODY = [INCOME if block == LONG else block for block in sample_tree.document().blocks[2:]]


def with_contents(*body: Block) -> Document:
    """A document of cover, contents and body."""
    return with_blocks(WHOLE.blocks[0], Contents("目　录", tuple(filter(None, map(sample_tree.entry, body)))), *body)


SAMPLE = with_contents(*BODY)
SMALL = with_contents(*(block for block in BODY if not isinstance(block, Table) or not block.body))
PART = sample_tree.part("第一部分　", "概况", "p1")
COVER, CONTENTS = WHOLE.blocks[:2]
assert isinstance(CONTENTS, Contents)
DOCUMENTS = {
    "样本": WHOLE,
    "草稿": replace(WHOLE, draft=True),
    "没有封面和目录": with_blocks(*WHOLE.blocks[2:]),
    "没有目录": with_blocks(COVER, *WHOLE.blocks[2:]),
    "目录两页": with_blocks(COVER, replace(CONTENTS, entries=CONTENTS.entries * 3), *WHOLE.blocks[2:]),
    "只有封面": with_blocks(COVER),
    "只有一段": with_blocks(paragraph("无")),
    "题在部分之后": with_blocks(PART, paragraph("绩效自评报告", "题"), paragraph("文")),
    "题在横表之后": with_blocks(PART, lying("甲"), paragraph("绩效自评报告", "题"), paragraph("文")),
    "横表相邻": with_blocks(PART, lying("甲"), lying("乙"), sample_tree.wide_table(), lying("丙"), paragraph("文")),
    "竖表相邻": with_blocks(PART, sample_tree.attachment(), sample_tree.totals_table(), sample_tree.empty_table()),
    "没有字的数": with_blocks(PART, paragraph("缺字\U000e1234在前"), sample_tree.empty_table(), paragraph("在后\U000e1235")),
}


@pytest.mark.filterwarnings("ignore:PDF 里")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_sections_make_the_same_file_as_the_whole(name: str) -> None:
    assert apart(DOCUMENTS[name]) == whole(DOCUMENTS[name])


def test_the_example_is_the_same() -> None:
    document, _ = examine(read_department(EXAMPLE))
    assert document is not None and len(list(pdf_sections.sections(document.blocks))) > 15
    assert apart(document) == whole(document)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(departments())
def test_any_department_is_the_same_cold_and_after_another(changes: dict[str, object]) -> None:
    document = make(changes).document
    assert document is not None
    assert pdf.write_pdf(document, LOOK) == whole(document)


def corrected(old: str, new: str) -> Document:
    """The sample with other words in its runs."""

    def block(block: Block) -> Block:
        if isinstance(block, Paragraph | Heading):
            return replace(block, runs=tuple(replace(run, text=run.text.replace(old, new)) for run in block.runs))
        return block

    return replace(SAMPLE, blocks=tuple(map(block, SAMPLE.blocks)))


CORRECTIONS = {
    "一个数": corrected("1,680.21", "1,680.12"),
    "生字": corrected("专款专用", "龘靐齉爩"),
    "多一页": corrected("专款专用", "专款专用" * 30),
    "前面多一页": corrected("贯彻执行", "贯彻执行" * 300),
    "草稿": replace(SAMPLE, draft=True),
    "标题": replace(SAMPLE, title="改后的标题"),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_gives_what_a_new_process_gives(name: str) -> None:
    before = pdf.write_pdf(SAMPLE, LOOK)
    after = pdf.write_pdf(CORRECTIONS[name], LOOK)
    assert after != before and after == whole(CORRECTIONS[name])
    assert pdf.write_pdf(SAMPLE, LOOK) == before


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The markup of all that is laid out during a test."""
    seen: list[str] = []
    render = pdf._load().HTML.__init__

    def watched(self: Any, *args: Any, string: str, **options: Any) -> None:
        seen.append(string)
        render(self, *args, string=string, **options)

    monkeypatch.setattr(pdf._load().HTML, "__init__", watched)
    return seen


def test_only_the_section_touched_is_laid_out_again(laid_out: list[str]) -> None:
    apart(SAMPLE)
    assert len(laid_out) > 8
    laid_out.clear()
    pdf.write_pdf(CORRECTIONS["一个数"], LOOK)
    (section,) = laid_out
    assert "1,680.12" in section and "<table" not in section


def test_pages_are_laid_out_again_where_their_numbers_change(laid_out: list[str]) -> None:
    apart(SAMPLE)
    laid_out.clear()
    pdf.write_pdf(CORRECTIONS["多一页"], LOOK)
    assert any("名词解释" in section for section in laid_out)
    assert not any("公开01表" in section for section in laid_out)


def test_the_pages_of_the_last_document_only_are_kept() -> None:
    for document in (CORRECTIONS["标题"], SAMPLE, CORRECTIONS["多一页"]):
        content = pdf.write_pdf(document, LOOK)
    gc.collect()
    kept = [each for each in gc.get_objects() if isinstance(each, PaintedPage)]
    blank = 1  # 目录之后,排目录时在它后面垫的一页
    assert len(kept) - blank == len(pypdf.PdfReader(io.BytesIO(content)).pages)


def rewritten(folder: Path, old: str, new: str) -> Path:
    """A folder with the style sheet changed."""
    assert old in STYLE
    (folder / "page.css").write_text(STYLE.replace(old, new, 1), "utf-8")
    return folder


ACROSS = {
    "总页数": ('counter(page) " —"', 'counter(page) "/" counter(pages)'),
    "页眉取自标题": ("@page {\n", "h3 { string-set: t content() }\n@page {\n  @bottom-center { content: string(t) }\n"),
    "部分不另起页": ("main h2 { break-before: page; break-after: page;", "main h2 {"),
    "表不另起页": (".sheet { break-before: page; break-after: page }", ""),
    "从封面起编页码": ("@page :nth(1 of main) { counter-reset: page 1 }", ""),
    "正文从左页起": ("break-before: right }", "break-before: left }"),
    "首个有别": ("main { page: main;", "main > :first-child { color: #00c } main { page: main;"),
    "相邻有别": ("main { page: main;", "h2 + section { color: #00c } main { page: main;"),
    "全文计数": ("main { page: main;", "h3 { counter-increment: h } h3::before { content: counter(h) } main { page: main;"),
    "指到标题": ("target-counter(attr(href), page)", "target-text(attr(href))"),
}


@pytest.fixture(scope="module")
def small() -> bytes:
    return whole(SMALL)


@pytest.mark.parametrize("name", ACROSS)
def test_a_style_that_looks_across_sections_is_laid_out_whole(name: str, small: bytes, tmp_path: Path) -> None:
    look = rewritten(tmp_path, *ACROSS[name])
    assert pdf.write_pdf(SMALL, look) == whole(SMALL, look) != small


OWN = {
    "边距": ("margin: 37mm 26mm 35mm 28mm", "margin: 30mm 20mm 30mm 20mm"),
    "底色": ("main { page: main;", ".title { background: linear-gradient(#fcc, #ccf); opacity: .5 } main { page: main;"),
    "边框": (".note {", ".note { border: 2pt dotted #c00; transform: rotate(1deg);"),
}


@pytest.mark.parametrize("name", OWN)
def test_an_office_s_own_look_is_the_same_in_sections(name: str, tmp_path: Path) -> None:
    look = rewritten(tmp_path, *OWN[name])
    assert pdf_sections.stands_apart((look / "page.css").read_text("utf-8"))
    assert apart(SAMPLE, look) == pdf.write_pdf(SAMPLE, look) == whole(SAMPLE, look)


def told(document: Document, look: Path) -> Iterator[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", PdfWarning)
        pdf.write_pdf(document, look)
    return (str(warning.message) for warning in caught if warning.category is PdfWarning)


def test_what_was_wrong_is_told_again_each_time(tmp_path: Path) -> None:
    look = rewritten(tmp_path, "main { page: main;", ".x { colour: red } main { page: main;")
    document = with_blocks(*SAMPLE.blocks, paragraph("缺\U000e1234"))
    first, second = (sorted(told(document, look)) for _ in range(2))
    assert first == second and len(first) == 2
    assert any("colour" in text for text in first) and any("U+E1234" in text for text in first)


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pdf.staying():
        apart(SAMPLE)
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
    pdf.write_pdf(SAMPLE, LOOK)
    assert not list(tmp_path.iterdir())
