"""Annotated copies: each finding a note at its words, the tags of a PDF as they were, the checked file not touched."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
import pypdf
import pytest

from generator.cli import main
from generator.commands.notes_pdf import highlighted
from generator.published.text import fold
from generator.published.words_at import Words
from generator.source.finding import ordered
from generator.source.place import Place
from tests import raw_pdf
from tests.spoiled import CELL, checked, file

Output = pytest.CaptureFixture[str]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=["docx", "pdf"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A file and its annotated copy, made by the command."""
    folder = tmp_path_factory.mktemp("批注")
    path = Path(shutil.copy(file(request.param), folder))
    main(["check", str(path), "--annotate", str(folder / f"批注.{request.param}"), "--hints"])
    return path, folder / f"批注.{request.param}"


def told(path: Path) -> Iterator[tuple[str, str]]:
    """Each note with the words that it is on."""
    if path.suffix == ".pdf":
        for number, page in enumerate(pypdf.PdfReader(path).pages):
            sheet = pdfplumber.open(path).pages[number] if "/Annots" in page else None
            for note in (each.get_object() for each in page.get("/Annots", ())):
                if note["/Subtype"] == "/Highlight":
                    assert sheet is not None and note["/T"] == "决算核对"
                    yield str(note["/Contents"]), "".join(under(sheet, [float(each) for each in note["/QuadPoints"]]))
        return
    document = docx.Document(str(path))
    for comment in document.comments:
        inside, text = False, ""
        for node in document.element.body.iter():
            if node.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd") and node.get(f"{W}id") == str(comment.comment_id):
                inside = node.tag == f"{W}commentRangeStart"
            text += (node.text or "") if inside and node.tag == f"{W}t" else ""
        yield comment.text, text


def under(sheet: pdfplumber.page.Page, points: list[float]) -> Iterator[str]:
    """The characters of which the middle lies in one of some boxes, each given by its corners."""
    for n in range(0, len(points), 8):
        (x0, x1), (y0, y1) = (sorted((min(side), max(side))) for side in (points[n : n + 8 : 2], points[n + 1 : n + 8 : 2]))
        for char in sheet.chars:
            middle = (char["x0"] + char["x1"]) / 2, sheet.height - (char["top"] + char["bottom"]) / 2
            if x0 < middle[0] < x1 and y0 < middle[1] < y1:
                yield char["text"]


def test_each_finding_is_noted_at_its_words(made: tuple[Path, Path]) -> None:
    path, copy = made
    notes = list(told(copy))
    found = ordered(checked(file(path.suffix.removeprefix("."))).findings)
    assert sorted(re.findall(r"[EWH]\d{3}", note)[0] for note, _ in notes) == sorted(finding.code for finding in found) and len(found) > 10
    by_code = {code: [words for note, words in notes if code in note] for code in ("E201", "E212")}
    assert [fold(words) for words in by_code["E201"]] == [CELL[1]]
    assert {fold(words).strip("，") for words in by_code["E212"]} == {"占57.0%", "占全年支出的57.0%"}
    assert all(words.strip() for _, words in notes)
    assert all(path.name not in note and f"{finding.title}：" in "".join(n for n, _ in notes) for note, _ in notes for finding in found)


def test_the_file_is_not_touched_and_a_pdf_stays_tagged(made: tuple[Path, Path]) -> None:
    path, copy = made
    original = file(path.suffix.removeprefix(".")).read_bytes()
    assert path.read_bytes() == original
    if path.suffix == ".pdf":
        assert copy.read_bytes().startswith(original)
        before, after = (pypdf.PdfReader(each).trailer["/Root"] for each in (path, copy))
        assert after["/MarkInfo"]["/Marked"] and after["/Lang"] == before["/Lang"]
        assert len(str(after["/StructTreeRoot"].get_object())) == len(str(before["/StructTreeRoot"].get_object()))
    else:
        texts = [[p.text for p in docx.Document(str(each)).paragraphs] for each in made]
        assert texts[0] == texts[1]


def test_nothing_is_written_over(made: tuple[Path, Path], capsys: Output) -> None:
    path, copy = made
    before = copy.read_bytes()
    for name in (copy, path):
        assert main(["check", str(path), "--annotate", str(name)]) == 2 and "没有写" in capsys.readouterr().err
    assert main(["check", str(path), "--annotate", "批注.xlsx"]) == 2 and "后缀" in capsys.readouterr().err
    assert main(["check", str(path.parent), "--annotate", str(path.with_stem("又"))]) == 2 and "一份" in capsys.readouterr().err
    assert copy.read_bytes() == before and path.read_bytes() == file(path.suffix.removeprefix(".")).read_bytes()


def test_a_file_is_what_it_holds_whatever_it_is_called(tmp_path: Path, capsys: Output) -> None:
    for kind, other in (("docx", "pdf"), ("pdf", "docx")):
        path = Path(shutil.copy(file(kind), tmp_path / f"改了名的.{other}"))
        assert main(["check", str(path), "--annotate", str(tmp_path / f"批注.{other}")]) == 2
        assert f"内容是 .{kind}" in capsys.readouterr().err
        main(["check", str(path), "--annotate", str(tmp_path / f"批注.{kind}")])
        assert "批注" in capsys.readouterr().err and list(told(tmp_path / f"批注.{kind}"))
    text = tmp_path / "公开.txt"
    text.write_text("某局2021年度部门决算\n", "utf-8")
    assert main(["check", str(text), "--annotate", str(tmp_path / "又.docx")]) == 2 and "不是 docx 或 pdf" in capsys.readouterr().err


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [False, True])
def test_words_on_turned_pages_are_highlighted(turned: bool, shown: int) -> None:
    from generator.published.outline import Line, outline
    from generator.readers.pdf.document import read_pdf

    text = "甲乙丙丁戊己庚辛壬癸"
    content = raw_pdf.pdf([raw_pdf.text(200, 300, text, turned=turned)], embedded=True, turn=shown)
    (line,) = (part for part in outline(read_pdf(content, "a.pdf")) if isinstance(part, Line))
    assert line.text.place(0) == Place("a.pdf", 1, 1, 1)
    copy = highlighted(content, "a.pdf", [(Words(line, 0, 10), "错误 E999 试：试")])
    (note,) = pypdf.PdfReader(BytesIO(copy)).pages[0]["/Annots"]
    x0, y0, x1, y1 = map(float, note.get_object()["/Rect"])
    across, up = (30, 170) if turned else (170, 30)
    assert x1 - x0 == pytest.approx(across, abs=18) and y1 - y0 == pytest.approx(up, abs=18)
    assert (x0 < 202 < 350 < x1 and y0 < 306 < y1) if not turned else (x0 < 195 < x1 and y0 < 302 < 450 < y1)
