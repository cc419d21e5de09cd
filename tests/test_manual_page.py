"""在网页里做: what the manual calls a button or a heading of the page, the page calls so; its pictures are there and small."""

import re
from pathlib import Path

from tests.test_manual import MANUAL

REPOSITORY = Path(__file__).resolve().parents[1]
CHAPTER = MANUAL[MANUAL.index("## 在网页里做\n") : MANUAL.index("## 安装\n")]
WEB = REPOSITORY / "generator" / "web"


def test_it_comes_first() -> None:
    assert re.findall(r"^## (.+)$", MANUAL, re.MULTILINE)[:2] == ["在网页里做", "安装"]


def test_every_label_in_it_is_on_the_page() -> None:
    sources = [*(WEB / "pages").glob("*.html"), *(WEB / "static").glob("*.js"), *WEB.glob("*.py")]
    page = "\n".join(path.read_text("utf-8") for path in sources)
    labels = set(re.findall(r"\*\*(.+?)\*\*", CHAPTER))
    assert len(labels) > 15
    assert {label for label in labels if label not in page} == set()


def test_its_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", CHAPTER)
    assert len(pictures) == 3
    assert all(1000 < (REPOSITORY / "docs" / name).stat().st_size < 200_000 for name in pictures)
