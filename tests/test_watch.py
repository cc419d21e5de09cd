"""juesuan build --watch as an officer meets it: a process that stays, a save that is noticed, errors that stop nothing."""

import io
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from generator.cli import main
from tests.watching import LAST, NAME, ROOT, THIS, Watcher

SENTENCE = "3-情况说明/三公经费支出决算.j2"


@pytest.fixture
def formats() -> str:
    return "html"


@pytest.fixture
def watcher(tmp_path: Path, formats: str) -> Iterator[Watcher]:
    """The command at work in a folder with the example, after its first build."""
    with Watcher(tmp_path, formats) as watcher:
        assert "已生成" in watcher.waits()
        yield watcher


@pytest.mark.parametrize("formats", ["html,pdf"])
def test_a_figure_is_in_every_file_once_saved(watcher: Watcher) -> None:
    said = watcher.rewrite("批次: 62", "批次: 63")
    assert "有改动：2021.yaml" in said and re.search(r"三公经费\.公务接待费\.批次：62\S* → 63", said)
    assert "团组63个" in watcher.page()
    pages = pypdf.PdfReader(io.BytesIO(watcher.made("pdf"))).pages
    assert "团组63个" in re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_a_broken_file_is_told_and_the_watching_goes_on(watcher: Watcher) -> None:
    before = watcher.made("html")
    said = watcher.rewrite("部门: {", "部门: {{")
    assert f"{THIS}:" in said and "错误" in said and "已生成" not in said
    assert watcher.made("html") == before
    assert "没有变动" in watcher.rewrite("部门: {{", "部门: {")
    watcher.rewrite("批次: 62", "批次: 63")
    assert watcher.made("html") != before


def test_a_wrong_figure_is_shown_as_it_is_written_now(watcher: Watcher) -> None:
    said = watcher.rewrite("上年: 2020.yaml", "上年: 2020.yaml\n不认识的键: 1")
    assert "不认识的键: 1" in said and "没有生成" in said
    said = watcher.rewrite("不认识的键: 1", "也不认识的键: 1")
    assert "| 也不认识的键: 1" in said


def test_last_year_s_file_counts(watcher: Watcher) -> None:
    said = watcher.rewrite("公务接待费: {决算: 12.00}", "公务接待费: {决算: 12.05}", LAST)
    assert "有改动：2020.yaml" in said and "减少0.50万元" in watcher.page()


def test_a_template_counts_each_time_it_is_saved(watcher: Watcher) -> None:
    own = watcher.folder / "templates/湖南/2021" / SENTENCE
    own.parent.mkdir(parents=True)
    sentence = (ROOT / "templates/通用" / SENTENCE).read_text("utf-8")
    for words in ("本年共接待来访团组", "年内共接待来访团组"):
        changed = sentence.replace("全年共接待来访团组", words)
        assert f"有改动：{own.name}" in watcher.after(lambda text=changed: own.write_text(text, "utf-8"))  # type: ignore[misc]
        assert words in watcher.page()
    watcher.after(own.unlink)
    assert "全年共接待来访团组" in watcher.page()


def test_a_template_that_cannot_be_used_is_told_and_the_next_save_mends_it(watcher: Watcher) -> None:
    own = watcher.folder / "templates/湖南/2021" / SENTENCE
    own.parent.mkdir(parents=True)
    sentence = (ROOT / "templates/通用" / SENTENCE).read_bytes()
    before = watcher.made("html")
    for broken in (sentence.decode().encode("gbk"), sentence.replace("公务接待费.批次".encode(), "公务接待费.批刺".encode())):
        said = watcher.after(lambda data=broken: own.write_bytes(data))  # type: ignore[misc]
        assert f"templates/湖南/2021/{SENTENCE}:" in said and "T101" in said and "意外停止" not in said
        assert watcher.made("html") == before
    watcher.after(lambda: own.write_bytes(sentence.replace("全年共接待".encode(), "本年共接待".encode())))
    assert "本年共接待来访团组" in watcher.page()


def test_a_new_file_is_built_and_the_others_are_left(watcher: Watcher) -> None:
    text = (watcher.folder / THIS).read_text("utf-8").replace(NAME, "示例市商务局").replace("上年: 2020.yaml", "")
    path = watcher.folder / "data/示例市商务局/2021.yaml"
    path.parent.mkdir()
    said = watcher.after(lambda: path.write_text(text, "utf-8"))
    assert "[1/1] data/示例市商务局/2021.yaml" in said
    assert (watcher.folder / "output/示例市商务局/2021").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这些信号")
@pytest.mark.parametrize("formats", ["pdf"])
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_and_a_closed_window_are_no_failure(watcher: Watcher, how: str) -> None:
    said = watcher.ended(getattr(signal, how))
    assert "已结束" in said and "Traceback" not in said
    assert not list(watcher.temporary.iterdir())


def test_it_goes_with_neither_a_cluster_nor_a_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--watch", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "--watch 不能" in capsys.readouterr().err
