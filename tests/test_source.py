"""What an officer types, right and wrong, and where exactly the program says the mistake is."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.disclosure.department import UnreadableFile, read_department
from generator.model.bind import bind
from generator.model.figure import Figure, Words
from generator.source import load as load_module
from generator.source.finding import Finding, Level
from generator.source.numbers import parse_number
from tests.factory import GOOD, text_of, with_facts

HEAD = "版式: 湖南/2021\n部门: {名称: 示例县水务局}\n年度: 2021\n"
EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "株洲市工业和信息化局" / "2021.yaml"


def problems(path: Path) -> list[Finding]:
    """What is wrong with the writing of a file, be it readable or not."""
    try:
        found = read_department(path).findings
    except UnreadableFile as error:
        return [error.finding]
    return [finding for finding in found if finding.code.startswith("A")]


def places(finding: Finding) -> list[tuple[int, int]]:
    return [(place.line, place.column) for place in finding.places]


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks ▲, and the line and column of what followed each."""
    found = []
    while "▲" in text:
        before, _, after = text.partition("▲")
        found.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, found


SYNTAX = {
    "全角冒号": ("收入▲：\n  2130301: {财政拨款: 5}\n", "全角冒号"),
    "制表符": ("收入:\n▲\t2130301: {财政拨款: 5}\n", "制表符"),
    "缩进后的制表符": ("收入:\n  2130301:\n  ▲\t财政拨款: 5\n", "制表符"),
    "全角逗号": ("收入:\n  2130301: {财政拨款: 5▲， 其他收入: 3}\n", "全角逗号"),
    "引号没有成对": ('概况:\n  职责: [▲"管理水资源]\n', "引号没有成对"),
    "括号没有成对": ("支出:\n  2130301: ▲{基本支出: 5\n", "括号没有成对"),
    "以百分号开头": ("支出:\n  2130301: {基本支出: 5, 原因: ▲%追加}\n", "引号"),
    "缩进没有对齐": ("收入:\n  2130301: {财政拨款: 5}\n   ▲2130305: {财政拨款: 6}\n", "对齐"),
    "引用": ("收入: &a\n  合计: 5\n支出: ▲*a\n", "引用"),
    "嵌套太深": ("概况: " + "[" * 29 + "▲[" + "]" * 30 + "\n", "嵌套超过 30 层"),
    "控制字符": ("概况: {职责: [管▲\x07理]}\n", "U+0007"),
    "两份": ("▲---\n年度: 2022\n", "---"),
}
MEANING = {
    "不认识的键": ("A105", "▲收人:\n  2130301: {财政拨款: 5}\n", "是不是“收入”"),
    "不认识的下级键": ("A105", "三公经费:\n  ▲公务招待费: {预算: 5}\n", "是不是“公务接待费”"),
    "编码位数不对": ("A105", "支出:\n  ▲21303011: {基本支出: 5}\n", "8 位"),
    "编码后的全角冒号": ("A105", "收入:\n  ▲2130301：{财政拨款: 5}\n", "半角"),
    "括号里的全角冒号": ("A105", "收入:\n  2130301: {▲财政拨款：5}\n", "半角"),
    "冒号后没有空格": ("A105", "收入:\n  2130301: {▲财政拨款:5}\n", "空格"),
    "合并键": ("A105", "▲<<: {收入: 1}\n", "<<"),
    "金额里的文字": ("A107", "支出:\n  2130301: {基本支出: ▲约5万}\n", "约5万"),
    "金额带单位": ("A107", "支出:\n  2130301: {基本支出: ▲5.2万元}\n", "5.2万元"),
    "字母代替数字": ("A107", "支出:\n  2130301: {基本支出: ▲1O.5}\n", "1O.5"),
    "科学记数": ("A107", "支出:\n  2130301: {基本支出: ▲1e3}\n", "1e3"),
    "分节号错位": ("A107", "支出:\n  2130301: {基本支出: ▲'1,23.5'}\n", "1,23.5"),
    "一组值": ("A107", "支出:\n  2130301: {基本支出: ▲[1, 2]}\n", "应是一个数"),
    "数太长": ("A107", f"支出:\n  2130301: {{基本支出: ▲{'1' * 30}}}\n", "1111"),
    "无穷": ("A107", "支出:\n  2130301: {基本支出: ▲.inf}\n", ".inf"),
    "不在可选范围": ("A108", "数字样式: {千分位: ▲有}\n", "是、否"),
    "文字写成一组": ("A109", "支出:\n  2130301: {基本支出: 5, 原因: ▲{追加: 经费}}\n", "冒号"),
    "应是列表": ("A110", "概况:\n  内设机构: ▲办公室、财务科\n", "“- ”开头"),
    "应是一组键": ("A111", "支出:\n  2130301: ▲五\n", "键: 值"),
    "只写了一个数": ("A111", "支出:\n  2130301: ▲5\n", "{基本支出: 5}"),
    "上年的文件没有": ("A115", "上年: ▲2019.yaml\n", "2019.yaml"),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_what_is_no_yaml_is_told_at_its_place(case: str, tmp_path: Path) -> None:
    source, words = SYNTAX[case]
    text, expected = marked(HEAD + source)
    path = tmp_path / "部门.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read_department(path)
    finding = refused.value.finding
    assert (finding.code, finding.level) == ("A103", Level.ERROR)
    assert places(finding) == expected
    assert finding.places[0].file == path.as_posix()
    assert words in finding.message


@pytest.mark.parametrize("case", MEANING)
def test_what_is_not_understood_is_told_at_its_place(case: str, tmp_path: Path) -> None:
    code, source, words = MEANING[case]
    text, expected = marked(HEAD + source)
    (tmp_path / "部门.yaml").write_text(text, "utf-8")
    (finding,) = [found for found in problems(tmp_path / "部门.yaml") if found.code != "A106"]
    assert (finding.code, finding.level, places(finding)) == (code, Level.ERROR, expected)
    assert words in finding.message


def test_a_key_written_twice_names_both_lines(tmp_path: Path) -> None:
    text, expected = marked(HEAD + "收入:\n  ▲2130301: {财政拨款: 5}\n  2080505: {财政拨款: 1}\n  ▲2130301: {财政拨款: 6}\n")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (finding,) = problems(tmp_path / "a.yaml")
    assert (finding.code, places(finding)) == ("A104", expected)
    assert "第5行" in finding.message and "第7行" in finding.message


def test_a_key_written_twice_in_a_list(tmp_path: Path) -> None:
    text, expected = marked(HEAD + "绩效自评:\n  项目:\n    - ▲名称: 甲\n      ▲名称: 乙\n")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert [(f.code, places(f)) for f in problems(tmp_path / "a.yaml")] == [("A104", expected)]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("版式: 湖南/2021\n部门: ▲{自称: 本局}\n年度: 2021\n", "部门.名称"),
        ("▲部门: {名称: 甲}\n", "年度"),
        ("▲部门: {名称: 甲}\n年度:\n", "年度"),
    ],
)
def test_a_required_key_that_is_missing(text: str, missing: str, tmp_path: Path) -> None:
    source, expected = marked(text)
    (tmp_path / "a.yaml").write_text(source, "utf-8")
    found = [f for f in problems(tmp_path / "a.yaml") if f.code == "A106"]
    assert [places(f) for f in found] == [expected]
    assert f"“{missing}”" in found[0].message


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "A103", 1),
        ("# 只有注释\n".encode(), "A103", 1),
        ("版式: 湖南/2021\n".encode("gbk"), "A102", 1),
        (b"a: 1\nb: 2\n" + "名称: 水务局\n".encode("gbk"), "A102", 3),
        ("版式: 湖南/2021\n".encode("utf-16"), "A102", 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "A102", 1),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text(data: bytes, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    (finding,) = problems(tmp_path / "a.yaml")
    assert (finding.code, places(finding)) == (code, [(line, 1)])


def test_a_file_of_text_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("示例县水务局\n", "utf-8")
    assert ("A111", [(1, 1)]) in [(f.code, places(f)) for f in problems(tmp_path / "a.yaml")]


def test_a_file_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"#" * (load_module.MAX_BYTES + 1))
    (finding,) = problems(tmp_path / "a.yaml")
    assert finding.code == "A101" and "8 MB" in finding.message


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有.yaml"):
        (finding,) = problems(path)
        assert finding.code == "A101"
        assert finding.places[0].file == path.as_posix()


