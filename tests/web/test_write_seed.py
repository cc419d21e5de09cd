"""A published text made into data, and written on in the browser: file, document, findings and the Word file agree."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from generator.cli import main
from generator.files.outputs import replace_files
from generator.readers.blocks import Grid, Paragraph
from generator.readers.open import read_blocks
from tests.browser import opened
from tests.seeds import SEEDS
from tests.web.live import Desk, cell, paste, reads, saved, serving, turn, until

SEED = next(iter(SEEDS.glob("002_*.txt")), None)
HEALTH = "支出.2100410.项目支出"
TOTAL = "支出.项目支出"
REMARK = "  # 核过原始凭证"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the data that were read out of the published text, read once."""
    if SEED is None:
        pytest.skip("没有 ../shared/seeds，没有在由公开文本读出的数据上试")
    folder = tmp_path_factory.mktemp("seed")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        (folder / "data").mkdir()
        main(["import", str(SEED)])
    return folder


@pytest.fixture(scope="module")
def office(written: Path) -> Iterator[tuple[Desk, str]]:
    """A server and a browser on it; and the file as it was read out, one line with a remark."""
    path = next(written.glob("data/*/*.yaml"))
    line = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("  2100410: {") and "项目支出" in line)
    text = path.read_text("utf-8").replace(line, line + REMARK)
    with opened() as browser, serving(written) as address:
        yield Desk(written, address, browser, path.relative_to(written).as_posix()), text


@pytest.fixture
def desk(office: tuple[Desk, str]) -> Iterator[Desk]:
    """The file as it was read out; nothing may have gone wrong in the browser."""
    desk, text = office
    replace_files({desk.folder / desk.file: text.encode()})
    yield desk
    assert not desk.wrong
    for tab in desk.tabs:
        tab.close()
    desk.tabs.clear()


def lines_changed(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ; none came or went."""
    old, new = before.splitlines(), after.splitlines()
    assert len(old) == len(new)
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def every_figure(tab: Any) -> dict[str, set[str]]:
    """What is printed for each figure of the document."""
    shown = tab.evaluate("[...document.querySelectorAll('.paper .fig')].map(each => [each.dataset.name, each.textContent])")
    found: dict[str, set[str]] = {}
    for name, text in shown:
        found.setdefault(name, set()).update(numbers(text))
    return found


def text_of(path: Path) -> str:
    """What a Word file prints, in its sentences and tables."""
    blocks = read_blocks(path)
    texts = [block.raw for block in blocks if isinstance(block, Paragraph)]
    cells = [cell.text for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row]
    return "\n".join([*texts, *cells])


def numbers(text: str) -> set[str]:
    """The numbers in a text, without commas."""
    return set(re.findall(r"\d+\.?\d*", text.replace(",", "")))


def test_a_figure_changed_in_place_is_the_same_in_file_document_findings_and_word(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    saved(tab)
    was, before, errors = desk.text(), every_figure(tab), tab.text_content(".findings h2")
    tab.locator(f'.paper .fig[data-path="{HEALTH}"]').first.click()
    tab.wait_for_selector(".inspector input")
    old = tab.input_value(".inspector input")
    tab.keyboard.type(f"{float(old) + 1000:.2f}")
    tab.keyboard.press("Enter")
    reads(tab, f'.paper .fig[data-path="{HEALTH}"]', f"{float(old) + 1000:,.2f}")
    saved(tab)
    [(one, other)] = lines_changed(was, desk.text())
    assert other == one.replace(f"项目支出: {old}", f"项目支出: {float(old) + 1000:.2f}") and REMARK in other
    now = every_figure(tab)
    moved = {name for name in before if now[name] != before[name]}
    assert {HEALTH, TOTAL} < moved == {each.get_attribute("data-name") for each in tab.locator(".paper .moved").all()}
    assert sum(map(float, now[TOTAL])) == pytest.approx(sum(map(float, before[TOTAL])) + 1000)
    assert tab.text_content(".findings h2") != errors
    tab.click(".fold")
    [total], shown = now[TOTAL], "\n".join(tab.locator(".paper :is(p, td, th, h2, h3, h4, caption)").all_inner_texts())
    assert tab.locator(".finding", has_text=f"{float(total):,.2f}").first.is_visible()

    tab.goto(f"{desk.address}build/{quote(desk.file)}")
    for kind in ("pdf", "html", "xlsx"):
        tab.locator(f"input[value={kind}]").uncheck()
    tab.locator("input[name=draft]").check()
    tab.click("#order button")
    tab.wait_for_selector(".done", timeout=60_000)
    [made] = desk.folder.glob("output/**/*.docx")
    word = text_of(made)
    assert set().union(*(now[name] for name in moved)) <= numbers(shown) <= numbers(word)


def test_nine_cells_of_excel_are_one_change_of_three_lines(desk: Desk) -> None:
    tab = desk.open()
    turn(tab, "支出")
    was = desk.text()
    cell(tab, "支出.2100410.基本支出")
    paste(tab, "1\t2\t3\r\n4\t5\t6\r\n7\t8\t9\r\n")
    saved(tab)
    changed = lines_changed(was, desk.text())
    assert [line.split(":")[0].strip() for _, line in changed] == ["2100410", "2101101", "2101103"]
    for (old, new), values in zip(changed, ("123", "456", "789"), strict=True):
        written = dict(re.findall(r"(基本支出|项目支出|上缴上级): (\d+)", new))
        assert "".join(written[key] for key in ("基本支出", "项目支出", "上缴上级")) == values
        assert old.partition("  #")[2] == new.partition("  #")[2]
    tab.keyboard.press("Control+z")
    until(lambda: desk.text() == was)


def test_a_paragraph_of_a_text_block_is_changed_in_place(desk: Desk) -> None:
    tab = desk.open()
    said = tab.locator(".paper .said[data-path='概况.职责.2']").first
    was = said.text_content()
    others = [each.text_content() for each in tab.locator(".paper .said[data-path^='概况.职责.']").all()]
    said.click()
    tab.locator(".form textarea.here[data-path='概况.职责']").wait_for()
    field = tab.locator(".inspector textarea")
    assert field.input_value() == was
    field.fill(f"{was}另有一项。")
    field.press("Enter")
    saved(tab)
    reads(tab, ".paper .said[data-path='概况.职责.2']", f"{was}另有一项。")
    now = [each.text_content() for each in tab.locator(".paper .said[data-path^='概况.职责.']").all()]
    assert now == [*others[:1], f"{was}另有一项。", *others[2:]]
    assert was in desk.text() and REMARK in desk.text() and "# 第60行至第102行" in desk.text()
