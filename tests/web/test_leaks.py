"""What would let others in: the secret told by links, by what the program says or by its command line; files that lead elsewhere."""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Page

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
