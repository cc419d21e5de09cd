"""A published file of any kind to blocks, by what it holds rather than by its name."""

import re
import struct
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from lxml import etree

from generator.readers.blocks import Block, UnreadablePublication
from generator.readers.foreign import in_big5, is_own_data, refusal
from generator.readers.office_package import Package
from generator.readers.visible import cleaned, visible
from generator.source.system_errors import reason

Held = Package | etree._Element | bytes | None
"""What a file was read from: the package of a docx or xlsx, the root of a page, the bytes of a PDF."""

_LARGEST = 100 << 20
_LARGEST_TEXT = 8 << 20
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_HTML = re.compile(rb"<!doctype\s+html|<(html|head|body|meta|title|div|table|tr|td|p|h[1-6]|span)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DECLARED = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "big5"})
_FEW_BAD = 200
_DATA = frozenset({".yaml", ".yml"})
_OLE = b"\xd0\xcf\x11\xe0"
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_blocks(path: Path) -> list[Block]:
    """The blocks of a docx, xlsx, pdf, html or text file; raises UnreadablePublication where it cannot be read."""
    return read_file(path)[0]


def read_file(path: Path) -> tuple[list[Block], Held]:
    """The blocks of a file and what they were read from, which may hold more; raises UnreadablePublication."""
    read, held = _read(_content(path), path)
    blocks = cleaned(read)
    if not blocks:
        raise UnreadablePublication(f"{path.name} 里没有文字。请看是不是拿错了文件，或重新导出一份再试。")
    return blocks, held


def kind_of(content: bytes) -> str:
    """The ending that a file should have by its content, whatever it is called: .docx, .xlsx or .pdf; empty for text and all else."""
    if content.startswith(_ZIP):
        return ".docx" if _holds(content, "word/") else ".xlsx" if _holds(content, "xl/") else ""
    return ".pdf" if _PDF in content[:1024] else ""


def _holds(content: bytes, folder: str) -> bool:
    """Whether a package has a folder, or looks as if it had where it is damaged; a package within an archive counts for nothing."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return any(name.startswith(folder) for name in package.namelist())
    except (BadZipFile, ValueError, NotImplementedError, struct.error):
        return folder.encode() in content


def kind_of_file(path: Path) -> str:
    """The same of a file, of which no more is looked at than would be read; raises OSError."""
    with path.open("rb") as file:
        return kind_of(file.read(_LARGEST))


def _read(content: bytes, path: Path) -> tuple[list[Block], Held]:
    """Each reader is imported only where it is needed: those for docx and pdf are slow to load."""
    file = path.as_posix()
    if said := refusal(content):
        raise UnreadablePublication(f"{path.name} {said}")
    if content.startswith(_OLE):
        raise UnreadablePublication(_old_format(content, path))
    if content.startswith(_ZIP):
        return _read_zip(content, path)
    if kind_of(content) == ".pdf":
        from generator.readers.pdf.document import read_pdf

        return read_pdf(content, file), content
    if _HTML.search(content[:4096].replace(b"\0", b"")):
        from generator.readers.html.page import blocks_of_page, parsed

        page = parsed(decode(content, path.name, charset(content)), file)
        return blocks_of_page(page, file), page
    from generator.readers.txt.document import read_text

    text = decode(content, path.name)
    if path.suffix.lower() in _DATA or is_own_data(text):
        raise UnreadablePublication(_misnamed(path))
    return read_text(text, file), None


def _misnamed(path: Path) -> str:
    """What to do with a data file where a published one belongs, or that a text editor has given another ending."""
    if path.suffix.lower() in _DATA:
        return (
            f"{path.name} 是部门的数据文件，不是公开文件。这里要写已有的 docx、pdf、html、xlsx 或 txt；"
            f"核对数据文件，用 juesuan check {path.name}。"
        )
    stem = path.name.removesuffix(path.suffix)
    better = stem if stem.lower().endswith(tuple(_DATA)) else f"{stem}.yaml"
    return f"{path.name} 的内容是部门的数据文件，不是公开文本。请把文件名改成 {better} 再核对（编辑器另存时多加了后缀）。"


def _read_zip(content: bytes, path: Path) -> tuple[list[Block], Held]:
    kind = kind_of(content)
    if kind == ".docx":
        from generator.readers.docx.document import read_docx

        package = Package(content, path.name)
        return read_docx(package, path.as_posix()), package
    if kind == ".xlsx":
        from generator.readers.xlsx import read_xlsx

        package = Package(content, path.name)
        return read_xlsx(package, path.as_posix()), package
    if not is_zipfile(BytesIO(content)):
        raise UnreadablePublication(f"{path.name} 已损坏，或没有下载完整，打不开。请重新导出或下载再试。")
    raise UnreadablePublication(f"{path.name} 是压缩包，不是 docx 或 xlsx。请先解压，或另存为 docx 后再试。")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadablePublication(f"{path.name} 超过 {_LARGEST >> 20} MB，不像一份决算公开文本，没有读。")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadablePublication(f"{path.name} 打不开：{reason(error)}。") from error
    if not content.strip():
        raise UnreadablePublication(f"{path.name} 是空文件。请重新导出或下载一份再试。")
    return content


def _old_format(content: bytes, path: Path) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return f"{path.name} 有密码，读不了。请去掉密码后再试。"
    if path.suffix.lower() in (".xls", ".et") or "Workbook".encode("utf-16-le") in content:
        return f"{path.name} 是旧格式的表格（xls/et），读不了。请用 Excel/WPS 另存为 xlsx 后再试。"
    return f"{path.name} 是旧格式的文档（doc/wps），读不了。请用 Word/WPS 另存为 docx 后再试。"


def charset(content: bytes) -> str:
    """The encoding an HTML page declares, empty where it declares none."""
    found = _CHARSET.search(content[:4096])
    name = found.group(1).decode("ascii").lower() if found else ""
    return "gb18030" if name.startswith("gb") else name if name in _DECLARED else ""


def decode(content: bytes, name: str, declared: str = "") -> str:
    """Text from UTF-8, UTF-16 or GB 18030 bytes, or from a `declared` encoding."""
    if len(content) > _LARGEST_TEXT:
        raise UnreadablePublication(f"{name} 超过 {_LARGEST_TEXT >> 20} MB，不像一份决算公开文本，没有读。")
    for encoding in _encodings(content, declared):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if encoding == "gb18030" and in_big5(content, text):
            raise UnreadablePublication(f"{name} 是 Big5（繁体）编码，没有读。请转成简体，另存为 UTF-8 编码后再试。")
        if "\0" not in text:
            return visible(text)
    damaged = content.decode("utf-8", "replace")
    if "\0" not in damaged and damaged.count("\ufffd") * _FEW_BAD < len(damaged):
        return visible(damaged)
    raise UnreadablePublication(f"{name} 认不出文字编码，或不是文本文件。请另存为 UTF-8 编码的文本后再试。")


def _encodings(content: bytes, declared: str) -> list[str]:
    marked = [encoding for mark, encoding in _MARKS.items() if content.startswith(mark)]
    if marked:
        return marked
    # without a mark UTF-16 shows by the zero bytes of its digits, spaces and line ends
    even, odd = content[:2000:2].count(0), content[1:2000:2].count(0)
    wide = [] if even == odd else ["utf-16-le"] if odd > even else ["utf-16-be"]
    return [*wide, *filter(None, [declared]), "utf-8", "gb18030"]
