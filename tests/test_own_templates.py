"""An office's own templates: whatever is wrong with one is a T101 with file and line, and nothing is written."""

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from generator.cli import main
from generator.console import read_again
from generator.document.profile import load_profile
from generator.published.tables.labels import marks, sides
from generator.source.resources import PACKAGE
from generator.source.template import TemplateError, compiled
from tests.factory import GOOD, text_of

Output = pytest.CaptureFixture[str]
TEMPLATES = PACKAGE.parent / "templates"
BASE = "基于: 湖南/2021\n"
SENTENCE, TABLE = "3-情况说明/收入决算.j2", "2-决算表/支出决算表.yaml"
PROFILE, CHARTS, SCORES, TERMS = "profile.yaml", "图.yaml", "5-绩效自评/自评表.yaml", "4-名词解释/名词解释.yaml"
HEADING = "# 收入决算情况说明\n\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a good department under a profile of its own, which says nothing but its base."""
    monkeypatch.chdir(tmp_path)
    read_again()
    data = tmp_path / "data" / "水务局" / "2021.yaml"
    data.parent.mkdir(parents=True)
    data.write_text(text_of({**GOOD, "版式": "清溪县/2021"}), "utf-8")
    put(tmp_path, PROFILE, BASE)
    return tmp_path


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of the office's own profile; a name that begins with ../ stands beside it."""
    path = folder / "templates" / "清溪县" / "2021" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def shipped(name: str) -> str:
    """A file of the profile that ours is based on."""
    path = load_profile("湖南/2021").file(*name.split("/"))
    assert path is not None
    return path.read_text("utf-8")


def refused(folder: Path, capsys: Output, *formats: str) -> str:
    """What build says; it must have failed by T101, with a message that is no traceback, and left the output as it was."""
    before = {path: path.read_bytes() for path in folder.glob("output/**/*") if path.is_file()}
    code = main(["build", "data", "-j", "1", "--to", ",".join(formats or ("html",))])
    said = capsys.readouterr()
    told = said.out + said.err
    assert code in (1, 2), told
    assert "T101" in told and "意外停止" not in told and "Traceback" not in told
    assert str(PACKAGE.parent) not in told and "site-packages" not in told
    assert {path: path.read_bytes() for path in folder.glob("output/**/*") if path.is_file()} == before
    return told


def accepted(folder: Path, capsys: Output) -> str:
    """The HTML that build makes."""
    assert main(["build", "data", "-j", "1", "--to", "html", "--force"]) == 0, capsys.readouterr()
    (made,) = folder.rglob("*.html")
    return made.read_text("utf-8")


# ---- 名称写错：文件、行、写错的、最接近的

