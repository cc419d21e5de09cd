"""juesuan explain: how a figure came about, down to file, line and column."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from generator.cli import main
from tests.factory import GOOD, changed, text_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The good department as a file."""
    path = tmp_path / "2021.yaml"
    path.write_text(text_of(GOOD), "utf-8")
    return path


def explain(file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    """Exit code, lines printed, and what went to stderr."""
    code = main(["explain", str(file), name])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def written_at(file: Path, line: str) -> str:
    """What stands at the place that an explanation ends in."""
    found = re.search(r"见 (.+):(\d+):(\d+)$", line)
    assert found, line
    assert found[1] == file.as_posix()
    return file.read_text("utf-8").splitlines()[int(found[2]) - 1][int(found[3]) - 1 :].strip("'")


def test_an_authored_figure_is_shown_where_it_was_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = explain(file, "支出.2130305.项目支出", capsys)
    assert code == 0
    assert len(lines) == 1
    assert lines[0].startswith("支出.2130305.项目支出 95.16万元，见 ")
    assert written_at(file, lines[0]) == "95.16"


def test_a_total_goes_down_to_every_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = explain(file, "支出.合计", capsys)
    assert code == 0
    assert lines[0] == "支出.合计 318万元 = 支出.2080505.基本支出 12.34 + 支出.21303.合计 305.66"
    places = [line for line in lines if "见 " in line]
    assert [written_at(file, line) for line in places] == ["12.34", "200.40", "10.10", "95.16"]
    assert all(line.startswith("  ") for line in lines[1:])


def test_a_total_of_one_part_says_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = explain(file, "支出.项目支出", capsys)
    assert lines[0] == "支出.项目支出 就是 支出.21303.项目支出："
    assert lines[1] == "支出.21303.项目支出 105.26万元 = 支出.2130301.项目支出 10.10 + 支出.2130305.项目支出 95.16"


def test_the_indent_shows_what_belongs_to_what(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = explain(file, "收支总计.收入", capsys)
    depths = [(len(line) - len(line.lstrip())) // 2 for line in lines]
    assert depths[0] == 0
    assert all(later <= earlier + 1 for earlier, later in pairwise(depths))
    assert lines[0] == "收支总计.收入 340.90万元 = 收入.合计 310.90 + 结转结余.年初.合计 30"
    assert [line.strip().split()[0] for line, depth in zip(lines, depths, strict=True) if depth == 1] == ["收入.合计", "结转结余.年初.合计"]


def test_a_difference_a_ratio_and_a_product(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, difference, _ = explain(file, "结转结余.年末.合计", capsys)
    assert difference[0] == "结转结余.年末.合计 22.90万元 = 收支总计.收入 340.90 − 支出.合计 318"
    _, ratio, _ = explain(file, "绩效自评.资金.执行率", capsys)
    assert ratio[0] == "绩效自评.资金.执行率 96.36% = 支出.合计 318 ÷ 绩效自评.资金.全年预算 330"
    _, product, _ = explain(file, "绩效自评.资金.得分", capsys)
    assert product[0] == "绩效自评.资金.得分 9.64分 = 绩效自评.执行分值 10 × 绩效自评.资金.执行率 96.36"


def test_last_year_leads_to_its_own_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prior = file.with_name("2020.yaml")
    prior.write_text("部门: {名称: 示例县水务局}\n年度: 2020\n收入: {2130301: {财政拨款: 250}}\n", "utf-8")
    file.write_text(text_of(changed({"上年": "2020.yaml"})), "utf-8")
    code, lines, _ = explain(file, "上年.收入.合计", capsys)
    assert code == 0
    assert lines == ["上年.收入.合计 就是 上年.收入.2130301.财政拨款：",
                     f"上年.收入.2130301.财政拨款 250万元，见 {prior.as_posix()}:3:22"]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("支出.基本支处", "支出.基本支出"), ("三公经费.决标", "三公经费.决算"), ("支出.2130305.项目", "支出.2130305.项目支出")],
)
def test_an_unknown_name_gives_near_ones(file: Path, wrong: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, err = explain(file, wrong, capsys)
    assert code == 1
    assert not lines
    assert f"没有“{wrong}”这个数" in err
    assert near in err


def test_a_text_is_not_a_figure(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = explain(file, "部门.名称", capsys)
    assert code == 1
    assert "“部门.名称”是文字，不是数：示例县水务局" in err and "没有" not in err


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("概况.职责", ["列表"]), ("收入", ["一组", "收入.", "等"]), ("三公经费.公务接待费", ["一组", "三公经费.公务接待费.决算"]),
        ("", ["没有写", "支出.合计"]), ("  ", ["没有写", "支出.合计"]),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_said_to_be_what_it_is(
    name: str, says: list[str], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, err = explain(file, name, capsys)
    assert code == 1 and not lines
    assert all(word in err for word in says)
    assert "相近" not in err and "这个数" not in err


def test_a_name_like_no_other_is_told_how_names_are_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = explain(file, "xyz", capsys)
    assert code == 1 and "没有“xyz”这个数" in err and "相近" not in err and "支出.合计" in err


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = explain(tmp_path / "没有.yaml", "支出.合计", capsys)
    assert code == 2
    assert "没有.yaml:1:1: A101" in err
