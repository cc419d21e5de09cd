"""A department's file to its disclosure in every format."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.department import Department, examine, read_department
from generator.document.draft import with_findings
from generator.document.tree import Document
from generator.outputs import replace_files
from generator.source.finding import Finding, Level
from generator.source.resources import find

FORMATS = ("docx", "pdf", "html", "xlsx")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the files, all findings, and what could not be made and why."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()


def build(path: Path, formats: Iterable[str], output: Path, draft: bool = False) -> Built:
    """Build one department; raises UnreadableFile or OutputRefused.

    Errors among the findings mean no file is made; a draft is made in spite of them, with all findings in front.
    """
    department = read_department(path)
    document, findings = examine(department, draft)
    stopped = any(finding.level is Level.ERROR for finding in findings) and not draft
    if document is None or stopped:
        return Built((), findings)
    if draft:
        document = with_findings(document, findings)
    contents, missing = render(document, formats)
    stem = f"{department.name}{department.year}年度部门决算"
    files = {folder_of(department, output) / f"{stem}.{kind}": data for kind, data in contents.items()}
    replace_files(files)
    return Built(tuple(files), findings, missing)


def folder_of(department: Department, output: Path) -> Path:
    """Where a department's files go: output/部门/年度."""
    return output / department.name / str(department.year)


def render(document: Document, formats: Iterable[str]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The document in each format; a PDF that cannot be made on this machine is left out and said why."""
    contents: dict[str, bytes] = {}
    missing: list[str] = []
    for kind in formats:
        if kind == "pdf":
            data, notes = _pdf(document)
            missing += notes
        else:
            data = _render(document, kind)
        if data is not None:
            contents[kind] = data
    return contents, tuple(missing)


def _pdf(document: Document) -> tuple[bytes | None, list[str]]:
    """The PDF, None where this machine cannot make it, and what is to be said of it."""
    from generator.writers.pdf import PdfUnavailable, PdfWarning, write_pdf

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", PdfWarning)
        try:
            data = write_pdf(document, find("look"))
        except PdfUnavailable as error:
            return None, [str(error)]
    return data, [str(entry.message) for entry in caught if issubclass(entry.category, PdfWarning)]


def _render(document: Document, kind: str) -> bytes:
    look = find("look")
    match kind:
        case "docx":
            from generator.writers.docx import write_docx

            return write_docx(document, look / "reference.docx")
        case "html":
            from generator.writers.html import write_html

            return write_html(document, look)
    from generator.writers.xlsx import write_xlsx

    return write_xlsx(document)
