"""Reading a file from outside ends within its limits of time and memory, and says so; the rest of a batch goes on."""

import os
import time
from functools import partial
from pathlib import Path

import pytest

from generator.checks.text.number_form import MOST_DECIMALS, MOST_DIGITS
from generator.cli import main
from generator.commands import published
from generator.published.read_apart import LIMITS, Limits, apart
from generator.readers.blocks import MOST_PARAGRAPHS, UnreadablePublication
from generator.readers.open import _LARGEST, _LARGEST_TEXT
from generator.readers.tables import MOST_CELLS, MOST_COLUMNS
from generator.readers.xlsx import _LONGEST

SMALL = Limits(seconds=1, memory=64 << 20)
SENTENCE = "2021年度本年支出合计100.00万元，其中：基本支出60.00万元，占60.0%；项目支出40.00万元，占40.0%。"


def loops() -> None:
    """A reader that never ends."""
    while True:
        pass


def sleeps() -> None:
    """A reader that waits for ever."""
    time.sleep(30)


def grows() -> int:
    """A reader that needs far more than is allowed."""
    return len([bytes(1 << 20) for _ in range(1000)])


def dies() -> None:
    """A reader that is ended by the system."""
    os._exit(3)


def fails() -> None:
    """A reader with a fault of its own."""
    raise ZeroDivisionError("某处")


def refuses() -> None:
    """A reader that says itself why it cannot read."""
    raise UnreadablePublication("公开.docx 有密码，读不了。")


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (loops, "用了 1 秒还没有读完"),
        (grows, "要用 64 MB 以上的内存"),
        (dies, "没有读完，读它的进程就停了"),
        (fails, "程序意外停止（代号 published.read_apart-"),
        (refuses, "有密码，读不了。"),
    ],
)
def test_what_ends_a_reader_is_said_with_what_to_do(task, said):
    with pytest.raises(UnreadablePublication) as refused:
        apart(task, "公开.docx", SMALL)
    message = str(refused.value)
    assert said in message and "公开.docx" in message
    assert "请" in message or task is refuses
    assert "Error" not in message and "某处" not in message


def test_how_a_reader_failed_is_told_where_that_is_asked_for(monkeypatch):
    monkeypatch.setenv("JUESUAN_DEBUG", "1")
    with pytest.raises(UnreadablePublication, match=r"ZeroDivisionError: 某处\n读 公开.docx 时程序意外停止"):
        apart(fails, "公开.docx", SMALL)


def test_waiting_ends_too_though_it_takes_no_computing():
    started = time.monotonic()
    with pytest.raises(UnreadablePublication, match="还没有读完"):
        apart(sleeps, "公开.docx", Limits(seconds=0, memory=64 << 20))
    assert time.monotonic() - started < 5


def test_the_manual_names_the_limits():
    said = (Path(__file__).parents[1] / "docs" / "使用手册.md").read_text("utf-8")
    assert f"最多读 {LIMITS.seconds} 秒，最多用 {LIMITS.memory >> 20} MB 内存" in said
    assert f"文件不超过 {_LARGEST >> 20} MB（txt、html 不超过 {_LARGEST_TEXT >> 20} MB）" in said
    assert f"一张表最多读 {MOST_COLUMNS} 列、{MOST_CELLS} 格，一个文件最多读 {MOST_PARAGRAPHS} 段" in said
    assert f"一格最多读 {_LONGEST} 个字" in said
    assert f"整数超过 {MOST_DIGITS} 位、小数超过 {MOST_DECIMALS} 位的不当作数" in said


def test_what_a_reader_gives_comes_back():
    assert apart(partial(sorted, [2, 1]), "公开.txt", SMALL) == [1, 2]


def test_the_rest_of_a_batch_goes_on(tmp_path: Path, monkeypatch, capsys):
    real = published.audit_file
    monkeypatch.setattr(published, "audit_file", lambda path, *more: dies() if path.name == "坏.txt" else real(path, *more))
    for name in ("坏.txt", "好.txt"):
        (tmp_path / name).write_text(SENTENCE, "utf-8")
    assert main(["check", str(tmp_path / "坏.txt"), str(tmp_path / "好.txt")]) == 2
    shown = capsys.readouterr().out
    assert "A132 错误 公开文件读不出" in shown
    assert "共见 5 个数" in shown