@pytest.mark.parametrize(("before", "after"), [("\ufeff", "\n"), ("", "\r\n"), ("\n\n# 说明\n", "\n")])
def test_marks_line_ends_and_comments_do_not_matter(before: str, after: str, tmp_path: Path) -> None:
    text = before + text_of(GOOD).replace("\n", after)
    (tmp_path / "a.yaml").write_bytes(text.encode())
    assert problems(tmp_path / "a.yaml") == []
    figure = with_facts(tmp_path / "a.yaml").figure("收入.2080505.财政拨款")
    assert figure is not None and figure.place is not None
    assert text.replace("\ufeff", "").splitlines()[figure.place.line - 1][figure.place.column - 1 :] == "'12.34'"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234.5", "1234.5"), ("1,234.50", "1234.50"), ("'1,234,567'", "1234567"), ("１２３４．５０", "1234.50"),
        ("１，２３４．５", "1234.5"), ("-3", "-3"), ("−3.20", "-3.20"), ("－3", "-3"), ("+7", "7"), ("0", "0"), ("0.00", "0.00"),
        ("0101", "101"), ('"12.30"', "12.30"), ("' 12 '", "12"), ("1234567.891234", "1234567.891234"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_typed(typed: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}支出:\n  2130301:\n    基本支出: {typed}\n", "utf-8")
    figure = with_facts(tmp_path / "a.yaml").figure("支出.2130301.基本支出")
    assert figure is not None
    assert (figure.value, figure.value.as_tuple()) == (Decimal(value), Decimal(value).as_tuple())
    assert figure.place is not None and (figure.place.line, figure.place.column) == (6, 11)


def test_paragraphs_know_their_lines(tmp_path: Path) -> None:
    text, expected = marked(HEAD + "预算绩效:\n  情况: |\n▲    第一段。\n\n▲    第二段。\n")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    words = [with_facts(tmp_path / "a.yaml")[f"预算绩效.情况.{number}"] for number in (1, 2)]
    assert [(w.place.line, w.place.column) for w in words if isinstance(w, Words) and w.place] == expected


def test_lines_that_are_folded_are_one_paragraph(tmp_path: Path) -> None:
    text = HEAD + "预算绩效:\n  情况: >\n    第一段，\n    2021 年写的。\n\n    第二段。\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    facts = with_facts(tmp_path / "a.yaml")
    assert [facts.text(name) for name in facts.names("预算绩效.情况")] == ["第一段，2021年写的。", "第二段。"]
    first = facts["预算绩效.情况.1"]
    assert isinstance(first, Words) and first.place is not None and first.place.line == 6


@pytest.mark.parametrize("blank", ["", "~", "null", "# 还不知道"])
def test_what_is_left_blank_is_not_known(blank: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}支出:\n  2130301: {{项目支出: 5}}\n政府采购:\n  合计: {blank}\n概况: {blank}\n", "utf-8")
    assert not [f for f in problems(tmp_path / "a.yaml") if f.code != "A112"]
    assert "政府采购.合计" not in with_facts(tmp_path / "a.yaml")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.booleans(), st.booleans())
