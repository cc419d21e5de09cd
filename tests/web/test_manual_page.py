"""在网页里做: what the manual calls a button or a heading of the page, the page calls so; its pictures are there and small."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.test_manual import MANUAL

if TYPE_CHECKING:
    from tests.web.conftest import Page

REPOSITORY = Path(__file__).resolve().parents[2]
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


def test_the_page_leads_to_it(page: "Page") -> None:
    [link] = re.findall(r'href="\./(manual/[^"]+)"', page.get("").text)
    manual = page.get(link)
    assert manual.status_code == 200 and '<h2 id="在网页里做">' in manual.text
    policy = manual.headers["Content-Security-Policy"]
    assert "script-src" not in policy and "default-src 'none'" in policy
    for other in set(re.findall(r'href="([^"#:]+\.html)', manual.text)):
        assert page.get(f"manual/{other}").status_code == 200, other
    assert page.get("manual/none.html").status_code == 404
