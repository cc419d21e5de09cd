"""A result as it is written to a file: a report that is asked for as PDF is its page of HTML, printed."""

import sys
from pathlib import Path

from generator.commands.folder import is_report

NO_PRINT = "没有写 {}。也可以写成 .html，在浏览器里打印成 PDF。"
THERE = "{} 已经有了，不是本程序写的结果，写上去原来的就没有了。没有写。请换一个文件名。"


def on_paper(output: Path | None) -> bool:
    """Whether a result goes to a PDF."""
    return output is not None and output.suffix.lower() == ".pdf"


def finished(content: bytes, output: Path) -> bytes | None:
    """What is written; None where this machine cannot print, or a PDF of another kind is there already, which is told."""
    if not on_paper(output):
        return content if content.startswith(b"PK") else content + b"\n"
    if output.is_file() and not is_report(output):
        print(THERE.format(output), file=sys.stderr)
        return None
    from generator.source.resources import find
    from generator.writers.pdf import PdfUnavailable, print_page

    try:
        return print_page(content.decode(), find("look", "report.css").parent)
    except PdfUnavailable as error:
        print(f"{error}\n{NO_PRINT.format(output)}", file=sys.stderr)
    return None
