"""check --annotate: a copy of the checked file with each finding as a note at its words; the file itself is never touched."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.commands.checked import Checked
from generator.published.read_apart import apart
from generator.published.reading import PublishedFile
from generator.published.words_at import Parts
from generator.readers.blocks import UnreadablePublication
from generator.readers.open import kind_of, kind_of_file, read_blocks
from generator.source.finding import Finding, Level, ordered

KINDS = {".docx", ".pdf"}
ONE = "--annotate 一次批注一份公开的 docx 或 pdf：请只写一个文件。"
NO_KIND = "{path} 不是 docx 或 pdf，不能加批注。可以写 -o 核对.html，得到左右两栏的核对结果。"
LIKE = "{path} 的内容是 {suffix}，{made} 的后缀也要是 {suffix}。没有写。"
THERE = "{made} 已经有了。没有写。请换一个文件名，或先删去它：批注写在副本里，不改写已有的文件。"


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    told = "另写一份批注过的副本（docx 加批注，pdf 加高亮和附注），原来的文件不动"
    parser.add_argument("--annotate", "--批注", dest="annotate", type=Path, metavar="文件", help=told)


def refused(made: Path | None, files: Sequence[Path], in_folder: bool) -> str:
    """Why no annotated copy can be written under a name; empty where it can, or where none is wanted."""
    if made is None:
        return ""
    if in_folder or len(files) != 1:
        return ONE
    if not files[0].is_file():
        return ""  # 打不开，核对时说
    if (kind := kind_of_file(files[0])) not in KINDS:
        return NO_KIND.format(path=files[0].name)
    if made.suffix.lower() != kind:
        return LIKE.format(made=made, path=files[0].name, suffix=kind)
    return THERE.format(made=made) if made.exists() or made.is_symlink() else ""


def write(checked: Checked, path: Path, made: Path, hints: bool) -> str:
    """Write the copy; what is to be said of it."""
    from generator.files.outputs import replace_files

    found = [finding for finding in ordered(checked.findings) if hints or finding.level is not Level.HINT]
    if checked.unreadable or not found:
        only = "只有提示，加 --hints 才批注" if checked.findings and not checked.unreadable else "没有可以批注的"
        return f"{only}，没有写 {made}。"
    try:
        content = copied(path, found)
    except UnreadablePublication as error:
        return str(error)
    replace_files({made: content})
    return f"已写到 {made}：批注 {len(found)} 处，{path.name} 没有动。"


def copied(path: Path, findings: Sequence[Finding]) -> bytes:
    """The same, made within the bounds of a file from outside; raises UnreadablePublication."""
    return apart(partial(annotated, path, findings), path.name)


def annotated(path: Path, findings: Sequence[Finding]) -> bytes:
    """A copy of a published file with the findings noted at their first places."""
    content, parts = path.read_bytes(), Parts(PublishedFile.of(tuple(read_blocks(path))).parts)
    notes = [(parts.at(finding.places[0], finding.quote) if finding.places else None, _note(finding, path)) for finding in findings]
    if kind_of(content) == ".pdf":
        from generator.commands.notes_pdf import highlighted

        return highlighted(content, path.name, notes)
    from generator.commands.notes_docx import commented

    return commented(content, path.name, notes)


def _note(finding: Finding, path: Path) -> str:
    """What is said at the place: level, code, title and message, places without the name of the file."""
    return f"{finding.level.value} {finding.code} {finding.title}：{finding.message}".replace(f"{path.as_posix()}:", "")
