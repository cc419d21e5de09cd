"""What a style sheet may fetch: files of its own folder and of the fonts, and nothing from a network."""

import logging
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from generator.writers import fonts

MARK = "为了不联网，样式只能用"
REFUSED = "{look} 里的 {url} 没有用上：" + MARK + "同一个文件夹（{folder}）里的文件。请把它下载到那里，改写成文件名。"
SHOWN = 120
FONTS = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb", ".pcf"}  # local() 由系统找到的字体


def fetcher(weasyprint: Any, look: Path) -> Any:
    """A fetcher for WeasyPrint that refuses, and tells, all but data: and files below look/ or the fonts."""
    return _class(weasyprint)(look)


def base(look: Path) -> str:
    """The address that relative ones in a style sheet of that folder start from."""
    return f"{look.resolve().as_uri()}/"


def allowed(url: str, folders: tuple[Path, ...]) -> bool:
    """Whether an address is of a file below one of these folders, links followed, or of a font, or holds its own data."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() != "file" or parts.netloc not in {"", "localhost"}:
            return parts.scheme.lower() == "data"
        path = Path(url2pathname(parts.path)).resolve()
    except (OSError, ValueError, RuntimeError):
        return False
    return path.suffix.lower() in FONTS or any(path.is_relative_to(folder.resolve()) for folder in folders)


@cache
def _class(weasyprint: Any) -> Any:
    class Local(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def __init__(self, look: Path) -> None:
            super().__init__()
            self._look = look

        def fetch(self, url: str, headers: Any = None) -> Any:
            own = fonts.folder()
            if allowed(url, (self._look, *([own] if own else []))):
                return super().fetch(url, headers)
            message = REFUSED.format(look=self._look / "page.css", url=url[:SHOWN], folder=self._look)
            logging.getLogger("weasyprint").warning("%s", message)
            raise ValueError(MARK)

    return Local
