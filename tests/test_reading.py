"""A file as officers write it: each common mistake is named at its line and column, and no file ends in a traceback."""

import random
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import RULES
from generator.commands.check import check_file
from generator.commands.checked import Checked, as_json, as_text
from generator.commands.report import as_html
from generator.model.keys import ROOT
from generator.model.numerals import chinese
from generator.model.schema import Amount, Codes, Count, Group, Items, Key, Names, Prose, Text
from generator.source.finding import Level
from generator.source.load import MAX_BYTES, MAX_DEPTH
from tests.rules.mutate import GOOD, PRIOR_FILE, write_report

HEAD = "版式: 湖南/2021\n部门: {名称: 清溪县水利局}\n年度: 2021\n"


def check(folder: Path, text: str | bytes) -> Checked:
    """What is found in a file of this content."""
    file = folder / "2021.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_file(file)


MISTAKES = [
    ("支出:\n  合计：100\n  基本支出: 3\n", "A103", 5, 5, "全角冒号"),
    ("支出：\n  合计: 100\n", "A103", 4, 3, "全角冒号"),
    ("支出:\n  合计：100\n  基本支出：3\n", "A111", 5, 3, "全角冒号"),
    ("支出:\n  合计:100\n  基本支出: 3\n", "A103", 5, 6, "冒号后面没有空格"),
    ("支出:\n  2150501: {基本支出:3, 项目支出: 4}\n", "A105", 5, 13, "空格"),
    ("支出:\n\t合计: 100\n", "A103", 5, 1, "制表符"),
    ("支出:\n  2150501: {基本支出: 3，项目支出: 4}\n", "A103", 5, 20, "全角逗号"),
    ("支出:\n  2150501: ｛基本支出: 3｝\n", "A103", 5, 12, "全角"),
    ("支出:\n  2150501: {基本支出: 3, 项目支出: 4\n  2150502: {基本支出: 4}\n", "A103", 5, 12, "没有成对"),
    ("支出:\n　　合计: 100\n", "A105", 5, 1, "全角空格"),
    ("概况:\n  职责:\n    - \"甲乙\n    - 丙\n", "A103", 6, 7, "引号没有成对"),
    ("概况:\n  职责:\n    - \"甲\"乙\n", "A103", 6, 7, "引号后面还有字"),
    ("概况:\n  职责:\n    -甲\n    -乙\n", "A110", 6, 5, "一横加一个空格"),
    ("三公经费:\n  原因: %甲\n", "A103", 5, 7, "特殊字符"),
    ("三公经费:\n  原因: *甲\n", "A103", 5, 7, "特殊字符"),
    ("三公经费:\n  原因: 主要是: 甲\n", "A103", 5, 10, "半角冒号加空格"),
    ("绩效自评:\n  指标:\n    - {名称: 甲, 完成值: >20%}\n", "A103", 6, 20, "单引号"),
    ("绩效自评:\n  指标:\n    - 名称: 甲\n      完成值: >20%\n", "A103", 7, 12, "单引号"),
    ("支出:\n  合计: 100\n   基本支出: 3\n", "A103", 6, 4, "缩进比上一行多"),
    ("支出:\n    合计: 100\n  基本支出: 3\n", "A103", 6, 3, "不齐"),
    ("支出:\n  合计: -\n", "A103", 5, 7, "没有发生的写 0"),
    ("支出:\n  合计: 100万元\n", "A107", 5, 7, "单位不写"),
    ("支出:\n  合计: 1 000\n", "A107", 5, 7, "1000"),
    ("支出:\n  合计: 1O0\n", "A107", 5, 7, "字母 O"),
    ("支出:\n  合计: 无\n", "A107", 5, 7, "写 0"),
    ("支出:\n  ２１５０５０１: {基本支出: 3}\n", "A105", 5, 3, "是不是“2150501”"),
    ("支出:\n  2150501行政运行: {基本支出: 3}\n", "A105", 5, 3, "只写编码“2150501”"),
    ("支出:\n  215050: {基本支出: 3}\n", "A105", 5, 3, "6 位"),
    ("支出:\n  合记: 3\n", "A105", 5, 3, "是不是“合计”"),
    ("支出: &a {合计: 1}\n收入: *a\n", "A103", 5, 5, "引用"),
    ("---\n支出: {合计: 1}\n", "A103", 4, 1, "---"),
    ("情况说明：|\n  @节 收入决算\n", "A103", 4, 5, "全角冒号"),
    ("情况说明:\n  @节 收入决算\n", "A103", 5, 3, "键: |"),
    ("情况说明: |\n@节 收入决算\n", "A103", 5, 1, "多缩进两格"),
    ("支出:\n  合计: 1\x000\n", "A103", 5, 8, "控制字符"),
    ("收支总计: {较上年原因: \"甲\\0乙\"}\n", "A109", 4, 15, "控制字符"),
    ("? [甲, 乙]\n: 1\n", "A111", 4, 3, "键"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "column", "words"), MISTAKES)