MISSPELT = {
    "slot": (SENTENCE, HEADING + "收入{{ 收入.一般公共预祘|万元 }}。", 3, "收入.一般公共预祘", "收入.一般公共预算"),
    "argument": (SENTENCE, HEADING + "占{{ 收入.财政拨款|占(收入.合记) }}。", 3, "收入.合记", "收入.合计"),
    "condition": (SENTENCE, HEADING + "{% if 收入.合记 %}有{% else %}无收入{% endif %}。", 3, "收入.合记", "收入.合计"),
    "defined": (SENTENCE, HEADING + "{% if 上年.收入.合记 is defined %}有{% endif %}。", 3, "上年.收入.合记", "上年.收入.合计"),
    "compared": (SENTENCE, HEADING + "{% if not (1 < 收入.合记) %}有{% endif %}。", 3, "收入.合记", "收入.合计"),
    "list": (SENTENCE, HEADING + "{% for 项 in 收入.各项来源 %}{{ 项|额 }}{% endfor %}。", 3, "收入.各项来源", "收入.各来源"),
    "field": (SENTENCE, HEADING + "\n{% for 类 in 支出.各类 %}{{ 类.简你|名 }}{% endfor %}。", 4, "类.简你", "类.简称"),
    "field of a 类": (SENTENCE, HEADING + "{% for 类 in 支出.各类 %}{{ 类.项名|名 }}{% endfor %}。", 3, "类.项名", "类.类名"),
    "code": (SENTENCE, HEADING + "{{ 支出.2210201.基本支岀|万元 }}。", 3, "支出.2210201.基本支岀", "支出.2210201.基本支出"),
    "kind": (SENTENCE, HEADING + "{{ 收入.合计|万圆 }}。", 3, "万圆", "万元"),
    "value": (SENTENCE, HEADING + "{% if 部门.性质 == '亊业' %}有{% endif %}。", 3, "亊业", "事业"),
    "chart": (SENTENCE, HEADING + "@图 收人结构\n", 3, "收人结构", "收入结构"),
    "mark": (SENTENCE, HEADING + "@提 话。\n", 3, "@提", "@题"),
    "key": (PROFILE, BASE + "封皮: [甲]\n", 2, "封皮", "封面"),
    "style": (PROFILE, BASE + "数字样式:\n  千份位: 是\n", 3, "千份位", "千分位"),
    "base": (PROFILE, "基于: 糊南/2021\n", 1, "糊南/2021", "湖南/2021"),
    "cover": (PROFILE, BASE + "封面:\n  - '{{ 年渡|年 }}年度'\n", 3, "年渡", "年度"),
    "part key": (PROFILE, BASE + "部分:\n  - {标题: 概况, 文件架: 1-概况}\n", 3, "文件架", "文件夹"),
    "changed folder": (PROFILE, BASE + "部分:\n  1-慨况: {标题: 概况}\n", 3, "1-慨况", "1-概况"),
    "changed section": (PROFILE, BASE + "部分:\n  1-概况:\n    内容: {部门职贵: 职责}\n", 4, "部门职贵", "部门职责"),
    "after": (PROFILE, BASE + "部分:\n  1-概况:\n    内容:\n      人员: {接在: 机构设制}\n", 5, "机构设制", "机构设置"),
    "change": (PROFILE, BASE + "部分:\n  1-概况: {标提: 概况}\n", 3, "标提", "标题"),
    "folder": (PROFILE, BASE + "部分:\n  - {标题: 概况, 文件夹: 1-慨况, 内容: [部门职责]}\n", 3, "1-慨况", "1-概况"),
    "section": (PROFILE, BASE + "部分:\n  - {标题: 概况, 文件夹: 1-概况, 内容: [部门职贵]}\n", 3, "部门职贵", "部门职责"),
    "needs": (PROFILE, BASE + "部分:\n  - {标题: 附件, 文件夹: 1-概况, 须有: 绩效自平, 内容: [部门职责]}\n", 3, "绩效自平", "绩效自评"),
    "own": (PROFILE, BASE + "部分:\n  - {标题: 附件, 文件夹: 1-概况, 自写: 概况.正人, 内容: [部门职责]}\n", 3, "概况.正人", "概况.正文"),
    "title": (PROFILE, BASE + "部分:\n  - {标题: '{{ 部门.名你|文 }}', 文件夹: 1-概况, 内容: [部门职责]}\n", 3, "部门.名你", "部门.名称"),
    "file": ("3-情况说明/收入决箅.j2", HEADING, 1, "没有哪一部分用到", "收入决算"),
    "file's folder": ("3-情况说眀/收入决算.j2", HEADING, 1, "放错了文件夹", "3-情况说明"),
    "file's ending": (SENTENCE + ".txt", HEADING, 1, "末尾不对", "收入决算.j2"),
    "file beside": ("../../3-情况说明/收入决算.j2", HEADING, 1, "不在哪个版式", "templates/湖南/2021"),
    "file of words": ("../../读法/正纹.yaml", "占比: {字样: 占, 例: 占}\n", 1, "字样不会用到", "正文.yaml"),
    "table column": (TABLE, shipped(TABLE).replace("[合计, 基本支出", "[合计, 基本支岀"), 11, "基本支岀", "基本支出"),
    "table grid": (TABLE, shipped(TABLE).replace("取自: 支出", "取自: 支岀"), 10, "支岀", "支出"),
    "score rows": (SCORES, shipped(SCORES).replace("  其他资金:", "  其它资金:"), 11, "其它资金", "其他资金"),
    "chart's figure": (CHARTS, "甲:\n  标题: 甲\n  行:\n    - {名称: 乙, 数: ['{{ 收入.合记|额 }}']}\n", 4, "收入.合记", "收入.合计"),
}  # fmt: skip
PAIRS, GROUPED = "2-决算表/收入支出决算总表.yaml", "2-决算表/一般公共预算财政拨款基本支出决算明细表.yaml"
SINGLE = "2-决算表/一般公共预算财政拨款“三公”经费支出决算表.yaml"
CELLS = {
    "pairs": (PAIRS, "收入.上级补助", "收入.上极补助", "收入.上级补助"),
    "foot": (PAIRS, "结转结余.年初.合计", "结转结余.年初.合记", "结转结余.年初.合计"),
    "类": (PAIRS, "支出.类.合计", "支出.类.合记", "支出.201.合计"),
    "single": (SINGLE, "三公经费.公务接待费.预算", "三公经费.公务接待费.预祘", "三公经费.公务接待费.预算"),
    "group": (GROUPED, "金额: 公用经费", "金额: 公用经弗", "公用经费"),
    "grid": (GROUPED, "取自: 基本支出明细", "取自: 基本支出明纟", "基本支出明细"),
    "note": ("2-决算表/政府性基金预算财政拨款收入支出决算表.yaml", "{部门.自称}", "{部门.自你}", "部门.自称"),
}


