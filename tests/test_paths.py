"""What a file's words may name on disk: a folder below the output, a template, last year's file, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import importing
from generator.source.file_names import unfit
from tests.factory import GOOD, changed, text_of

Output = pytest.CaptureFixture[str]
BAD_NAMES = [
    "../../外面", "/tmp/外面", r"C:\外面", r"..\外面", ".", "..", "CON", "nul", "COM1", "Lpt9.txt", "a:b", "某局.", "某局?",
    "某\n局", "某\u200b局", "某\u202e局", "局" * 80, "𠮷" * 55, "a/b", "<某局>",
]  # fmt: skip
GOOD_NAMES = ["株洲市工业和信息化局", "某局（本级）", "中共某市委“两新”工委", "某县A·B中心", "局" * 60, "constant", "某局 二科"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder two levels down, so that a way out of it can be seen."""
    inner = tmp_path / "甲" / "乙"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    return inner


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def department(folder: Path, **changes: str | None) -> Path:
    return write(folder / "data/水务局/2021.yaml", text_of(changed({k.replace("_", "."): v for k, v in changes.items()})))


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


class TestName:
    """部门.名称, after which folders and files are called."""

    @pytest.mark.parametrize("name", BAD_NAMES)
    def test_one_that_is_none_of_a_file_stops_check_build_and_draft(self, name: str, folder: Path, capsys: Output) -> None:
        path = department(folder, 部门_名称=name)
        root = folder.parents[1]
        before = everything(root)
        for words in (["check", str(path)], ["build", str(path), "--to", "html"], ["build", str(path), "--to", "html", "--draft"]):
            assert main(words) == 1
            said = "".join(capsys.readouterr())
            assert "A140 错误 不能作文件名" in said and f"{path.as_posix()}:" in said and "E904" not in said
        assert everything(root) == before

    @pytest.mark.parametrize("name", GOOD_NAMES)
    def test_one_that_is_fit_is_built(self, name: str, folder: Path) -> None:
        assert unfit(name) == ""
        path = department(folder, 部门_名称=name)
        assert main(["build", str(path), "--to", "html"]) == 0
        assert (folder / "output" / name / "2021" / f"{name}2021年度部门决算.html").is_file()

    @pytest.mark.parametrize("name", BAD_NAMES)
    def test_new_says_the_same(self, name: str, folder: Path, capsys: Output) -> None:
        with pytest.raises(SystemExit):
            main(["new", name, "2022"])
        assert unfit(name) in capsys.readouterr().err
        assert everything(folder) == set()


