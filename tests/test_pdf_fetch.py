"""A page.css or page.typ of an office's own: files beside it count, the network never does, and it is said."""

import shutil
import socket
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.disclosure.render import render
from generator.document.tree import Cover, Document, Heading, Paragraph, Run
from generator.writers.pdf import PdfWarning, write_pdf
from generator.writers.pdf_fetch import allowed
from tests.test_cli import ROOT

DOCUMENT = Document("某局", "某局", 2021, (Cover(("某局",)), Heading(1, "", (Run("概况"),), "top"), Paragraph((Run("职责"),))))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
REMOTE = "http://127.0.0.1:9/x"


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A look of an office's own; a test in which anything connects anywhere fails."""
    calls: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        calls.append(arguments)
        raise OSError("联网了")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield Path(shutil.copytree(ROOT / "templates/look", tmp_path / "look"))
    assert calls == []


def told(look: Path, rule: str) -> list[str]:
    """What is said of a PDF with one more rule in its style."""
    sheet = look / "page.css"
    sheet.write_text((ROOT / "templates/look/page.css").read_text("utf-8") + rule, "utf-8")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert write_pdf(DOCUMENT, look).startswith(b"%PDF")
    return [str(entry.message) for entry in caught if issubclass(entry.category, PdfWarning)]


RULES = [
    f"p {{ background: url({REMOTE}.png) }}",
    f"h2::before {{ content: url('{REMOTE}.svg') }}",
    f"@font-face {{ font-family: x; src: url({REMOTE}.otf) }} p {{ font-family: x }}",
    "p { background: url(file:///etc/passwd) }",
    "p { background: url(../秘密.svg) }",
    "p { background: url(ftp://127.0.0.1/x.png) }",
    "p { background: url(//127.0.0.1/x.png) }",
]


@pytest.mark.parametrize("rule", RULES)
def test_what_lies_elsewhere_is_not_fetched_and_it_is_said(rule: str, look: Path) -> None:
    (look.parent / "秘密.svg").write_text(SVG, "utf-8")
    said = told(look, rule)
    (refused,) = [message for message in said if "没有用上" in message]
    assert str(look / "page.css") in refused and "Failed" not in "".join(said)


def test_a_style_sheet_from_elsewhere_is_not_either(look: Path) -> None:
    (look / "own.css").write_text(f"@import url({REMOTE}.css);", "utf-8")
    told(look, f"@import url({REMOTE}.css); @import url(own.css);")
    sheet = look / "page.css"
    sheet.write_text(f"@import url({REMOTE}.css); @import url(own.css);\n{sheet.read_text('utf-8')}", "utf-8")
    assert write_pdf(DOCUMENT, look).startswith(b"%PDF")


@pytest.mark.parametrize("source", ["徽.svg", "./sub/徽.svg", "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"])
def test_what_lies_beside_the_style_is_used(source: str, look: Path) -> None:
    (look / "sub").mkdir()
    for path in (look / "徽.svg", look / "sub/徽.svg"):
        path.write_text(SVG, "utf-8")
    assert not [message for message in told(look, f'p {{ background: url("{source}") }}') if "提示" in message]


def test_a_link_out_of_the_folder_is_followed_before_it_is_judged(tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (tmp_path / "x").write_text("", "utf-8")
    (look / "y").symlink_to(tmp_path / "x")
    assert not allowed((look / "y").as_uri(), (look,)) and allowed((look / "z").as_uri(), (look,))


def test_typst_fetches_no_package(look: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = look / "page.typ"
    page.write_text('#import "@preview/tablex:0.0.8": *\n' + page.read_text("utf-8"), "utf-8")
    monkeypatch.setattr("generator.writers.look.find", lambda *parts: look.joinpath(*parts[1:]))
    contents, said = render(DOCUMENT, ("pdf",), "typst")
    assert contents == {} and "程序不联网" in said[0] and str(page) in said[0]
