"""A change by program touches what it says and nothing else."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.authoring.yaml.document import yaml_text
from generator.authoring.yaml.edit import EditError, add_acceptance, set_value, set_values
from generator.cli import main
from generator.source.commas import rejoin
from generator.source.load import LOADER
from tests.any_facts import facts, texts

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "data" / "株洲市工业和信息化局"
LAID_OUT = """\
# 手写的文件：什么写法都有
部门: {名称: '甲局',   # 名称
       自称: "本局"}   # 后面也有注释

支出:   # 注释
    2150501:   {基本支出: 1,931.01 , 项目支出: }   # 行政运行
    '2150508':
        项目支出: 76.09   # 监管

        # 夹在中间的注释
        原因: |   # 块上的注释
            追加经费
            第二行

    合计:
概况:
  职责:
  - 一条   # 没有缩进的列表
  - '二条'

  # 列表后面的注释
  内设机构: [办公室,
    "规划科"]   # 跨行
  下属单位: []
收入: {}
三公经费: 待填   # 还没填
预算绩效:
  情况: >-
    一段
    文字


  结论: 很长的一句
    接着写
# 文件末尾的注释
"""
SOURCES = {
    "手写": LAID_OUT,
    "手写，回车换行": LAID_OUT.replace("\n", "\r\n"),
    "末行没有换行": LAID_OUT.removesuffix("# 文件末尾的注释\n").rstrip("\n"),
    "一行": "{部门: {名称: 甲局}, 年度: 2021, 接受: }",
    "示例": (EXAMPLE / "2021.yaml").read_text("utf-8"),
    "上年": (EXAMPLE / "2020.yaml").read_text("utf-8"),
    "好的报告": (ROOT / "tests/rules/good.yaml").read_text("utf-8"),
}
Values = dict[tuple[str, ...], str]


def values(text: str) -> Values:
    """Every scalar by its path, stripped."""
    root = yaml.compose(text, Loader=LOADER)
    assert root is not None
    rejoin(root)
    return {path: node.value.strip() for path, node in nodes(root)}


def nodes(node: yaml.Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    """Every scalar node by its path."""
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from nodes(value, (*path, key.value))
    else:
        for number, item in enumerate(node.value, 1):
            yield from nodes(item, (*path, str(number)))


def changed_span(old: str, new: str) -> tuple[int, int]:
    """The part of the old text that the new one does not have."""
    before = same(old, new)
    return before, len(old) - same(old[before:][::-1], new[before:][::-1])


def same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file: one of those above, or any facts, with Windows' line ends perhaps."""
    text = draw(st.sampled_from(sorted(SOURCES.values())) | facts().map(yaml_text))
    return text.replace("\n", "\r\n") if draw(st.booleans()) and "\r\n" not in text else text


quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(files(), texts, st.data())
def test_a_value_is_replaced_and_nothing_else(text: str, value: str, data: st.DataObject) -> None:
    root = yaml.compose(text, Loader=LOADER)
    assert root is not None
    rejoin(root)
    found = [(path, node) for path, node in nodes(root) if not any("." in step for step in path)]
    path, node = data.draw(st.sampled_from(found))
    changed = set_value(text, ".".join(path), value)
    assert values(changed) == values(text) | {path: value}
    start, end = changed_span(text, changed)
    assert node.start_mark.index - 2 <= start and (end <= node.end_mark.index or start == end)


@quick
@given(files(), st.data())
def test_a_number_set_and_set_back_leaves_the_file_as_it_was(text: str, data: st.DataObject) -> None:
    plain = {p: v for p, v in values(text).items() if re.fullmatch(r"\d+(\.\d+)?", v) and f"'{v}'" not in text}
    if plain:
        path, value = data.draw(st.sampled_from(sorted(plain.items())))
        if not any("." in step for step in path) and f'"{value}"' not in text:
            other = set_value(text, ".".join(path), "777")
            assert set_value(other, ".".join(path), value) == text


@quick
@given(files(), texts)
def test_a_key_is_added_without_touching_a_line(text: str, value: str) -> None:
    changed = set_value(text, "绩效自评.新的.键", value)
    assert values(changed) == values(text) | {("绩效自评", "新的", "键"): value}
    start, end = changed_span(text, changed)
    assert start == end, "只加不改"


@quick
@given(files(), texts, texts)
def test_an_acceptance_is_added_and_nothing_is_changed(text: str, where: str, reason: str) -> None:
    before = {path: value for path, value in values(text).items() if path != ("接受",)}
    changed = add_acceptance(text, "W302", where, reason)
    after = values(changed)
    assert {path: value for path, value in after.items() if path in before} == before
    assert sorted(value for path, value in after.items() if path not in before) == sorted(["W302", where, reason])
    assert "\n" not in changed.replace("\r\n", "") or "\r\n" not in text
    again = add_acceptance(changed, "W303", where, reason)
    assert len(values(again)) == len(after) + 3