@pytest.mark.parametrize("own, unasked", [("[绩效自评.指标]", 4), ("[]", 0)])
def test_what_a_form_does_not_ask_for_is_added_to_that_of_its_base(own: str, unasked: int, office: Path) -> None:
    put(office, PROFILE, f"基于: 通用\n不要求: {own}\n")
    assert len(load_profile("清溪县/2021").unasked) == unasked


@pytest.mark.parametrize("case", MISSPELT)
def test_a_misspelt_name_is_told_with_its_place_and_the_nearest(case: str, office: Path, capsys: Output) -> None:
    name, text, line, wrong, right = MISSPELT[case]
    path = put(office, name, text)
    told = refused(office, capsys)
    assert f"{path.resolve().relative_to(office.resolve()).as_posix()}:{line}:" in told
    assert wrong in told and right in told.partition("\n  ")[2]


@pytest.mark.parametrize("case", CELLS)
def test_a_misspelt_cell_of_a_table_is_told(case: str, office: Path, capsys: Output) -> None:
    name, right, wrong, near = CELLS[case]
    text = shipped(name)
    assert right in text
    put(office, name, text.replace(right, wrong, 1))
    line = next(n for n, row in enumerate(text.splitlines(), 1) if right in row)
    told = refused(office, capsys)
    assert f"templates/清溪县/2021/{name}:{line}:" in told and f"“{near}”" in told


UNFIT = {
    "{{ 部门.名称|万元 }}": "是文字",
    "{{ 收入.合计|文 }}": "是数",
    "{{ 三公经费.公务接待费.人次|万元 }}": "单位是人次",
    "{{ 收入.合计|占(三公经费.公务接待费.人次) }}": "单位不同",
    "{{ 概况.职责|段 }}": "是列表",
    "{% for 项 in 收入.合计 %}{{ 项|额 }}{% endfor %}": "不是列表",
    "{% if 部门.性质 > 5 %}甲{% endif %}": "不能这样比较",
    "{% if 收入.合计 == '多' %}甲{% endif %}": "不能这样比较",
    "{{ 项.合计|万元 }}": "没有“项.合计”",
}


@pytest.mark.parametrize("slot", UNFIT)
def test_a_name_of_the_wrong_sort_is_told(slot: str, office: Path, capsys: Output) -> None:
    put(office, SENTENCE, f"{HEADING}{slot}。\n")
    told = refused(office, capsys)
    assert f"templates/清溪县/2021/{SENTENCE}:3:" in told and UNFIT[slot] in told


def test_all_that_is_wrong_is_told_at_once(office: Path, capsys: Output) -> None:
    put(office, SENTENCE, HEADING + "{{ 收入.合记|万元 }}{% if 支出.合记 %}有{% endif %}。")
    put(office, "3-情况说明/支出决算.j2", "# 支出\n\n{{ 支出.合即|万元 }}")
    put(office, PROFILE, BASE + "封皮: [甲]\n")
    assert refused(office, capsys).count("T101") == 4


