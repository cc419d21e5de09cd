"""The web page in a browser, where there is one: axe-core finds nothing against WCAG 2.2 AA, and names stay in sight on a phone."""

import json
import re
import subprocess
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from generator.writers.html import write_html
from tests.browser import PROGRAM
from tests.built import ROOT, built

AXE = find_spec("axe_playwright_python")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = """
const frame = document.createElement("iframe");
frame.style = "width:390px;height:800px;border:0";
frame.srcdoc = PAGE;
frame.onload = async () => {
  const page = frame.contentDocument, count = box => box.querySelectorAll("tbody .name").length;
  const box = [...page.querySelectorAll(".landscape .scroll")].sort((one, other) => count(other) - count(one))[0];
  const table = box.querySelector("table");
  const cue = frame.contentWindow.getComputedStyle(table.caption, "::after").content;
  box.scrollLeft = 9999;
  const moved = box.scrollLeft, edge = box.getBoundingClientRect().left;
  const names = [...table.querySelectorAll("tbody .name")].map(cell => cell.getBoundingClientRect());
  const last = table.rows[0].cells[table.rows[0].cells.length - 1].getBoundingClientRect();
  const cells = [...table.querySelectorAll("td.right a")];
  const under = cells.filter(link => {
    link.focus();
    const name = link.closest("tr").querySelector(".name").getBoundingClientRect();
    return link.getBoundingClientRect().left < name.right;
  });
  frame.contentWindow.eval(AXE);
  const found = await frame.contentWindow.axe.run(page, {runOnly: RULES});
  done({
    cue, moved, focused: cells.length, under: under.length, wide: page.documentElement.scrollWidth,
    seen: names.filter(name => name.right > edge + 50 && name.right < edge + 300).length, names: names.length,
    last: last.right - edge, violations: found.violations.map(each => [each.id, each.nodes[0].html]), passes: found.passes.length,
  });
};
document.body.append(frame);
"""
pytestmark = pytest.mark.skipif(not (PROGRAM and AXE), reason="没有 chromium 或 axe-core，没有在浏览器里试")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser tells of a page on a phone."""
    assert AXE is not None and AXE.origin is not None
    axe = Path(AXE.origin).with_name("axe.min.js").read_text("utf-8")
    page = write_html(built("data/衡南县科技和工业信息化局/2019.yaml").document, ROOT / "templates" / "look", True).decode()
    told = {"PAGE": page, "AXE": axe, "RULES": RULES}
    script = PHONE
    for name, value in told.items():
        script = script.replace(name, json.dumps(value).replace("</", "<\\/"))
    done = 'function done(told) { document.body.innerHTML = ""; document.body.textContent = JSON.stringify(told) }'
    file = tmp_path_factory.mktemp("网页") / "page.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8><body><script>{done}{script}</script></body>", "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=60000", "--dump-dom")
    out = subprocess.run([PROGRAM, *options, file.as_uri()], capture_output=True, text=True, timeout=120).stdout
    return dict(json.loads(unescape(re.sub(r"<[^>]*>", "", out))))


def test_axe_finds_nothing_against_wcag(seen: dict[str, Any]) -> None:
    assert seen["passes"] > 20
    assert seen["violations"] == []


def test_a_wide_table_scrolls_in_its_own_box_and_says_so(seen: dict[str, Any]) -> None:
    assert seen["wide"] == 390
    assert seen["moved"] > 300 and "左右滑动" in seen["cue"]
    assert seen["last"] == pytest.approx(358, abs=2)


def test_the_names_of_rows_stay_in_sight_at_the_last_column(seen: dict[str, Any]) -> None:
    assert seen["seen"] == seen["names"] > 5


def test_a_figure_that_has_the_focus_is_not_under_the_names(seen: dict[str, Any]) -> None:
    assert seen["focused"] > 3 and seen["under"] == 0