@quick
@given(files(), st.data())
def test_an_entry_is_taken_out_with_what_is_below_it_and_nothing_else(text: str, data: st.DataObject) -> None:
    before = values(text)
    paths = sorted({path[:n] for path in before for n in range(1, len(path) + 1) if not any("." in step for step in path)})
    path = data.draw(st.sampled_from(paths))
    try:
        changed = set_values(text, {".".join(path): None})
    except EditError:
        return
    kept = {name: value for name, value in before.items() if name[: len(path)] != path}
    after = values(changed)
    assert len(after) == len(kept) and sorted(after.values()) == sorted(kept.values())
    remaining = iter(text.splitlines())
    assert all(line in remaining for line in changed.splitlines() if "#" in line and not line.rstrip().endswith("]")) or "{" in text


def test_several_changes_are_one_and_items_keep_their_numbers_meanwhile() -> None:
    changes = {"支出.2150501.基本支出": "7", "概况.职责.1": None, "概况.职责.2": "乙", "支出.2150508.项目支出": None, "年度": "2021"}
    changed = set_values(LAID_OUT, changes)
    assert "{基本支出: 7 , 项目支出: }   # 行政运行" in changed and "\n年度: 2021\n" in changed
    assert "  职责:\n  - 乙\n\n  # 列表后面的注释" in changed
    assert "'2150508':\n\n        # 夹在中间的注释\n        原因: |" in changed
    with pytest.raises(EditError):
        set_values(LAID_OUT, {"支出.2150501.基本支出": "7", "部门": "x"})


class TestBySight:
    """What the changed lines look like."""

    @pytest.mark.parametrize(
        ("path", "value", "old", "new"),
        [
            ("部门.名称", "乙局", "{名称: '甲局',   # 名称", "{名称: 乙局,   # 名称"),
            ("部门.性质", "行政", '自称: "本局"}   # 后', '自称: "本局", 性质: 行政}   # 后'),
            ("支出.2150501.项目支出", "5.50", "项目支出: }   # 行政", "项目支出: 5.50}   # 行政"),
            ("支出.2150508.项目支出", "80", "项目支出: 76.09   # 监管", "项目支出: 80   # 监管"),
            ("支出.2150508.原因", "因: 甲", "|   # 块上的注释\n            追加经费\n            第二行\n", "'因: 甲'   # 块上的注释\n"),
            ("支出.2150508.年初预算", "9", "            第二行\n", "            第二行\n        年初预算: 9\n"),
            ("支出.合计", "7", "    合计:\n", "    合计: 7\n"),
            ("概况.职责.3", "三条", "  - '二条'\n", "  - '二条'\n  - 三条\n"),
            ("概况.内设机构.3", "人事科", '    "规划科"]', '    "规划科", 人事科]'),
            ("概况.下属单位.1", "站", "下属单位: []", "下属单位: [站]"),
            ("概况.职责.1.性质", "事业", "  - 一条   #", "  - {名称: 一条, 性质: 事业}   #"),
            ("概况.内设机构.2.收入.合计", "3", '    "规划科"]', "    {名称: 规划科, 收入: {合计: 3}}]"),
            ("收入.2150501.财政拨款", "3.00", "收入: {}", "收入: {2150501: {财政拨款: 3.00}}"),
            ("三公经费.公务接待费.决算", "2", "三公经费: 待填   # 还没填\n", "三公经费:   # 还没填\n  公务接待费: {决算: 2}\n"),
            ("三公经费.1.名称", "甲", "三公经费: 待填   # 还没填\n", "三公经费:   # 还没填\n  - {名称: 甲}\n"),
            ("预算绩效.结论", "好", "很长的一句\n    接着写\n", "好\n"),
            ("预算绩效.项目个数", "3", "    接着写\n", "    接着写\n  项目个数: 3\n"),
            ("政府采购.货物", "1", "    接着写\n", "    接着写\n政府采购: {货物: 1}\n"),
        ],
    )  # fmt: skip
    def test_a_change(self, path: str, value: str, old: str, new: str) -> None:
        assert LAID_OUT.count(old) == 1
        assert set_value(LAID_OUT, path, value) == LAID_OUT.replace(old, new)

    @pytest.mark.parametrize(
        ("path", "old", "new"),
        [
            ("部门.自称", "甲局',   # 名称\n       自称: \"本局\"}", None),
            ("支出.2150501.项目支出", " , 项目支出: }   # 行政", "}   # 行政"),
            ("支出.2150501", "    2150501:   {基本支出: 1,931.01 , 项目支出: }   # 行政运行\n", ""),
            ("支出.2150508.项目支出", "        项目支出: 76.09   # 监管\n", ""),
            ("支出.2150508.原因", "        原因: |   # 块上的注释\n            追加经费\n            第二行\n", ""),
            ("概况.职责.1", "  - 一条   # 没有缩进的列表\n", ""),
            ("概况.内设机构.2", '[办公室,\n    "规划科"]', "[办公室]"),
            ("概况.内设机构.1", '[办公室,\n    "规划科"]', '["规划科"]'),
            ("预算绩效.情况", "预算绩效:\n  情况: >-\n    一段\n    文字\n", "预算绩效:\n"),
            ("三公经费", "三公经费: 待填   # 还没填\n", ""),
        ],
    )  # fmt: skip
    def test_an_entry_that_goes(self, path: str, old: str, new: str | None) -> None:
        assert LAID_OUT.count(old) == 1
        if new is None:
            with pytest.raises(EditError, match="旁边有注释"):
                set_values(LAID_OUT, {path: None})
        else:
            assert set_values(LAID_OUT, {path: None}) == LAID_OUT.replace(old, new)

    def test_what_was_all_of_a_group_goes_with_it(self) -> None:
        text = "甲:\n  乙: {丙: 1}  # 丙\n  丁:\n    - 戊: 1  # 一\n      己: 2\n庚: 3"
        assert set_values(text, {"甲.乙.丙": None}) == "甲:\n  丁:\n    - 戊: 1  # 一\n      己: 2\n庚: 3"
        assert set_values(text, {"甲.丁.1.戊": None}) == "甲:\n  乙: {丙: 1}  # 丙\n  丁:\n    - 己: 2\n庚: 3"
        assert set_values(text, {"庚": None}) == text.removesuffix("\n庚: 3")
        with pytest.raises(EditError, match="没有这一处"):
            set_values(text, {"甲.辛": None})

    def test_the_first_acceptance(self) -> None:
        changed = add_acceptance("年度: 2021  # 甲\n# 乙\n", "W302", "支出.合计", "与批复: 一致")
        assert changed == (
            "年度: 2021  # 甲\n\n接受: # 核对过、决定不改的发现\n"
            "  - 代码: W302\n    位置: 支出.合计\n    理由: '与批复: 一致'\n# 乙\n"
        )

    @pytest.mark.parametrize(
        ("path", "say"),
        [("部门", "是一组键"), ("概况.职责", "是列表"), ("概况.职责.9", "是列表"), ("部门.名称.甲", "已经有值")],
    )
    def test_what_cannot_be_done_is_refused(self, path: str, say: str) -> None:
        with pytest.raises(EditError, match=say):
            set_value(LAID_OUT, path, "x")

    def test_acceptances_that_are_no_list(self) -> None:
        with pytest.raises(EditError, match="应是列表"):
            add_acceptance("接受: {代码: W302}\n", "W302", "a", "b")


