"""Names that become files and folders: what a system allows, and no way out of the folder that they belong in."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST, LONGEST_BYTES = 60, 200  # 文件名是它加上“2021年度部门决算更正说明.docx”之类，系统只许 255 字节
FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def unfit(name: str) -> str:
    """Why a name cannot be that of a file or folder, as a clause in Chinese; empty where it can."""
    if not name.strip():
        return "是空的"
    if set(name) == {"."}:
        return "只有点，点在路径里另有意思"
    if found := FORBIDDEN.search(name):
        return f"里有“{found.group()}”，文件名里不能有它"
    if any(unicodedata.category(character) in INVISIBLE for character in name):
        return "里有换行或看不见的字符"
    if name != name.strip() or name.endswith("."):
        return "的头尾有空格或点，Windows 会去掉它们"
    if DEVICE.fullmatch(name):
        return "是 Windows 给设备用的名称"
    if len(name) > LONGEST or len(name.encode()) > LONGEST_BYTES:
        return f"有 {len(name)} 个字，太长，文件名最多 {LONGEST} 个字"
    return ""


def same_folder(name: str) -> str:
    """What names have in common that some systems take for one folder: small and capital letters, composed or not."""
    return unicodedata.normalize("NFC", name).casefold()


def stays(parts: Iterable[str]) -> bool:
    """Whether a path of these parts stays below the folder it begins in: each one name, none of them “..”."""
    return all(part not in {"", ".", ".."} and not re.search(r"[/\\:\0]", part) for part in parts)