def test_an_own_sentence_for_a_profile_of_the_program_is_checked_too(office: Path, capsys: Output) -> None:
    own = office / "templates" / "湖南" / "2021" / SENTENCE
    own.parent.mkdir(parents=True)
    own.write_text(HEADING + "收入{{ 收入.合记|万元 }}。\n", "utf-8")
    assert f"templates/湖南/2021/{SENTENCE}:3:" in refused(office, capsys)
    own.write_text(HEADING + "收入{{ 收入.合计|万元 }}整。\n", "utf-8")
    assert "收入310.90万元整。" in re.sub("<[^>]+>", "", accepted(office, capsys))


def test_profiles_based_on_each_other_are_told(office: Path, capsys: Output) -> None:
    put(office, "../2020/profile.yaml", "基于: 清溪县/2021\n")
    put(office, PROFILE, "基于: 清溪县/2020\n")
    assert "绕了一圈" in refused(office, capsys)


@pytest.mark.parametrize("name", ["清溪县/2012", "../../外面", "/etc", "清溪县", "清溪县/2021/", "CON:"])
def test_a_profile_that_is_not_there_is_told_where_it_is_named(name: str, office: Path, capsys: Output) -> None:
    data = office / "data" / "水务局" / "2021.yaml"
    data.write_text(text_of({**GOOD, "版式": name}), "utf-8")
    told = refused(office, capsys)
    assert "data/水务局/2021.yaml:1:" in told and "清溪县/2021" in told


def test_an_outline_that_is_not_there_is_told_where_it_is_named(office: Path, capsys: Output) -> None:
    for name in ("整体支岀", "../../../../data/水务局/2021"):
        data = {**GOOD, "绩效自评": {**GOOD["绩效自评"], "提纲": name}}
        (office / "data" / "水务局" / "2021.yaml").write_text(text_of(data), "utf-8")
        told = refused(office, capsys)
        assert f"没有叫“{name}”的报告提纲" in told and "整体支出" in told and "data/水务局/2021.yaml:" in told


# ---- 文件坏了

