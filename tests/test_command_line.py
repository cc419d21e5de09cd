"""The command line itself: help, version, misspelt words, and that whatever happens is told in Chinese with exit code 2."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.batch.run import Job, run_batch
from generator.cli import COMMANDS, main
from generator.commands import parser
from generator.disclosure.build import Order
from tests.factory import GOOD, text_of
from tests.test_cli import ROOT, write

Output = pytest.CaptureFixture[str]
FILE = "data/水务局/2021.yaml"
ASCII = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENGLISH = re.compile(r"\b(?:invalid|expected|argument|arguments|required|choose|usage|unrecognized|error|options|could|match)\b")


def said(words: Sequence[str], capsys: Output) -> tuple[int, str]:
    """The exit code of a command line and all that it says."""
    try:
        code = main(words)
    except SystemExit as stopped:
        code = int(str(stopped.code or 0))
    return code, "".join(capsys.readouterr())


def test_bare_it_shows_its_commands(capsys: Output) -> None:
    code, text = said([], capsys)
    assert code == 0 and all(command in text for command in COMMANDS) and "用法：juesuan" in text


def test_the_version(capsys: Output) -> None:
    code, text = said(["--version"], capsys)
    assert code == 0 and re.match(r"juesuan \d+\.\d+\.\d+（程序 [0-9a-f]{12}，Python 3\.\d+\.\d+", text)


@pytest.mark.parametrize("written", ["docx、html", "docx html", "docx，html", "docx,html"])
def test_formats_may_be_parted_as_they_are_written(written: str) -> None:
    from generator.commands.build import _formats

    assert _formats(written) == ("docx", "html")


def test_what_may_be_chosen_is_named_without_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--format", "pdf"])
    assert "可用的有 text, json, html, xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "right"), [("biuld", "build"), ("chekc", "check"), ("Build", "build"), ("improt", "import"), ("ruels", "rules")]
)
def test_of_a_misspelt_command_the_right_one_is_named(word: str, right: str, capsys: Output) -> None:
    code, text = said([word, "data"], capsys)
    assert code == 2 and f"没有“{word}”这个命令，是不是 {right}？" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["生成"], "没有“生成”这个命令。有 init、open、new"),
        (["build", "--drfat"], "没有 --drfat 这个选项，是不是 --draft？"),
        (["build", "--ouptut=x"], "没有 --ouptut=x 这个选项，是不是 --output？"),
        (["check", "--xyz"], "没有 --xyz 这个选项\n"),
        (["check", "--format", "doc"], "--format：没有“doc”这一种，可用的有"),
        (["check", "-o"], "-o/--output：后面要写一个值"),
        (["build", "--to", "doc"], "没有“doc”这种格式"),
        (["build", "-j", "x"], "-j/--jobs：“x”不是个数"),
        (["build", "-j", "0"], "“0”不是个数"),
        (["build", "--draft=1"], "--draft：后面不写值"),
        (["build", "--pdf-engine", "word"], "没有“word”这一种"),
        (["explain"], "缺少 文件, 数"),
        (["explain", "a", "b", "c"], "多写了“c”"),
        (["new", "某局", "二零二一"], "“二零二一”不是年度"),
        (["import"], "缺少 文件"),
        (["check", "--for", "x"], "--format：没有“x”"),
        (["--vers"], "没有 --vers 这个选项，是不是 --version？"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(words: list[str], told: str, capsys: Output) -> None:
    code, text = said(words, capsys)
    assert code == 2
    assert told in text and not ENGLISH.search(re.sub(r"--?[a-z-]+|juesuan \S+", "", text)), text


@pytest.mark.parametrize("command", COMMANDS)
def test_all_help_is_in_chinese(command: str, capsys: Output) -> None:
    code, text = said([command, "--help"], capsys)
    assert code == 0 and COMMANDS[command][1] in text
    assert not ENGLISH.search(re.sub(r"--?[a-z-]+", "", text))


def test_the_words_of_argparse_are_those_that_are_translated() -> None:
    import argparse

    source = Path(argparse.__file__).read_text("utf-8")
    known = [text for text in parser.WORDS if repr(text) in source or f'"{text}"' in source]
    assert len(known) >= len(parser.WORDS) - 2


class TestUnforeseen:
    """An exception that nobody foresaw."""

    @pytest.fixture
    def broken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A working folder in which reading a department fails."""
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "data/水务局/2021.yaml", text_of(GOOD))

        def fail(*_: Any) -> None:
            raise ZeroDivisionError("怪事")

        monkeypatch.setattr("generator.disclosure.department.derive", fail)
        return tmp_path

    @pytest.mark.parametrize(
        "words",
        [["check"], ["build"], ["build", "-j", "1"], ["explain", FILE, "支出.合计"], ["accept", FILE, "E201", "a", "--reason", "b"]],
        ids=lambda words: words[0],
    )
    def test_is_told_without_a_traceback(self, words: list[str], broken: Path, capsys: Output) -> None:
        code, text = said(words, capsys)
        assert code == 2 and "程序出了错" in text and re.search(r"（代号 disclosure\.department-\d+）", text)
        assert "ZeroDivisionError" not in text and "怪事" not in text
        assert "交给" in text and "JUESUAN_DEBUG=1" in text and "Traceback" not in text
        assert not (broken / "output").exists()

    @pytest.mark.parametrize("words", [["check"], ["build"]], ids=lambda words: words[0])
    def test_with_it_where_that_is_asked_for(
        self, words: list[str], broken: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JUESUAN_DEBUG", "1")
        code, text = said(words, capsys)
        assert code == 2 and "Traceback" in text and "程序出了错" in text

    def test_memory_that_is_short_is_called_so(self, broken: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any) -> None:
            raise MemoryError

        monkeypatch.setattr("generator.disclosure.department.derive", fail)
        assert said(["check"], capsys) == (2, "内存不够，停下了。已有的文件没有动，或是完整的。请关闭别的程序，或分开几次做，再运行。\n")


class TestSystem:
    """What the system refuses."""

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A working folder with one department."""
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "data/水务局/2021.yaml", text_of(GOOD))
        return tmp_path

    @pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EIO])
    @pytest.mark.parametrize(
        "words", [["init", "新"], ["build", "--to", "html"], ["new", "某局", "2022"], ["check", "-o", "新/a.txt"]], ids=lambda w: w[0]
    )
    def test_is_said_in_chinese(
        self, words: list[str], number: int, capsys: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path, *_: Any, **__: Any) -> None:
            raise OSError(number, os.strerror(number), str(path))

        monkeypatch.setattr(Path, "mkdir", refuse)
        code, text = said(words, capsys)
        assert code == 2 and os.strerror(number) not in text and "Traceback" not in text
        assert re.search(r"没有权限|没有写的权限|只读|磁盘|太长|不是文件夹", text), text

    @pytest.mark.parametrize(
        "words",
        [["build", "-o", "data/水务局/2021.yaml/下面"], ["build", "-o", "data/水务局/2021.yaml"], ["check", "长" * 300],
         ["build", "长" * 300 + ".yaml"], ["import", "长" * 300], ["import", "data"], ["check", "没有.docx"],
         ["compare", FILE, "没有.docx"], ["explain", "data", "支出.合计"], ["accept", "没有", "E201", "a", "--reason", "b"],
         ["check", "-o", "data"], ["schema", "-o", "data"], ["new", "某局", "2022", "--from", "没有.yaml"]],
        ids=lambda words: " ".join(words)[:30],
    )  # fmt: skip
    def test_a_path_that_is_none(self, words: list[str], capsys: Output) -> None:
        code, text = said(words, capsys)
        assert code == 2 and "Traceback" not in text and "程序出了错" not in text
        assert not re.search(r"No such|Not a dir|Is a dir|too long|embedded", text) and re.search("[一-鿿]", text), text


def test_a_scheduler_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    distributed = pytest.importorskip("distributed")
    write(tmp_path / FILE, text_of(GOOD))
    monkeypatch.chdir(tmp_path)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", fail)
    code, text = said(["build", "--scheduler", "tcp://127.0.0.1:1"], capsys)
    assert code == 2 and "连不上 Dask 调度器 tcp://127.0.0.1:1。" in text and "Timed" not in text


class TestLocale:
    """Whatever the system's language is."""

    @pytest.mark.skipif(os.name != "posix", reason="Windows 的文件名总是 Unicode")
    @pytest.mark.parametrize("setting", [{"LC_ALL": "C"}, {"LANG": ""}, {"LC_ALL": "C"} | ASCII], ids=str)
    def test_nothing_changes(self, setting: dict[str, str], tmp_path: Path) -> None:
        write(tmp_path / "data/水务局/2021.yaml", text_of(GOOD))
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
        clean |= {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "generator.cli", "build", "data/水务局", "--to", "html"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", env=clean | setting, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "output/示例县水务局/2021/示例县水务局2021年度部门决算.html").is_file()


def test_a_pdf_that_cannot_be_made_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "2021.yaml", text_of(GOOD))
    monkeypatch.setattr("generator.disclosure.render._pdf", lambda *_: (None, ["生成不了 PDF：本机缺少排版库。"]))
    job = Job(path, Order(("html", "pdf"), tmp_path / "output"))
    for made in (1, 0):
        [outcome] = run_batch([job])
        assert (outcome.code, len(outcome.files)) == (2, made)
        assert any("缺少排版库" in message for message in outcome.notes)
        assert any("没有生成 PDF" in message for message in outcome.messages)
        assert not outcome.unchanged