def test_a_mistake_is_named_where_it_is(
    text: str, code: str, line: int, column: int, words: str, tmp_path: Path
) -> None:
    findings = [finding for finding in check(tmp_path, HEAD + text).findings if finding.code == code]
    assert findings
    first = findings[0]
    assert (first.places[0].line, first.places[0].column) == (line, column)
    assert words in first.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ((HEAD + "支出: {合计: 1}\n").encode("gbk"), "第1行起不是 UTF-8 编码（多半是 GBK）"),
        (HEAD.encode() + "收入: 1\n".encode("gbk"), "第4行起不是 UTF-8"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\x14\x00\x06\xff\xfe", "Word"),
        (b"", "没有内容"),
        ("# 只有注释\n".encode(), "没有内容"),
        (b"a: 1\n" * (MAX_BYTES // 4), "超过 8 MB"),
    ],
)
def test_a_file_that_is_no_yaml_text(data: bytes, words: str, tmp_path: Path) -> None:
    checked = check(tmp_path, data)
    assert checked.unreadable
    assert words in checked.findings[0].message


def test_what_is_well_written_is_read(tmp_path: Path) -> None:
    text = "支出:\r\n  合计:\t１，００７．５０\r\n  基本支出 : +1,007.50\r\n"
    findings = check(tmp_path, b"\xef\xbb\xbf" + (HEAD.replace("\n", "\r\n") + text).encode()).findings
    assert not [finding for finding in findings if finding.code in {"A103", "A105", "A107", "A111", "E201"}]


def test_nesting_is_bounded(tmp_path: Path) -> None:
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    assert "嵌套超过" in check(tmp_path, f"上年: {deep}\n").findings[0].message
    assert check(tmp_path, "[" * 100_000).unreadable


def test_a_wrong_reading_example_is_wrong_and_the_good_one_right(tmp_path: Path) -> None:
    rule = RULES["A103"]
    assert check(tmp_path, rule.bad[WHOLE_FILE]).findings[0].code == "A103"
    assert "A103" not in {finding.code for finding in check(tmp_path, rule.good).findings}
    assert "A104" in {finding.code for finding in check(tmp_path, RULES["A104"].bad[WHOLE_FILE]).findings}


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCALARS = st.one_of(
    st.sampled_from(["0", "1", "-5", "3.14159265358979", "1e9", "9" * 40, "~", "", "是", "{{ 支出.合计|万元 }}", "{{", "{% if %}"]),
    st.sampled_from(["{{ 支出.合计|占(支出.合计) }}", "2150501", "湖南/2021", "../..", "a" * 300, "\0", "“", "万元", "2022.yaml"]),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20).map(str),
)  # fmt: skip
NUMBERS = st.sampled_from(["0", "1", "12.5", "-3", "2021", "999999999999999", "0.0000000001", "1,234.50"])
CODES = st.sampled_from(
    ["201", "20101", "2010101", "2120804", "2230105", "30101", "301", "9999999", "合计", "基本支出", "x"]
)


def tree(key: Key) -> st.SearchStrategy[object]:
    """Values of the shape that a key wants, or now and then of another."""
    match key:
        case Amount() | Count():
            usual: st.SearchStrategy[object] = NUMBERS
        case Text(choices=choices):
            usual = st.sampled_from(choices) if choices else SCALARS
        case Group(fields=fields):
            usual = st.fixed_dictionaries({}, optional={name: tree(field) for name, field in fields.items()})
        case Codes(row=row, fields=fields):
            totals = st.fixed_dictionaries({}, optional={name: tree(field) for name, field in fields.items()})
            usual = st.builds(lambda a, b: a | b, st.dictionaries(CODES, tree(row), max_size=4), totals)
        case Items(item=item):
            usual = st.lists(tree(item), max_size=3)
        case Names() | Prose():
            usual = st.lists(SCALARS, max_size=3)
        case _:
            usual = st.dictionaries(SCALARS, SCALARS, max_size=2) | SCALARS
    return st.integers(0, 30).flatmap(lambda dice: SCALARS if dice == 0 else usual)