GBK, UTF16 = (HEADING + "收入。\n").encode("gbk"), (HEADING + "收入。\n").encode("utf-16")
DEEP = "{% if 收入.合计 %}" * 400 + "甲" + "{% endif %}" * 400
BROKEN: dict[str, tuple[str, str | bytes]] = {
    "sentence in GBK": (SENTENCE, GBK),
    "sentence in UTF-16": (SENTENCE, UTF16),
    "sentence empty": (SENTENCE, ""),
    "sentence blank": (SENTENCE, "\ufeff\n \n"),
    "sentence binary": (SENTENCE, bytes(range(256)) * 4),
    "sentence with NUL": (SENTENCE, HEADING + "收\0入。"),
    "sentence is Word": (SENTENCE, b"PK\x03\x04" + bytes(200)),
    "sentence too deep": (SENTENCE, HEADING + DEEP),
    "sentence with deep brackets": (SENTENCE, HEADING + "{% if " + "(" * 3000 + "收入.合计" + ")" * 3000 + " %}甲{% endif %}"),
    "sentence with a long not": (SENTENCE, HEADING + "{% if " + "not " * 3000 + "收入.合计 %}甲{% endif %}"),
    "sentence with a huge number": (SENTENCE, HEADING + "{% if 收入.合计 > " + "9" * 5000 + " %}甲{% endif %}"),
    "sentence without endif": (SENTENCE, HEADING + "{% if 收入.合计 %}甲"),
    "sentence that includes itself": (SENTENCE, HEADING + "{% include '收入决算.j2' %}"),
    "sentence with a macro": (SENTENCE, HEADING + "{% macro 甲() %}{{ 甲() }}{% endmacro %}"),
    "sentence with a call": (SENTENCE, HEADING + "{{ 收入.合计.__class__() }}"),
    "sentence with an item in a paragraph": (SENTENCE, HEADING + "{% for 条 in 概况.职责 %}\n- {{ 条|段 }}\n{% endfor %}"),
    "sentence under its heading": (SENTENCE, HEADING.rstrip() + "\n收入{{ 收入.合计|万元 }}。"),
    "sentence with 节": (SENTENCE, HEADING + "@节 支出决算\n"),
    "table empty": (TABLE, ""),
    "table of comments": (TABLE, "# 只有注释\n"),
    "table in GBK": (TABLE, shipped(TABLE).encode("gbk")),
    "table a list": (TABLE, "- 甲\n"),
    "table null": (TABLE, "~\n"),
    "table a number": (TABLE, "12\n"),
    "table body null": (TABLE, shipped(TABLE).replace("[合计, 基本支出, 项目支出, 上缴上级, 经营支出, 对附属单位补助]", "")),
    "table head null": (TABLE, shipped(TABLE).replace("列宽: [13, 36, 16, 16, 16, 13, 13, 13]", "列宽:")),
    "table width huge": (TABLE, shipped(TABLE).replace("{文: 栏次, 宽: 2}", "{文: 栏次, 宽: 2000000000}")),
    "table tab": (TABLE, shipped(TABLE).replace("  取自", "\t取自")),
    "table key twice": (TABLE, shipped(TABLE) + "名称: 又一次\n"),
    "table alias": (TABLE, "甲: &甲 [1]\n乙: *甲\n"),
    "table deep": (TABLE, "[" * 60_000),
    "table deep in dashes": (TABLE, "- " * 60_000),
    "table deep in a key": (TABLE, "? " * 60_000),
    "table slot unquoted": (TABLE, shipped(TABLE).replace("名称: 支出决算表", "名称: {{ 年度|年 }}")),
    "table two documents": (TABLE, shipped(TABLE) + "---\n" + shipped(TABLE)),
    "profile empty": (PROFILE, ""),
    "profile a list": (PROFILE, "- 基于: 湖南/2021\n"),
    "profile a text": (PROFILE, "湖南/2021\n"),
    "profile without base": (PROFILE, "数字样式: {千分位: 是}\n"),
    "profile base a list": (PROFILE, "基于: [湖南/2021]\n"),
    "profile base null": (PROFILE, "基于:\n"),
    "profile style a list": (PROFILE, BASE + "数字样式: [是]\n"),
    "profile style null": (PROFILE, BASE + "数字样式:\n"),
    "profile style no number": (PROFILE, BASE + "数字样式: {金额小数: 两位}\n"),
    "profile style no choice": (PROFILE, BASE + "数字样式: {千分位: 要}\n"),
    "profile charts no choice": (PROFILE, BASE + "图表: 要\n"),
    "profile cover a text": (PROFILE, BASE + "封面: 部门决算\n"),
    "profile cover a mapping": (PROFILE, BASE + "封面: {甲: 乙}\n"),
    "profile parts null": (PROFILE, BASE + "部分:\n"),
    "profile parts texts": (PROFILE, BASE + "部分: [甲]\n"),
    "profile part without title": (PROFILE, BASE + "部分:\n  - {文件夹: 1-概况}\n"),
    "profile sections a text": (PROFILE, BASE + "部分:\n  - {标题: 甲, 文件夹: 1-概况, 内容: 部门职责}\n"),
    "profile section of nothing": (PROFILE, BASE + "部分:\n  - {标题: 甲, 文件夹: 1-概况, 内容: [{标题: 乙}]}\n"),
    "profile folder outside": (PROFILE, BASE + "部分:\n  - {标题: 甲, 文件夹: ../2021, 内容: [部门职责]}\n"),
    "profile in UTF-16": (PROFILE, BASE.encode("utf-16")),
    "charts a list": (CHARTS, "- 甲\n"),
    "charts empty": (CHARTS, ""),
    "scores a list": (SCORES, "- 甲\n"),
    "scores lacking": (SCORES, shipped(SCORES).replace("总分: 总分\n", "")),
    "scores too short": (SCORES, shipped(SCORES).replace("目标栏: [预期目标, 实际完成情况]", "目标栏: [预期目标]")),
    "scores rows a list": (SCORES, re.sub("资金行:\n(  .+\n)+", "资金行: [资金]\n", shipped(SCORES))),
    "scores width a word": (SCORES, shipped(SCORES).replace("[7, 8", "[七, 8")),
    "terms a list": (TERMS, "- 甲\n"),
    "terms of lists": (TERMS, "甲: [乙]\n"),
    "terms empty": (TERMS, "#\n"),
    "lists in UTF-16": ("../../科目/功能分类.csv", (TEMPLATES / "科目" / "功能分类.csv").read_text("utf-8").encode("utf-16")),
    "lists empty": ("../../科目/功能分类.csv", ""),
    "lists without head": ("../../科目/功能分类.csv", "201,类,一般公共服务支出,,,,A\n"),
    "lists without a column": ("../../科目/功能分类.csv", "code,level,name\n201,类,一般公共服务支出\n"),
    "lists with tabs": ("../../科目/功能分类.csv", "code\tlevel\tname\tvalid_from\tvalid_to\tfund\tconfidence\n"),
    "lists with a wrong code": ("../../科目/功能分类.csv", "code,level,name,valid_from,valid_to,fund,confidence\n20a,类,一般,,,,A\n"),
    "lists with a wrong year": ("../../科目/功能分类.csv", "code,level,name,valid_from,valid_to,fund,confidence\n201,类,一般,今年,,,A\n"),
    "lists with a wrong fund": ("../../科目/功能分类.csv", "code,level,name,valid_from,valid_to,fund,confidence\n201,类,一般,,,基金,A\n"),
    "lists with a short row": ("../../科目/经济分类.csv", "code,level,name,valid_from,valid_to,group,confidence\n301,类,工资福利支出\n"),
    "lists with an open quote": ("../../科目/功能分类.csv", 'code,level,name,valid_from,valid_to,fund,confidence\n201,类,"一般,,,,A\n'),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_told(case: str, office: Path, capsys: Output) -> None:
    name, content = BROKEN[case]
    path = put(office, name, content)
    told = refused(office, capsys)
    assert f"{path.resolve().relative_to(office.resolve()).as_posix()}:" in told


@pytest.mark.parametrize("name", [SENTENCE, TABLE, PROFILE, CHARTS, SCORES, TERMS, "../../科目/功能分类.csv"])
def test_a_folder_in_the_place_of_a_file_is_told(name: str, office: Path, capsys: Output) -> None:
    path = office / "templates" / "清溪县" / "2021" / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    assert "却是一个文件夹" in refused(office, capsys)


def test_a_long_line_is_read_in_time(office: Path, capsys: Output) -> None:
    put(office, SENTENCE, HEADING + "话" * 200_000 + " " * 200_000 + "\n尾{{ 收入.合计|万元 }}。\n")
    assert "话尾" in accepted(office, capsys)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_list_of_codes_saved_by_excel_is_read(encoding: str, office: Path, capsys: Output) -> None:
    own = office / "templates" / "科目" / "功能分类.csv"
    own.parent.mkdir()
    text = (TEMPLATES / "科目" / own.name).read_text("utf-8")
    assert "2130305,项,水利工程建设," in text
    rows = text.replace("2130305,项,水利工程建设,", "2130305,项,水利工程修建,").splitlines()
    own.write_bytes("\r\n".join([*rows, ",,,,,,"]).encode(encoding))
    made = accepted(office, capsys)
    assert "水利工程修建" in made and "水利工程建设（项）" not in made


# ---- 样式文件

LOOKS: dict[str, tuple[str, str, bytes]] = {
    "docx no zip": ("reference.docx", "docx", "不是 Word".encode()),
    "docx empty": ("reference.docx", "docx", b""),
    "docx without parts": ("reference.docx", "docx", b""),
    "docx cut off": ("reference.docx", "docx", b""),
    "docx without a style": ("reference.docx", "docx", b""),
    "docx with torn XML": ("reference.docx", "docx", b""),
    "css in GBK": ("screen.css", "html", "/* 本单位的样式 */ body { color: black }".encode("gbk")),
    "css open": ("screen.css", "html", b"body { color: black\n"),
    "css no rule": ("screen.css", "html", b"\nbody { color black; }\n"),
    "css binary": ("page.css", "pdf", bytes(range(256))),
    "css for pages open": ("page.css", "pdf", b"@page { size: A4\n"),
    "css for pages empty": ("page.css", "pdf", b" \n"),
    "typ with an error": ("page.typ", "pdf", b"#no-such-name\n"),
    "typ in UTF-16": ("page.typ", "pdf", "#let a = 1".encode("utf-16")),
}  # fmt: skip


def spoiled(case: str) -> bytes:
    """A reference document that is damaged in this way."""
    good = (TEMPLATES / "look" / "reference.docx").read_bytes()
    changed = BytesIO()
    if case == "docx cut off":
        return good[: len(good) // 2]
    if case == "docx without a style":
        word = docx.Document(BytesIO(good))
        word.styles["表题"].delete()
        word.save(changed)
    with zipfile.ZipFile(BytesIO(good)) as old:
        if case == "docx without parts":
            with zipfile.ZipFile(changed, "w") as new:
                new.writestr("甲.txt", "乙")
        if case == "docx with torn XML":
            with zipfile.ZipFile(changed, "w") as new:
                for name in old.namelist():
                    new.writestr(name, old.read(name)[: -200 if name == "word/styles.xml" else None])
    return changed.getvalue()


@pytest.mark.parametrize("case", LOOKS)
def test_a_damaged_look_is_told(case: str, office: Path, capsys: Output) -> None:
    name, kind, content = LOOKS[case]
    look = office / "templates" / "look"
    shutil.copytree(TEMPLATES / "look", look)
    (look / name).write_bytes(content or spoiled(case))
    engine = ["--pdf-engine", "weasyprint"] if name == "page.css" else []
    assert main(["build", "data", "-j", "1", "--to", kind, *engine]) == 2
    told = capsys.readouterr().err
    assert f"templates/look/{name}:" in told and "T101" in told and "意外停止" not in told
    assert not list(office.glob("output/**/*.*"))


@pytest.mark.parametrize(("name", "kind"), [("reference.docx", "docx"), ("screen.css", "html"), ("page.css", "pdf")])
def test_a_folder_in_the_place_of_a_look_is_told(name: str, kind: str, office: Path, capsys: Output) -> None:
    (office / "templates" / "look" / name).mkdir(parents=True)
    assert main(["build", "data", "-j", "1", "--to", kind]) == 2
    assert f"templates/look/{name}:" in (told := capsys.readouterr().err) and "T101" in told


# ---- 读法

HEAD = "收入支出决算总表\n收入\t\t\t支出\t\t\n项目\t行次\t金额\t项目\t行次\t金额"
SHEET = f"{HEAD}\n一、一般公共预算财政拨款收入\t1\t310.90\t一、农林水支出\t3\t310.90"
SAID = "本年收入合计310.90万元，其中：财政拨款收入300.00万元，占90.0%。"
READINGS = {
    "数.yaml": ("字样: 本年收入,", "字样: '(本年收入',", "不是正则表达式"),
    "节.yaml": ("标题: 绩效自评表", "标题: (绩效自评表", "不是正则表达式"),
    "表.yaml": ("字样: '一般公共预算财政拨款'", "字样: '(一般公共预算'", "不是正则表达式"),
    "单位.yaml": ("- '[局厅署委办司]'", "- '([局厅署委办司]'", "不是正则表达式"),
    "名.yaml": ("名: '\\1收入'}", "名: '\\3收入'}", "没有这么多括号"),
}


@pytest.mark.parametrize("wrong", ["支出)(收入", "(支出", "支出)", "[支出", "支出\\", "[)]支出)(收入", r"\(支出)(收入", "*支出"])
def test_a_pattern_that_is_none_by_itself_is_none_within_its_frame(wrong: str) -> None:
    with pytest.raises(TemplateError, match="不是正则表达式"):
        compiled(wrong)
    assert compiled(r"[)(]支出(合计)?\)").search("本年)支出合计)")


def headings(page: str) -> list[str]:
    """The headings of a page, without their numbers."""
    found = re.findall(r"<h[123][^>]*>(.*?)</h[123]>", page)
    return [re.sub(r"^[（(]?[一二三四五六七八九十]+[、）]", "", re.sub(r"<[^>]+>", "", each)) for each in found]


def test_a_profile_says_only_what_differs(office: Path, capsys: Output) -> None:
    before = headings(accepted(office, capsys))
    put(office, "../2020/profile.yaml", BASE + "部分:\n  3-情况说明:\n    内容:\n      人员: {接在: 收入决算}\n")
    put(office, "../2020/3-情况说明/人员.j2", "# 人员情况说明\n\n年末实有60人。\n")
    changes = "  1-概况: {标题: 基本情况}\n  4-名词解释: {去掉: 是}\n  3-情况说明:\n    内容: {支出决算: 支出, 国有资产占用: {去掉: 是}}\n"
    put(office, PROFILE, "基于: 清溪县/2020\n部分:\n" + changes)
    after = headings(accepted(office, capsys))
    wanted = []
    for each in before:
        match each:
            case "支出决算情况说明":
                wanted += ["人员情况说明", "支出"]
            case "第一部分\u3000示例县水务局概况":
                wanted.append("第一部分\u3000基本情况")
            case "第五部分\u3000附件":
                wanted.append("第四部分\u3000附件")
            case _ if each != "国有资产占用情况说明" and "名词解释" not in each:
                wanted.append(each)
    assert len(wanted) == len(before) - 1 and after == wanted


@pytest.mark.parametrize("name", READINGS)
def test_a_broken_reading_is_told(name: str, office: Path, capsys: Output) -> None:
    right, wrong, message = READINGS[name]
    folder = office / "templates" / "读法"
    shutil.copytree(TEMPLATES / "读法", folder)
    file = folder / name
    text = file.read_text("utf-8")
    assert right in text
    published = office / "公开.txt"
    published.write_text(f"公开01表\n{SHEET}\n第三部分 2021年度部门决算情况说明\n一、收入决算情况说明\n{SAID}\n", "utf-8")
    assert main(["check", published.name]) in (0, 1)
    assert "认出" in capsys.readouterr().out
    for content in (text.replace(right, wrong, 1), "", "- [甲]\n", "甲: 乙\n"):
        file.write_text(content, "utf-8")
        forget()
        assert main(["check", published.name]) == 2
        assert f"templates/读法/{name}:" in (told := capsys.readouterr().out) and "T101" in told
        assert content != text.replace(right, wrong, 1) or message in told
    forget()


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("  财政拨款支出: #", "  财政拨款的支出: #", "缺少 财政拨款支出"),
        ("{表: 收支总计, 表名", "{表: 收支总记, 表名", "没有“收支总记”这种表。是不是“收支总计”"),
    ],
    ids=["a side", "a table"],
)
def test_what_a_reading_of_tables_lacks_is_told(right: str, wrong: str, message: str, office: Path) -> None:
    file = office / "templates" / "读法" / "表.yaml"
    file.parent.mkdir()
    text = (TEMPLATES / "读法" / "表.yaml").read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    forget()
    with pytest.raises(TemplateError, match=message) as raised:
        assert marks() and sides()
    assert str(raised.value.place).startswith("templates/读法/表.yaml:")
    forget()


