"""What an officer double-clicks to open the page: 打开.bat for Windows, 打开.desktop for UOS and other Linux desktops."""

import sys
from pathlib import Path
from string import Template

FILES = Path(__file__).parent / "launch"
WINDOWS, LINUX, ADVICE = "打开.bat", "打开.desktop", "python.html"
OPEN = LINUX if sys.platform == "linux" else WINDOWS


def windows() -> bytes:
    """It finds the program by itself, so a folder may be moved to another machine; ASCII, lines end as cmd.exe wants them."""
    return (FILES / "open.bat").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def advice() -> bytes:
    """The page that 打开.bat shows where there is no Python or no program."""
    return (FILES / ADVICE).read_bytes()


def linux(folder: Path) -> bytes:
    """It names this Python and the folder: such a file has no way to find itself."""
    here = str(folder.resolve())
    words = [sys.executable, "-X", "utf8", "-m", "generator.cli", "open", here]
    text = (FILES / "open.desktop").read_text("utf-8")
    return Template(text).substitute(command=" ".join(map(_quoted, words)), folder=here.replace("\\", "\\\\")).encode()


def _quoted(word: str) -> str:
    """An argument of Exec: quoted as a shell would, then as a value of the file, % doubled."""
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"{}"'.format(word.replace("\\", "\\\\").replace("%", "%%"))
