"""Files that are none of those that are read, told by what they hold: what each is, and what to do with it."""

import re

from generator.source.words import said

_KINDS = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP",
     "是图片，里面没有文字。请找它的 Word 或网页版本，或先做文字识别。"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "是压缩包。请先解压再试。"),
    (rb"\{\\rtf", "是 RTF 文档，读不了。请用 Word/WPS 另存为 docx 后再试。"),
    (rb"\s*(MIME-Version:|From: <)", "是单个文件的网页（mht），读不了。请另存为 html 或 docx 后再试。"),
    (rb"\s*<\?xml.{0,400}?(<Workbook|progid=\"Excel)", "是 XML 格式的表格，读不了。请用 Excel/WPS 另存为 xlsx 后再试。"),
    (rb"\s*<\?xml.{0,400}?(wordDocument|progid=\"Word)", "是 XML 格式的文档，读不了。请用 Word/WPS 另存为 docx 后再试。"),
    (rb"MZ|\x7fELF", "是程序，不是公开文本。"),
)  # fmt: skip
_KNOWN = tuple((re.compile(start, re.DOTALL), said) for start, said in _KINDS)
_OWN_DATA = said("篇.数据文件的键")
_CHINESE = re.compile(r"[^\x00-\x7f]")
_ENOUGH, _FEWEST = 0.75, 20


def refusal(content: bytes) -> str:
    """What a file is that cannot be read, empty where its first bytes do not tell."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf")
    return next((said for pattern, said in _KNOWN if pattern.match(start)), "")


def is_own_data(text: str) -> bool:
    """Whether a text is a data file of a department, under the name of a plain text."""
    return len(set(_OWN_DATA.findall(text[:20_000]))) > 1


def in_big5(content: bytes, text: str) -> bool:
    """Whether a file whose bytes make this text in GB 18030 is one in Big5: few of its characters are in common use."""
    foreign = _CHINESE.findall(text[:20_000])
    common = sum(_common(character) for character in foreign)
    if len(foreign) < _FEWEST or common >= _ENOUGH * len(foreign):
        return False
    try:
        content.decode("big5hkscs")
    except UnicodeDecodeError:
        return False
    return True


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
