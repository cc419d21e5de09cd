"""A report that is asked for as PDF: its page of HTML, printed."""

import sys
from pathlib import Path

from generator.commands.folder import is_report

NO_PRINT = "没有写 {}。也可以写成 .html，在浏览器里打印成 PDF。"

THERE = "{} 已经有了，不是本程序写的结果，写上去原来的就没有了。没有写。请换一个文件名。"


def on_paper(page: str, output: Path) -> bytes | None:
    """The page as PDF; None where this machine cannot, or a PDF of another kind is there already, which is told."""
    if output.is_file() and not is_report(output):
        print(THERE.format(output), file=sys.stderr)
        return None
    from generator.source.resources import find
    from generator.writers.pdf import PdfUnavailable, print_page

    try:
        return print_page(page, find("look", "report.css").parent)
    except PdfUnavailable as error:
        print(f"{error}\n{NO_PRINT.format(output)}", file=sys.stderr)
    return None