def test_any_number_is_read_exactly(value: Decimal, grouped: bool, wide: bool) -> None:
    text = f"{value:,f}" if grouped else f"{value:f}"
    if wide:
        text = text.translate({ord(c): ord(c) - 0x20 + 0xFF00 for c in "0123456789,.-"})
    assert parse_number(text) == value


@given(st.text(max_size=12))
def test_nothing_but_numbers_is_a_number(text: str) -> None:
    if (value := parse_number(text)) is not None:
        assert value.is_finite()
        assert re.search(r"[0-9０-９]", text)
        assert not re.search(r"[^0-9０-９,，.．+＋\-－−\s]", text)


def test_every_place_of_the_example_is_where_the_value_stands() -> None:
    rows = EXAMPLE.read_text("utf-8").splitlines()
    facts = bind(load_module.load(EXAMPLE, "例")[0], "例")[0]
    checked = 0
    for name, fact in facts.items():
        if isinstance(fact, Figure | Words) and fact.place is not None:
            here = rows[fact.place.line - 1][fact.place.column - 1 :]
            if isinstance(fact, Figure):
                found = re.match(r"[\d.]+", here)
                assert found and Decimal(found[0]) == fact.value, name
            else:
                folded = re.search(r"\.[2-9]$", name) and fact.text not in here  # 折行的段落只知道第一段的位置
                assert folded or here.strip("'\" ").startswith(fact.text[:8]), name
            checked += 1
    assert checked > 300