def test_nor_is_a_name_that_was_read_from_a_published_file_one(folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = importing.Draft("../../外面", 2021, "部门: {名称: ../../外面}\n", ())
    monkeypatch.setattr(importing, "apart", lambda *_: draft)
    root = folder.parents[1]
    before = everything(root)
    assert main(["import", "公开.txt"]) == 2
    assert "读出的部门名称“../../外面”里有“/”" in capsys.readouterr().err and everything(root) == before
    assert main(["import", "公开.txt", "-o", "data/某局/2021.yaml"]) == 0


class TestOutput:
    """Links that lead out of the output folder."""

    @pytest.mark.parametrize("link", ["output/示例县水务局", "output/示例县水务局/2021"])
    def test_are_not_followed(self, link: str, folder: Path, capsys: Output) -> None:
        away = folder.parents[1] / "外面"
        away.mkdir()
        (folder / link).parent.mkdir(parents=True)
        (folder / link).symlink_to(away)
        assert main(["build", str(department(folder)), "--to", "html"]) == 2
        assert "不在输出文件夹 output 里" in capsys.readouterr().err and not [*away.rglob("*")]

    def test_one_that_is_the_output_folder_is(self, folder: Path) -> None:
        away = folder.parents[1] / "外面"
        away.mkdir()
        (folder / "output").symlink_to(away)
        assert main(["build", str(department(folder)), "--to", "html"]) == 0
        assert (away / "示例县水务局/2021/示例县水务局2021年度部门决算.html").is_file()

    def test_a_file_that_is_one_is_replaced_and_what_it_leads_to_is_not(self, folder: Path) -> None:
        away = write(folder.parents[1] / "外面.html", "别人的")
        file = folder / "output/示例县水务局/2021/示例县水务局2021年度部门决算.html"
        file.parent.mkdir(parents=True)
        file.symlink_to(away)
        assert main(["build", str(department(folder)), "--to", "html"]) == 0
        assert away.read_text("utf-8") == "别人的" and not file.is_symlink()


class TestDraft:
    """A draft of what does not yet say whose it is."""

    @pytest.mark.parametrize("changes", [{"部门_名称": None}, {"年度": "2021年"}, {"年度": None}, {"年度": "99"}, {"部门_名称": "  "}])
    def test_is_not_made_and_why_is_said(self, changes: dict[str, str | None], folder: Path, capsys: Output) -> None:
        path = department(folder, **changes)
        assert main(["build", str(path), "--draft", "--to", "html"]) == 1
        err = capsys.readouterr().err
        assert "没有生成草稿：部门.名称 和 年度 还没有写好" in err and "Traceback" not in err and "程序出了错" not in err
        assert not (folder / "output").exists()


class TestTemplate:
    """版式 and 绩效自评.提纲, which name templates."""

    @pytest.mark.parametrize("name", ["../../秘密", "/etc", "湖南/../../秘密", "湖南//2021", "."])
    def test_a_profile_lies_in_templates(self, name: str, folder: Path, capsys: Output) -> None:
        write(folder.parents[1] / "秘密/profile.yaml", "基于: 湖南/2021\n")
        path = department(folder, 版式=name)
        for words in (["check", str(path)], ["build", str(path)]):
            assert main(words) == 1
            said = "".join(capsys.readouterr())
            assert f"{path.as_posix()}:1:" in said and f"没有“{name}”这个版式" in said

    @pytest.mark.parametrize("name", ["../3-情况说明/收入决算", "/etc/passwd", "没有的"])
    def test_an_outline_lies_in_its_folder(self, name: str, folder: Path, capsys: Output) -> None:
        assert main(["check", str(department(folder, 绩效自评_提纲=name))]) == 1
        assert f"没有叫“{name}”的报告提纲（绩效自评.提纲）。有：" in capsys.readouterr().out

    @pytest.mark.parametrize(("name", "meant"), [("湖南省/2021", "湖南/2021"), ("湖南2022", "湖南/2022"), ("湖南/2020", "湖南/202")])
    def test_of_a_profile_that_is_not_there_the_nearest_is_named(
        self, name: str, meant: str, folder: Path, capsys: Output
    ) -> None:
        write(folder / "templates/本局/2021/profile.yaml", "基于: 湖南/2021\n")
        assert main(["check", str(department(folder, 版式=name))]) == 1
        said = capsys.readouterr().out
        assert f"是不是“{meant}" in said
        listed = said.partition("有的是：")[2].partition("。")[0].split("、")
        assert {"湖南/2019", "湖南/2021", "湖南/2022", "湖南/2023", "本局/2021"} <= set(listed) and listed[0].startswith(meant)

    def test_a_base_that_is_not_there_is_named_with_whose_it_is(self, folder: Path, capsys: Output) -> None:
        write(folder / "templates/本局/2021/profile.yaml", "基于: 湖南/2012\n")
        assert main(["check", str(department(folder, 版式="本局/2021"))]) == 1
        assert "没有“湖南/2012”这个版式。版式 本局/2021 的“基于”写的是它。" in capsys.readouterr().out


class TestPrior:
    """上年, which names last year's file."""

    SECRET = "root:x:0:0:秘密"

    @pytest.mark.parametrize("written", ["/etc/shadow", "../../../秘密.yaml", "../../秘密.txt", "秘密", "{tmp}/秘密.yaml"])
    def test_nothing_outside_the_data_is_read(self, written: str, folder: Path, capsys: Output) -> None:
        root = folder.parents[1]
        for place in (root / "秘密.yaml", folder.parent / "秘密.yaml", folder / "秘密.txt", folder / "data/水务局/秘密"):
            write(place, self.SECRET)
        path = department(folder, 上年=written.replace("{tmp}", str(root)))
        for words in (["check", str(path)], ["build", str(path)], ["build", str(path), "--draft", "--to", "html"]):
            main(words)
            said = "".join(capsys.readouterr())
            assert "A115 错误 上年文件找不到" in said and self.SECRET not in said

    def test_nor_what_a_link_leads_to(self, folder: Path, capsys: Output) -> None:
        secret = write(folder.parents[1] / "秘密.yaml", self.SECRET)
        (folder / "data/水务局").mkdir(parents=True)
        (folder / "data/水务局/2020.yaml").symlink_to(secret)
        assert main(["check", str(department(folder, 上年="2020.yaml"))]) == 1
        said = capsys.readouterr().out
        assert "不在放数据的文件夹里" in said and self.SECRET not in said

    @pytest.mark.parametrize("written", ["2020.yaml", "./2020.yaml", "../水利局/2020.yaml"])
    def test_a_file_beside_or_of_another_department_counts(self, written: str, folder: Path, capsys: Output) -> None:
        prior = {**GOOD, "年度": "2020", "部门": {**GOOD["部门"], "名称": "示例县水利局"}}
        prior.pop("上年", None)
        for place in ("水务局", "水利局"):
            write(folder / f"data/{place}/2020.yaml", text_of(prior))
        main(["explain", str(department(folder, 上年=written)), "上年.收入.合计"])
        said = capsys.readouterr()
        assert "310.90" in said.out and f"{Path(written).name}:" in said.out, said

    def test_new_links_no_file_that_would_not_be_read(self, folder: Path, capsys: Output) -> None:
        away = write(folder.parents[1] / "旧/2020.yaml", text_of({**GOOD, "年度": "2020"}))
        assert main(["new", "示例县水务局", "2021", "--from", str(away)]) == 0
        assert "没有写进“上年”" in capsys.readouterr().err
        assert "上年: 待填" in (folder / "data/示例县水务局/2021.yaml").read_text("utf-8")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_without_a_console_the_result_is_as_ever(closed: str, folder: Path) -> None:
    path = department(folder)
    for words, code in ((f"check '{path}'", 0), (f"check '{folder / '没有.yaml'}'", 2), (f"build '{path}' --to html", 0)):
        done = subprocess.run(
            f"'{sys.executable}' -m generator.cli {words} {closed}", shell=True, capture_output=True, cwd=folder, check=False
        )
        assert done.returncode == code, (words, done)
        assert b"AttributeError" not in done.stderr + done.stdout


@pytest.mark.parametrize("name", ["2021.yaml", "2021.YML"])
def test_data_where_a_published_file_belongs_is_said_to_be_data(name: str, folder: Path, capsys: Output) -> None:
    path = department(folder)
    data = path.rename(path.with_name(name))
    for words in (["import", str(data)], ["compare", str(data), str(data)], ["build", str(data), "--against", str(data)]):
        assert main(words) == 2
        said = capsys.readouterr().err
        assert "数据文件" in said and "docx" in said and "改成" not in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows 没有管道文件")
@pytest.mark.parametrize("kind", ["zero", "pipe"])
@pytest.mark.parametrize("name", ["湖南/2021/profile.yaml", "湖南/2021/3-情况说明/收入决算.j2", "look/screen.css", "look/page.css"])
def test_a_template_that_is_no_regular_file_is_refused(kind: str, name: str, folder: Path) -> None:
    path = department(folder)
    odd = folder / "templates" / name
    odd.parent.mkdir(parents=True)
    if kind == "zero":
        odd.symlink_to("/dev/zero")
    else:
        os.mkfifo(odd)
    words = [sys.executable, "-m", "generator.cli", "build", str(path), "--to", "pdf" if name.endswith("page.css") else "html"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False, timeout=20)
    assert done.returncode and "不是普通的文件" in done.stderr and odd.name in done.stderr and "Traceback" not in done.stderr
    assert not list(folder.rglob("*部门决算.*"))
