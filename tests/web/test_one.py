"""One server a folder: a second start shows the page of the first; one that was killed leaves nothing in the way."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from generator.files.held import hold
from generator.web import one

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/[\w-]{30,}/")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folder, for this process and those it starts."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "决算"
    (folder / "data").mkdir(parents=True)
    return folder


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command running, and the first line that it says."""
    words = [sys.executable, "-X", "utf8", "-m", "generator.cli", "open", "--no-browser", str(folder)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr is not None
        yield process, process.stderr.readline()
    finally:
        process.kill()
        process.communicate()


def address(line: str) -> str:
    found = ADDRESS.search(line)
    assert found, line
    return found.group()


def test_a_second_start_tells_the_page_of_the_first_and_ends(home: Path, folder: Path) -> None:
    with started(folder) as (running, line), started(folder / "data" / "..") as (second, again):
        assert address(again) == address(line) and "已经打开" in again
        assert second.wait(20) == 0 and running.poll() is None
        assert urllib.request.urlopen(address(line), timeout=10).status == 200


def test_one_that_was_killed_is_taken_over(home: Path, folder: Path) -> None:
    with started(folder) as (running, line):
        running.kill()
        running.wait()
        with started(folder) as (_, again):
            assert address(again) != address(line)
            assert urllib.request.urlopen(address(again), timeout=10).status == 200


def test_ctrl_c_is_the_way_to_end_it(home: Path, folder: Path) -> None:
    with started(folder) as (running, line):
        assert urllib.request.urlopen(address(line), timeout=10).status == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
        assert running.stderr is not None and not re.search("中断|Traceback", running.stderr.read())


def test_another_folder_has_a_server_of_its_own(home: Path, folder: Path, tmp_path: Path) -> None:
    with one.claim(folder) as file, one.claim(tmp_path) as other:  # type: ignore[union-attr]
        assert file.name != other.name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 上由文件夹的权限管")
def test_only_the_owner_can_read_the_token(home: Path, folder: Path) -> None:
    os.umask(before := os.umask(0))
    os.umask(0)
    try:
        with one.claim(folder) as file:  # type: ignore[union-attr]
            one.tell(file, 8123, "token")
            place = next((home / ".juesuan" / "open").iterdir())
            assert stat.S_IMODE(place.stat().st_mode) == 0o600 and stat.S_IMODE(place.parent.stat().st_mode) == 0o700
            assert not list(folder.rglob("*.json"))  # 工作文件夹可能是几个人共用的
    finally:
        os.umask(before)


def test_one_that_does_not_answer_is_not_shown(home: Path, folder: Path) -> None:
    with one.claim(folder) as file:  # type: ignore[union-attr]
        assert one.first(folder, wait=0.2) is None
        one.tell(file, 9, "token")
        assert one.first(folder, wait=0.2) is None


def test_a_process_that_the_holder_started_does_not_keep_the_file(home: Path, tmp_path: Path) -> None:
    """A worker that outlives a killed server is no reason to refuse the next one."""
    place = tmp_path / "file"
    words = f"""
import os, sys, time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from generator.files.held import hold
file = hold(Path({str(place)!r}))
if os.fork() == 0:
    time.sleep(60)
print(os.getpid() if file else "", flush=True)
os._exit(0)
"""
    if sys.platform == "win32":
        pytest.skip("Windows 没有 fork")
    process = subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        process.wait(20)
        file = hold(place)
        assert file is not None
        file.close()
    finally:
        os.killpg(process.pid, 9)


def test_the_secret_is_not_in_the_command_line_of_the_browser(
    home: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {said}.new; mv {said}.new {said}\n', "utf-8")
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    words = [sys.executable, "-X", "utf8", "-m", "generator.cli", "open", str(folder)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr is not None
        page = address(process.stderr.readline())
        for _ in range(200):
            if said.exists():
                break
            time.sleep(0.05)
        given = said.read_text("utf-8").strip()
        assert given.startswith("file://") and page.rsplit("/", 2)[1] not in given
        way = Path(url2pathname(urlsplit(given).path))
        assert f"url={page}" in way.read_text("utf-8") and stat.S_IMODE(way.stat().st_mode) == 0o600
        request = urllib.request.Request(f"{page}api/quit", b"{}", {"X-Juesuan": "1"})
        assert urllib.request.urlopen(request, timeout=10).status == 200
        assert process.wait(20) == 0 and not way.exists()
    finally:
        process.kill()
        process.communicate()
