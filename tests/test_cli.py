"""The command as an officer meets it: exit codes, where files go, and that nothing is lost when a build fails."""

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.schema import page
from generator.disclosure import render as render_module
from generator.disclosure.render import FORMATS
from tests.factory import GOOD, changed, text_of

ROOT = Path(__file__).resolve().parents[1]
STEM = "output/示例县水务局/2021/示例县水务局2021年度部门决算"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one good department in data/, and the current one."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data/水务局/2021.yaml", text_of(GOOD))
    return tmp_path


def write(path: Path, text: str | bytes) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class TestBuild:
    """juesuan build."""

    def test_everything_in_data_by_default(self, folder: Path, capsys: Output) -> None:
        write(folder / "data/农业局/2021.yml", text_of(changed({"部门.名称": "示例县农业局"})))
        assert main(["build", "--to", "html,xlsx"]) == 0
        for name in ("示例县水务局", "示例县农业局"):
            made = {path.name for path in (folder / "output" / name / "2021").iterdir()}
            assert made == {f"{name}2021年度部门决算.html", f"{name}2021年度部门决算.xlsx", "生成记录.json"}
        told = capsys.readouterr()
        assert {line for line in told.out.splitlines() if "已生成" in line} == {
            f"已生成 output/{name}/2021：html、xlsx" for name in ("示例县农业局", "示例县水务局")
        }  # 同时生成的，谁先好谁先说
        assert "[2/2，每" in told.err and "约还要" in told.err

    def test_one_file_and_another_folder(self, folder: Path) -> None:
        assert main(["build", "data/水务局/2021.yaml", "--to", "html", "-o", "公开"]) == 0
        assert (folder / "公开/示例县水务局/2021/示例县水务局2021年度部门决算.html").stat().st_size > 1000
        assert not (folder / "output").exists()

    def test_formats_may_be_joined_by_a_full_width_comma(self, folder: Path) -> None:
        assert main(["build", "--to", "HTML， xlsx"]) == 0
        assert {path.suffix for path in (folder / STEM).parent.iterdir()} == {".html", ".xlsx", ".json"}

    def test_a_file_without_a_profile_is_skipped(self, folder: Path, capsys: Output) -> None:
        write(folder / "data/水务局/2020.yaml", "部门: {名称: 示例县水务局}\n年度: 2020\n")
        assert main(["build", "--to", "html"]) == 0
        assert "跳过 data/水务局/2020.yaml：没有写版式" in capsys.readouterr().err
        assert {path.name for path in (folder / "output/示例县水务局").iterdir()} == {"2021"}

    def test_the_same_file_named_outright_is_an_error(self, folder: Path, capsys: Output) -> None:
        write(folder / "data/水务局/2020.yaml", text_of(changed({"版式": None})))
        assert main(["build", "data/水务局/2020.yaml"]) == 1
        assert "没有写“版式”" in capsys.readouterr().err

    def test_a_profile_that_does_not_exist(self, folder: Path, capsys: Output) -> None:
        write(folder / "data/水务局/2021.yaml", text_of(changed({"版式": "火星/2021"})))
        assert main(["build"]) == 1
        assert "火星/2021" in capsys.readouterr().err

    def test_a_byte_order_mark_hides_no_file(self, folder: Path) -> None:
        write(folder / "data/水务局/2021.yaml", b"\xef\xbb\xbf" + text_of(GOOD).encode())
        assert main(["build", "--to", "html"]) == 0
        assert (folder / f"{STEM}.html").exists()

    def test_a_file_in_gbk_is_not_passed_over(self, folder: Path, capsys: Output) -> None:
        write(folder / "data/水务局/2021.yaml", text_of(GOOD).encode("gbk"))
        assert main(["build"]) == 2
        assert "data/水务局/2021.yaml:1:1: A102" in capsys.readouterr().err

    def test_a_file_that_is_not_there(self, folder: Path, capsys: Output) -> None:
        assert main(["build", "data/没有.yaml"]) == 2
        assert "data/没有.yaml" in capsys.readouterr().err

    def test_no_files_at_all(self, folder: Path, capsys: Output) -> None:
        shutil.rmtree(folder / "data")
        (folder / "data").mkdir()
        assert main(["build"]) == 2
        assert "没有找到" in capsys.readouterr().err

    def test_a_bad_file_does_not_stop_the_others(self, folder: Path) -> None:
        write(folder / "data/a局/2021.yaml", "版式: [\n")
        write(folder / "data/b局/2021.yaml", text_of(changed({"支出.合计": "999", "部门.名称": "乙局"})))
        assert main(["build", "--to", "html"]) == 2
        assert (folder / f"{STEM}.html").exists()
        assert not (folder / "output/乙局").exists()

    @pytest.mark.parametrize("arguments", [["建"], ["build", "--to", "doc"], ["explain"]])
    def test_a_wrong_command(self, arguments: list[str], capsys: Output) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "命令写得不对" in capsys.readouterr().err

    def test_the_findings_are_shown_with_place_and_line(self, folder: Path, capsys: Output) -> None:
        text = text_of(changed({"政府采购.合计": "99"}))
        write(folder / "另存.yaml", text)
        assert main(["build", "另存.yaml"]) == 1
        err = capsys.readouterr().err
        line = next(n for n, row in enumerate(text.splitlines(), 1) if "'99'" in row)
        assert f"另存.yaml:{line}:7: E201 错误" in err
        assert f"{line} | 合计: '99'" in err
        assert "没有生成" in err and "已有的文件没有动" in err

    def test_a_draft_says_so_in_the_text(self, folder: Path) -> None:
        assert main(["build", "--to", "html", "--draft"]) == 0
        assert "草稿" in (folder / f"{STEM}（草稿）.html").read_text("utf-8")
        assert not (folder / f"{STEM}.html").exists()


