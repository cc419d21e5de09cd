"""Two files of one department and year: neither is built, the others are, and what was there stays."""

import re
from pathlib import Path

import pytest

from generator.batch.run import Job, run_batch
from generator.cli import main
from generator.disclosure.build import Order
from generator.source.header import read_header
from tests.factory import GOOD, changed, text_of
from tests.test_cli import snapshot, write
from tests.watching import Watcher

Output = pytest.CaptureFixture[str]
COPIES = ["2021（旧）.yaml", "2021-副本.yaml", "2021 - 副本.yml", "备份/2021.yaml"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder in which one of two departments has been built."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data/水务局/2021.yaml", text_of(GOOD))
    write(tmp_path / "data/农业局/2021.yaml", text_of(changed({"部门.名称": "示例县农业局"})))
    assert main(["build", "data/水务局", "--to", "html"]) == 0
    return tmp_path


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("words", [["data"], ["data/水务局", "data/农业局/2021.yaml"], ["data", "-j", "1"]], ids=str)
def test_neither_is_built_and_the_other_department_is(copy: str, words: list[str], folder: Path, capsys: Output) -> None:
    old = write(folder / "data/水务局" / copy, text_of(changed({"支出.2130305.项目支出": "95.00"})))
    before = snapshot(folder / "output/示例县水务局")
    assert main(["build", *words, "--to", "html", "--force"]) == 1
    said = capsys.readouterr().err
    assert snapshot(folder / "output/示例县水务局") == before
    assert (folder / "output/示例县农业局/2021/示例县农业局2021年度部门决算.html").is_file()
    good, bad = "data/水务局/2021.yaml", old.relative_to(folder).as_posix()
    for own, other in ((good, bad), (bad, good)):
        assert re.search(rf"^{re.escape(own)}:\d+:\d+: E904 错误", said, re.MULTILINE)
        assert f"另有一个文件 {other}。" in said and f"没有生成：{own}" in said


def test_named_outright_they_are_refused_too(folder: Path, capsys: Output) -> None:
    write(folder / "data/水务局/2021-副本.yaml", text_of(GOOD))
    assert main(["build", "data/水务局/2021.yaml", "data/水务局/2021-副本.yaml", "--draft", "--to", "html"]) == 1
    assert capsys.readouterr().err.count("E904 错误") == 2
    assert not [*folder.rglob("*草稿*")]


def test_check_says_the_same(folder: Path, capsys: Output) -> None:
    write(folder / "data/水务局/2021-副本.yaml", text_of(GOOD))
    assert main(["check"]) == 1
    assert capsys.readouterr().out.count("E904 错误") == 2


def test_it_cannot_be_accepted(folder: Path, capsys: Output) -> None:
    accepted = [{"代码": "E904", "位置": "示例县水务局", "理由": "知道"}]
    for name in ("2021", "2021-副本"):
        write(folder / f"data/水务局/{name}.yaml", text_of(changed({"接受": accepted})))
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert said.count("E904 错误") == 2 and said.count("不能接受，只能改正") == 2


def test_named_outright_one_without_a_profile_is_told_that(folder: Path, capsys: Output) -> None:
    write(folder / "data/水务局/汇总.yaml", text_of(changed({"版式": None})))
    assert main(["build", "data/水务局/2021.yaml", "data/水务局/汇总.yaml", "--to", "html"]) == 1
    said = capsys.readouterr().err
    assert "没有写“版式”" in said and "E904" not in said


def test_one_that_only_serves_the_next_year_and_another_year_are_no_rivals(folder: Path, capsys: Output) -> None:
    write(folder / "data/水务局/汇总.yaml", text_of(changed({"版式": None})))
    write(folder / "data/水务局/2022.yaml", text_of(changed({"年度": 2022, "版式": "湖南/2022"})))
    main(["build", "--to", "html", "--force"])
    said = capsys.readouterr().err
    assert "E904" not in said and "[3/3" in said


def test_names_that_some_systems_take_for_one_are_rivals(folder: Path, capsys: Output) -> None:
    for number, name in enumerate(("示例县A中心", "示例县a中心")):
        write(folder / f"data/{number}.yaml", text_of(changed({"部门.名称": name})))
    assert main(["build", "data", "--to", "html"]) == 1
    assert capsys.readouterr().err.count("E904 错误") == 2
    assert main(["check", "data"]) == 1
    assert capsys.readouterr().out.count("E904 错误") == 2


def test_the_same_file_named_twice_is_built_once(folder: Path, capsys: Output) -> None:
    assert main(["build", "data/水务局/2021.yaml", "./data/水务局/2021.yaml", "data/水务局", "--to", "html", "--force"]) == 0
    assert "[1/1] data/水务局/2021.yaml" in capsys.readouterr().err


def test_any_executor_is_kept_from_them(folder: Path) -> None:
    path = folder / "data/水务局/2021.yaml"
    [outcome] = run_batch([Job(path, Order(("html",), folder / "neu"))], None, {path: ()})
    assert (outcome.code, outcome.files) == (1, ()) and not (folder / "neu").exists()


def test_a_single_file_that_takes_the_place_of_another_says_so(folder: Path, capsys: Output) -> None:
    write(folder / "data/水务局/2021-副本.yaml", text_of(changed({"支出.2130305.原因": "设计变更"})))
    assert main(["build", "data/水务局/2021-副本.yaml", "--to", "html"]) == 0
    assert "原来的文件是由 data/水务局/2021.yaml 生成的" in capsys.readouterr().err


def test_a_copy_saved_while_watching_replaces_nothing(tmp_path: Path) -> None:
    with Watcher(tmp_path, "html") as watcher:
        watcher.waits()
        before = watcher.made("html")
        [path] = tmp_path.glob("data/*/2021.yaml")
        said = watcher.after(lambda: path.with_name("2021-副本.yaml").write_text(
            path.read_text("utf-8").replace("批次: 62", "批次: 63"), "utf-8"))  # fmt: skip
        assert "E904 错误" in said and "已生成" not in said
        assert watcher.made("html") == before


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("部门: {名称: 甲局}\n年度: 2021\n", ("甲局", 2021)),
        ("三公经费: {名称: 乙}\n项目: [{名称: 丙}]\n'年度': ２０２１\n\"部门\":\n  自称: 本局\n  '名称': ' 甲局 '\n", ("甲局", 2021)),
        ("部门: {名称: 甲局}\n年度: 2021\n后面: [写坏了\n", ("甲局", 2021)),
        ("部门: 甲局\n年度: 2021\n", None),
        ("a: &x 1\nb: *x\n部门: {名称: 甲局}\n年度: 2021\n", ("甲局", 2021)),
        ("? [a, b]\n: 1\n部门: {名称: 甲局}\n年度: 2021\n", None),
        ("年度: 2021\n", None),
        ("- 部门\n", None),
        ("", None),
    ],
)
def test_whose_file_it_is(text: str, header: tuple[str, int] | None, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("\ufeff" + text, "utf-8")
    found = read_header(path)
    assert (found and (found.name, found.year)) == header