def forget() -> None:
    """Drop what this process keeps of templates, as a new run of the command would."""
    from generator.commands import watch

    watch.forget()


def test_a_file_that_cannot_be_parsed_says_that_its_first_fault_is_the_first(office: Path, capsys: Output) -> None:
    put(office, SENTENCE, "本年{{ 支出.合计|万元 }。\n\n本年{{ 支出.合计|万元 }。\n".encode())
    assert "第一处，后面的还没有看" in refused(office, capsys)


# ---- 批量、边改边生成、核对

def test_a_batch_tells_it_of_each_and_makes_the_others(office: Path, capsys: Output) -> None:
    other = office / "data" / "农业局" / "2021.yaml"
    other.parent.mkdir()
    other.write_text(text_of({**GOOD, "部门": {**GOOD["部门"], "名称": "示例县农业局"}}), "utf-8")
    put(office, SENTENCE, GBK)
    assert main(["build", "data", "-j", "2", "--to", "html"]) == 1
    told = capsys.readouterr()
    assert f"templates/清溪县/2021/{SENTENCE}:1:" in told.err and "T101" in told.err
    assert [path.parent.parent.name for path in office.rglob("*.html")] == ["示例县农业局"]


def test_check_and_a_draft_say_the_same(office: Path, capsys: Output) -> None:
    put(office, SENTENCE, HEADING + "{% if 收入.合记 %}有{% else %}无收入{% endif %}。")
    assert main(["check", "data"]) == 1
    assert f"{SENTENCE}:3:" in capsys.readouterr().out
    assert main(["build", "data", "--draft", "-j", "1", "--to", "html"]) == 1
    assert f"{SENTENCE}:3:" in capsys.readouterr().err and not list(office.rglob("*.html"))


def test_the_line_is_shown(office: Path, capsys: Output) -> None:
    put(office, SENTENCE, HEADING + "{% if 收入.合记 %}有{% endif %}。")
    assert "3 | {% if 收入.合记 %}有{% endif %}。" in refused(office, capsys)