def survives(folder: Path, text: str | bytes) -> Checked:
    """Check a file and show the result in every format: anything but a finding is a failure."""
    checked = check(folder, text)
    for show in (as_text, as_json, as_html):
        assert show([checked])
    if checked.unreadable:
        assert [finding.level for finding in checked.findings] == [Level.ERROR]
    return checked


@FUZZ
@given(data=st.binary(max_size=300))
@example(data=b"\xef\xbb\xbf")
@example(data=b"- - - -\n")
@example(data=b"\xe2\x80\xa8a: 1")
def test_no_bytes_end_in_a_traceback(data: bytes, tmp_path: Path) -> None:
    survives(tmp_path, data)


@FUZZ
@given(text=st.text(alphabet="年度部门支出：: -{}[]，,\"'#&*!|>%@`\n\t　“”0123456789.~?=", max_size=120))
def test_no_text_ends_in_a_traceback(text: str, tmp_path: Path) -> None:
    survives(tmp_path, HEAD + text)


@FUZZ
@given(data=tree(ROOT))
def test_no_yaml_ends_in_a_traceback(data: object, tmp_path: Path) -> None:
    known = {"版式": "湖南/2021", "年度": "2021", "部门": {"名称": "清溪县水利局"}}
    survives(tmp_path, yaml.safe_dump(data | known if isinstance(data, dict) else data, allow_unicode=True))


@FUZZ
@given(seed=st.integers(0, 2**32))
def test_no_damaged_report_ends_in_a_traceback(seed: int, tmp_path: Path) -> None:
    write_report(tmp_path)
    survives(tmp_path, damaged(GOOD, random.Random(seed)))


def damaged(text: str, dice: random.Random) -> str:
    """The text with a few pieces cut out, doubled, moved or overwritten."""
    for _ in range(dice.randint(1, 6)):
        a, b = sorted(dice.randrange(len(text)) for _ in range(2))
        b = min(b, a + dice.choice([1, 1, 2, 8, 40, 400]))
        piece = dice.choice(
            ["", text[a:b] * 2, "：", "\n", "  ", "{", "0", "-", "9" * 30, text[b : b + 9] + text[a:b], PRIOR_FILE]
        )
        text = text[:a] + piece + text[b:]
    return text


HOSTILE = {  # 写得再怪，也很快说出错在哪里
    "圆括号": ("概况:\n  职责: ['支出{{ " + "(" * 300 + "支出.合计" + ")" * 300 + "|万元 }}。']\n", "套得太深"),
    "下标": ("概况:\n  职责: ['支出{{ 支出[" + "9" * 5000 + "]|万元 }}。']\n", "数字"),
    "不": ("概况:\n  职责: ['{% if " + "not " * 2000 + "收入.合计 %}甲{% endif %}']\n", "段"),
    "长数": ("支出: {合计: " + "9" * 100_000 + "}\n", "共 100000 个字"),
    "长数作文字": ("三公经费: {原因: " + "1" * 100_000 + "}\n", "60 位以上"),
    "长段": ("三公经费: {原因: " + "（" * 100_000 + "}\n", "每段不超过"),
    "长键": ("支出: {" + "甲" * 500 + ": 1}\n", "共 500 个字"),
    "长文件名": ("上年: " + "甲" * 1000 + ".yaml\n", "不存在"),
    "零年": ("", "2000 到 2100"),
}


@pytest.mark.parametrize(("text", "told"), HOSTILE.values(), ids=HOSTILE)
def test_what_no_one_writes_ends_soon_with_a_word(text: str, told: str, tmp_path: Path) -> None:
    began = time.monotonic()
    head = HEAD if text else HEAD.replace("年度: 2021", "年度: 0")
    found = check(tmp_path, head + text).findings
    assert any(told in finding.message and finding.level is Level.ERROR for finding in found)
    assert max(len(finding.message) for finding in found) < 2000
    assert time.monotonic() - began < 5


def test_a_hundred_headings_are_numbered(tmp_path: Path) -> None:
    check(tmp_path, HEAD + "情况说明: |\n" + "".join(f"  # 第{n}节\n" for n in range(120)))
    assert [chinese(n) for n in (9, 10, 21, 100, 101, 110, 111, 120, 1005)] == [
        "九", "十", "二十一", "一百", "一百零一", "一百一十", "一百一十一", "一百二十", "一千零五",
    ]  # fmt: skip