class TestNothingIsLost:
    """Files appear whole or not at all."""

    @pytest.fixture
    def built(self, folder: Path) -> Path:
        """The folder after a first build."""
        assert main(["build", "--to", "html,xlsx"]) == 0
        return folder

    def test_a_build_with_errors_leaves_the_earlier_files(self, built: Path) -> None:
        before = snapshot(built / "output")
        write(built / "data/水务局/2021.yaml", text_of(changed({"支出.合计": "999"})))
        assert main(["build", "--to", "html,xlsx"]) == 1
        assert snapshot(built / "output") == before

    def test_a_changed_figure_replaces_them(self, built: Path) -> None:
        before = snapshot(built / "output")
        write(built / "data/水务局/2021.yaml", text_of(changed({"政府采购.货物": "21"})))
        assert main(["build", "--to", "html,xlsx"]) == 0
        after = snapshot(built / "output")
        assert after.keys() == before.keys()
        assert all(after[name] != before[name] for name in after if name.endswith("html"))

    def test_a_file_that_is_open_in_another_program(
        self, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        before = snapshot(built / "output")
        refuse(monkeypatch, "open", lambda path: path.suffix == ".xlsx", PermissionError(errno.EACCES, "Permission denied"))
        assert main(["build", "--to", "html,xlsx"]) == 2
        monkeypatch.undo()
        err = capsys.readouterr().err
        assert f"{STEM}.xlsx 正被别的程序" in err and "Traceback" not in err
        assert snapshot(built / "output") == before

    def test_a_folder_in_place_of_a_file(self, built: Path, capsys: Output) -> None:
        (built / f"{STEM}.xlsx").unlink()
        (built / f"{STEM}.xlsx").mkdir()
        before = snapshot(built / "output")
        assert main(["build", "--to", "html,xlsx"]) == 2
        assert f"{STEM}.xlsx 写不进去" in capsys.readouterr().err
        assert snapshot(built / "output") == before

    def test_a_file_in_place_of_the_output_folder(self, folder: Path, capsys: Output) -> None:
        write(folder / "output", "不是文件夹")
        assert main(["build", "--to", "html"]) == 2
        assert f"{STEM}.html 写不进去" in capsys.readouterr().err
        assert (folder / "output").read_text("utf-8") == "不是文件夹"

    def test_a_full_disk(self, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        before = snapshot(built / "output")

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        assert main(["build", "--force", "--to", "html,xlsx"]) == 2
        assert f"{STEM}.html 写不进去" in capsys.readouterr().err
        assert snapshot(built / "output") == before

    def test_a_file_that_cannot_be_replaced(
        self, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        before = snapshot(built / "output")
        refuse(monkeypatch, "replace", lambda path: True, PermissionError(errno.EACCES, "Permission denied"))
        assert main(["build", "--force", "--to", "html,xlsx"]) == 2
        monkeypatch.undo()
        assert f"{STEM}.html 换不上新文件" in capsys.readouterr().err
        assert snapshot(built / "output") == before

    def test_a_writer_that_fails_writes_nothing(
        self, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        before = snapshot(built / "output")

        def broken(*_: object) -> bytes:
            raise ValueError("坏了")

        monkeypatch.setattr(render_module, "_render", broken)
        assert main(["build", "--force"]) == 2
        assert "程序出了错" in capsys.readouterr().err
        assert snapshot(built / "output") == before

    def test_no_temporary_files_stay(self, built: Path) -> None:
        assert sorted(path.suffix for path in (built / STEM).parent.iterdir()) == [".html", ".json", ".xlsx"]


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, which: Callable[[Path], bool], error: OSError) -> None:
    """Let a method of Path fail for some paths."""
    real = getattr(Path, method)

    def refusing(path: Path, *arguments: object, **options: object) -> object:
        if which(path):
            raise error
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, method, refusing)


class TestWorkspace:
    """juesuan init and juesuan schema."""

    def test_init_makes_a_folder_in_which_build_works_and_repeats_itself(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert main(["init", str(tmp_path / "决算")]) == 0
        monkeypatch.chdir(tmp_path / "决算")
        assert {path.name for path in Path().iterdir()} == {"data", "docs", "templates", "output", "示例", "打开.bat", "打开.desktop"}
        assert main(["build"]) == 2
        assert main(["build", "示例"]) == 0
        first = snapshot(Path("output"))
        assert {Path(name).suffix.strip(".") for name in first} == {*FORMATS, "json"}
        assert main(["build", "示例"]) == 0
        assert snapshot(Path("output")) == first

    def test_init_keeps_what_is_there(self, folder: Path, capsys: Output) -> None:
        assert main(["init"]) == 0
        capsys.readouterr()
        example = next((folder / "示例").rglob("2021.yaml"))
        write(example, "自己的\n")
        before = snapshot(folder)
        assert main(["init"]) == 0
        assert snapshot(folder) == before
        assert "已建立" not in capsys.readouterr().out

    def test_an_office_may_have_its_own_templates(self, folder: Path) -> None:
        own = folder / "templates/本局/2021"
        write(own / "profile.yaml", "基于: 湖南/2021\n数字样式: {金额小数: 1}\n")
        write(own / "3-情况说明/收入决算.j2", "# 收入决算情况说明\n\n收了{{ 收入.合计|万元 }}。\n")
        write(folder / "data/水务局/2021.yaml", text_of(changed({"版式": "本局/2021"})))
        assert main(["build", "--to", "html"]) == 0
        text = (folder / f"{STEM}.html").read_text("utf-8")
        text = re.sub("<[^>]+>", "", text)
        assert re.search(r"收了310\.9万元\S*。", text)
        assert re.search(r"本年支出合计318\.0万元", text)

    @pytest.mark.parametrize(
        ("template", "place"),
        [("# 题\n\n{{ 收入.合计 }}。\n", "收入决算.j2:3"), ("# 题\n\n{% if 收入.合计 %}\n没有\n", "收入决算.j2:")],
    )
    def test_a_mistake_in_a_template_is_told_with_its_line(
        self, folder: Path, template: str, place: str, capsys: Output
    ) -> None:
        write(folder / "templates/本局/2021/profile.yaml", "基于: 湖南/2021\n")
        write(folder / "templates/本局/2021/3-情况说明/收入决算.j2", template)
        write(folder / "data/水务局/2021.yaml", text_of(changed({"版式": "本局/2021"})))
        assert main(["build"]) == 1
        assert f"3-情况说明/{place}" in capsys.readouterr().err

    def test_the_schema_in_docs_is_up_to_date(self, capsys: Output) -> None:
        assert main(["schema"]) == 0
        shown = capsys.readouterr().out
        assert shown == page() == (ROOT / "docs/schema.json").read_text("utf-8"), "请运行 juesuan schema -o docs/schema.json"

    def test_the_schema_may_be_written_to_a_file(self, folder: Path) -> None:
        assert main(["schema", "-o", "键.json"]) == 0
        assert (folder / "键.json").read_text("utf-8") == page()


def test_the_command_runs_from_a_shell(folder: Path) -> None:
    command = [sys.executable, "-m", "generator.cli", "explain", "data/水务局/2021.yaml", "收入.合计"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"})
    assert done.returncode == 0
    assert done.stdout.startswith("收入.合计 310.90万元 = ")


def test_what_goes_to_one_pipe_comes_in_the_order_it_was_said(folder: Path) -> None:
    write(folder / "data/农业局/2021.yaml", text_of(changed({"部门.名称": "示例县农业局"})))
    command = [sys.executable, "-m", "generator.cli", "build", "--to", "html", "-j", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    assert "PYTHONUNBUFFERED" not in environment
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment)
    said = [line.split(maxsplit=1)[0].split("，")[0] for line in done.stdout.splitlines()]
    assert said == ["[1/2", "已生成", "[2/2", "已生成"]
