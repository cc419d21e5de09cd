"""Other programs on the same machine in the same run: what they need for one document. Each is left out where not installed."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import EXAMPLE, REPOSITORY, Spent, spend

PLAIN = """
import sys
from pathlib import Path
import weasyprint
weasyprint.HTML(string=Path(sys.argv[1]).read_text("utf-8")).write_pdf(sys.argv[2])
"""
TEMPLATE = """
import sys
from docxtpl import DocxTemplate
for _ in range(2):
    word = DocxTemplate(sys.argv[1])
    word.render({"name": "部门"})
    word.save(sys.argv[2])
"""


def peers(folder: Path) -> Iterator[tuple[str, Spent | None]]:
    """Each peer with what it spent on a document that this program made in the folder; None where it is not installed."""
    command = [sys.executable, "-m", "generator.cli", "build", str(EXAMPLE), "--to", "docx,html", "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
    (docx,), (html,) = folder.rglob("*.docx"), folder.rglob("*.html")
    office = shutil.which("soffice")
    convert = [office or "", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    yield "LibreOffice：DOCX 成 PDF", spend([*convert, "--outdir", str(folder), str(docx)]) if office else None
    yield "WeasyPrint 照原样：HTML 成 PDF", spend([sys.executable, "-c", PLAIN, str(html), str(folder / "plain.pdf")])
    template = [sys.executable, "-c", TEMPLATE, str(docx), str(folder / "filled.docx")]
    yield "docxtpl：填两份 DOCX", spend(template) if _has("docxtpl") else None


def _has(module: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
