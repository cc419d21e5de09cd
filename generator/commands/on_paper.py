"""A result as it is written to a file: a report that is asked for as PDF is its page of HTML, printed."""

import sys
from pathlib import Path

NO_PRINT = "没有写 {}。也可以写成 .html，在浏览器里打印成 PDF。"


def on_paper(output: Path | None) -> bool:
    """Whether a result goes to a PDF."""
    return output is not None and output.suffix.lower() == ".pdf"


def finished(content: bytes, output: Path) -> bytes | None:
    """What is written; None where this machine cannot print, which is told."""
    if not on_paper(output):
        return content if content.startswith(b"PK") else content + b"\n"
    from generator.source.resources import find
    from generator.writers.pdf import PdfUnavailable, print_page

    try:
        return print_page(content.decode(), find("look", "report.css").parent)
    except PdfUnavailable as error:
        print(f"{error}\n{NO_PRINT.format(output)}", file=sys.stderr)
    return None
