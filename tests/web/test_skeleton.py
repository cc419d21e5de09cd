"""The local page: what it is reached by, and what it shows of a file."""

import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Page


def test_the_pages_are_there_with_a_script_and_a_style_that_are_found(page: "Page") -> None:
    start = page.get("")
    assert start.status_code == 200 and f'href="./write/{quote(page.file)}"' in start.text
    write = page.get(f"write/{page.file}")
    assert f'data-file="{page.file}"' in write.text and "清溪县农业农村局2021年度部门决算" in write.text
    for link in re.findall(r'(?:href|src)="((?:\.\./)+static/[^"]+)"', write.text):
        assert page.client.get(f"{write.url}/../{link}".replace("%2F", "/")).status_code == 200


def test_the_state_has_the_document_with_figures_that_can_be_pressed(page: "Page") -> None:
    state = page.state()
    assert state["title"] == "清溪县农业农村局2021年度部门决算" and state["left"] == 0 and state["counts"]["错误"] == 0
    html = page.html(state)
    assert 'class="fig" data-name="支出.2130108.项目支出" data-path="支出.2130108.项目支出">96.00</button>' in html
    assert re.search(r'data-name="[^"]*" data-path="[^"]*" aria-label="零"></button>', html)
    assert next(part for part in state["parts"] if part["id"] == "三公经费")["section"] == "第三部分 情况说明"


@pytest.mark.parametrize("command", [["open", "--no-browser"]])
def test_the_command_serves_the_folder_until_it_is_stopped(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "data").mkdir()
    words = [sys.executable, "-m", "generator.cli", *command, str(tmp_path)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{30,}/", process.stderr.readline())  # type: ignore[union-attr]
        assert address
        for _ in range(100):
            try:
                answer = urllib.request.urlopen(address.group(), timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        assert answer.status == 200 and "部门决算公开" in answer.read().decode()
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    finally:
        process.terminate()
        process.wait(10)
