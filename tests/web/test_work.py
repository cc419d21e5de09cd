"""The page beside writing: files dropped on it, what is made of them, builds, and the folder as a whole."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from generator.disclosure.build import Order, build
from tests.plaintext import published
from tests.spoiled import file as spoiled

if TYPE_CHECKING:
    from tests.web.conftest import Page


def dropped(page: "Page", name: str, content: bytes) -> Any:
    return page.client.post(f"/a-secret-of-this-test/api/upload?name={quote(name)}", content=content, headers={"X-Juesuan": "1"})


def done(page: "Page", path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What came of a job, as the page hears of it."""
    answer = page.post(path, body)
    assert answer.status_code == 200, answer.text
    told = page.get(f"api/jobs/{answer.json()['job']}").text
    last = json.loads(told.rsplit("data: ", 1)[1])
    assert told.startswith("event: ") and last["state"] == "做完了", last
    return dict(last["result"])


def test_a_pdf_that_is_dropped_is_audited_and_made_into_data(page: "Page") -> None:
    taken = dropped(page, "2021年度公开.pdf", spoiled("pdf").read_bytes()).json()
    assert taken == {"path": "收到/2021年度公开.pdf", "kind": "pdf", "can": ["核对", "对照", "建立数据"]}
    waiting = page.get(f"proof/{taken['path']}")
    assert 'data-page="proof"' in waiting.text
    found = done(page, "api/check", {"path": taken["path"]})
    assert found["proof"] == f"proof/{taken['path']}" and "错误" in found["outcome"]
    proof = page.get(found["proof"])
    assert 'class="数 印证"' in proof.text and "E212" in proof.text
    assert not re.search(r"<script>|<style>", proof.text)
    for link in ("../../look/report.css", "../../look/report.js"):
        assert link in proof.text and page.get(link.removeprefix("../../")).status_code == 200
    for what, begins in (("批注", b"%PDF"), ("检查表", b"PK"), ("核对结果", b"<!DOCTYPE")):
        saved = page.get(f"proof/{taken['path']}?save={quote(what)}")
        assert saved.content.lstrip().startswith(begins) and "attachment" in saved.headers["content-disposition"]
    made = done(page, "api/import", {"path": taken["path"]})
    assert made["file"] == "data/株洲市工业和信息化局/2021.yaml" and not made["exists"] and (page.folder / made["file"]).is_file()
    assert page.get(f"write/{made['file']}").status_code == 200
    assert done(page, "api/import", {"path": taken["path"]})["exists"]
    beside = done(page, "api/compare", {"path": taken["path"], "data": made["file"]})
    assert "一致" in beside["outcome"] and "数据与公开文件对照" in page.get(beside["page"]).text