class TestCommand:
    """juesuan accept."""

    @pytest.fixture
    def file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The example with one warning, saved as Windows' editors do."""
        monkeypatch.chdir(tmp_path)
        for source in EXAMPLE.glob("*.yaml"):
            shutil.copy(source, tmp_path)
        text = (tmp_path / "2021.yaml").read_text("utf-8").replace(", 原因: 追加抚恤金开支", "")
        (tmp_path / "2021.yaml").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
        return Path("2021.yaml")

    def test_an_accepted_finding_is_no_longer_counted(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = file.read_bytes()
        assert main(["check", str(file)]) == 0
        assert "W302" in capsys.readouterr().out
        assert main(["accept", str(file), "w302", "支出.2019999.原因", "--reason", "一次性支出，已在附件说明"]) == 0
        main(["check", str(file)])
        shown = capsys.readouterr().out
        assert "已接受：一次性支出，已在附件说明" in shown and "W790" not in shown
        after = file.read_bytes()
        start, end = changed_span(before.decode(), after.decode())
        assert start == end and b"\n" not in after.replace(b"\r\n", b"") and after.startswith(b"\xef\xbb\xbf")
        assert main(["accept", str(file), "W302", "支出.2019999.原因", "--reason", "再来"]) == 1
        assert "已经接受过" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("code", "where", "say"),
        [("W302", "支出.合计", "位置有"), ("E201", "支出.合计", "没有 E201"), ("A112", "x", "只能改正")],
    )
    def test_what_is_not_found_is_not_accepted(
        self, code: str, where: str, say: str, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = file.read_bytes()
        assert main(["accept", str(file), code, where, "--reason", "因为"]) == 1
        assert say in capsys.readouterr().err
        assert file.read_bytes() == before

    def test_a_reason_is_needed(self, file: Path) -> None:
        assert main(["accept", str(file), "W302", "支出.2019999.原因", "--reason", " "]) == 1


def test_a_key_with_a_dot_in_it_is_one_key() -> None:
    text = "其他数:\n  第1.5批: 3  # 件\n  别的: {甲: 1}\n"
    assert set_value(text, "其他数.第1.5批", "4") == text.replace("3  #", "4  #")
    assert set_value(text, "其他数.别的.甲", "2") == text.replace("甲: 1", "甲: 2")
    added = set_value(text, "其他数.第2\\.5批", "7")
    assert "  第2.5批: 7\n" in added and added.startswith(text)
    assert set_values(text, {"其他数.第1.5批": None}) == "其他数:\n  别的: {甲: 1}\n"
