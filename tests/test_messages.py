"""What an officer is told: the cause and not what follows, in Chinese, once, at a place he can find."""

import json
import re
from collections.abc import Iterator
from contextlib import chdir, suppress
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from generator.authoring.new.year import new_text
from generator.batch.run import Outcome
from generator.checks import rules  # noqa: F401
from generator.checks.registry import RULES
from generator.checks.suspects import copied, repairs
from generator.cli import main
from generator.commands import build as build_command
from generator.commands.check import check_file
from generator.commands.checked import as_json, as_text
from generator.commands.report import as_html
from generator.commands.schema import page
from generator.console import excerpt_row, show_finding
from generator.derive.ledger import Equation
from generator.document.grammar import parse
from generator.model.bind import bind
from generator.model.figure import WAN, Figure, add
from generator.model.key_advice import on_number
from generator.source.alike import grouped
from generator.source.finding import Finding, Level, once, ordered
from generator.source.load import UnreadableFile, load
from generator.source.place import Place
from generator.source.template import TemplateError
from generator.source.widths import halves
from generator.writers import fonts
from tests.rules.mutate import GOOD, GOOD_PRIOR, PRIOR_FILE, apply, write_report

HEAD = "版式: 湖南/2021\n部门: {名称: 清溪县水利局}\n年度: 2021\n"
BROKEN = (
    "a: {b: 1}}\n", "a:\n b: 1\n没有冒号\nc: 2\n", "甲\n乙: 1\n", "- a\nb: 1\n", "a: ]\n", "%YAML 3.0\n---\na: 1\n", "a: ,\n",
    "a: {,}\n", "{a: 1\n b}\n c", "a: |++\n x\n", "%TAG x\n---\na: 1", "a: 1\n...\nb\n", "a: \"\\q\"\n", "a: {b: c: d}\n",
)  # fmt: skip
ENGLISH = re.compile(r"[A-Za-z]{3,}")


def codes_of(tmp_path: Path, text: str) -> list[Finding]:
    """What is found in a file beside the good one of last year."""
    path = tmp_path / "good.yaml"
    path.write_text(text, "utf-8")
    (tmp_path / PRIOR_FILE).write_text(GOOD_PRIOR, "utf-8")
    return list(check_file(path).findings)


def numbers() -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The amounts and counts of the good file with their key paths, but for the year."""

    def walk(node: yaml.Node | None, path: tuple[str, ...]) -> Iterator[tuple[str, yaml.ScalarNode]]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value, 1):
                yield from walk(item, (*path, str(number)))
        elif isinstance(node, yaml.ScalarNode) and re.fullmatch(r"[\d.]+", node.value) and path != ("年度",):
            yield ".".join(path), node

    root = yaml.compose(GOOD, Loader=yaml.SafeLoader)
    return walk(root, ())


SOME = [pair for n, pair in enumerate(numbers()) if n % 17 == 3]


@pytest.mark.parametrize(("name", "node"), SOME, ids=[name for name, _ in SOME])
def test_a_figure_that_cannot_be_read_is_all_that_is_told_of_it(name: str, node: yaml.ScalarNode, tmp_path: Path) -> None:
    typed = f"{GOOD[: node.start_mark.index]}约{node.value}{GOOD[node.end_mark.index :]}"
    assert {finding.code for finding in codes_of(tmp_path, typed)} == {"A107"}, name


def test_one_figure_to_be_filled_in_leaves_the_checks_of_the_others(tmp_path: Path) -> None:
    changes = {"三公经费.公务接待费.批次": "待填", "政府采购.授予小微企业": "999999", "基本支出明细.30101": "9999"}
    whole = {finding.code for finding in codes_of(tmp_path, apply(GOOD, {k: v for k, v in changes.items() if v != "待填"}))}
    found = {finding.code for finding in codes_of(tmp_path, apply(GOOD, changes))}
    assert len(whole) >= 2
    assert found == whole | {"A130", "A131"}


def test_what_hangs_on_a_row_under_a_misspelt_code_is_not_told(tmp_path: Path) -> None:
    text = GOOD.replace("\n  2130101:", "\n  21301011:", 2)
    assert text != GOOD
    assert {finding.code for finding in codes_of(tmp_path, text)} == {"A105"}


def test_causes_come_first_and_what_is_missing_after_them() -> None:
    found = [
        Finding("E201", Level.ERROR, "", "", (Place("a", 1, 1),)),
        Finding("A112", Level.ERROR, "", "", (Place("a", 2, 1),)),
        Finding("A107", Level.ERROR, "", "", (Place("a", 9, 1),)),
    ]
    assert [finding.code for finding in ordered(found)] == ["A107", "E201", "A112"]


def test_sixteen_equal_ones_are_one_message_with_sixteen_places(tmp_path: Path) -> None:
    rows = "".join(f"  21303{n:02}: {{财政拔款: {n}.00}}\n" for n in range(1, 17))
    path = tmp_path / "a.yaml"
    path.write_text(f"{HEAD}收入:\n{rows}", "utf-8")
    checked = check_file(path)
    shown = as_text([checked])
    assert sum(finding.code == "A105" for finding in checked.findings) == 16
    assert shown.count("A105") == 1 and "同样的共 16 处" in shown and "第6行" in shown
    assert json.loads(as_json([checked]))["summary"]["error"] >= 16


def test_slips_that_differ_keep_their_own_remedies(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"{HEAD}收入:\n  2130301: {{财政拔款: 1}}\n  2130302: {{其它收入: 2}}\n  2130303: {{事业收人: 3}}\n", "utf-8")
    shown = as_text([check_file(path)])
    assert all(f"是不是“{meant}”？" in shown for meant in ("财政拨款", "其他收入", "事业收入"))


def test_each_figure_that_is_wrong_keeps_its_own_message() -> None:
    found = [Finding("E201", Level.ERROR, "", f"写的是 {n}，应是 {n + 1}。", (Place("a", n, 1),)) for n in range(1, 9)]
    assert len(grouped(found)) == 8


@pytest.mark.parametrize("text", BROKEN)
def test_yaml_that_cannot_be_read_is_told_in_chinese(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        load(path, "a.yaml")
    assert not ENGLISH.search(caught.value.finding.message.replace("YAML", ""))


SLIPS = ("{{ 支出.合计 万元 }}", "{{ 支出.合计|万元 ", "{% fro x in y %}", "{% endif %}", "{% if a %}", "{{ |万元 }}", "{{ a|万元(b }}")


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_in_a_slot_is_told_in_chinese(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text, "")
    said = re.sub(r"“[^”]*”", "", caught.value.message)
    assert not [word for word in ENGLISH.findall(said) if word not in {"for", "endif", "endfor"}]


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        ("{财政拨款: 1,942.21}", {"财政拨款": "1942.21"}),
        ("{财政拨款: 1,942.21, 其他收入: 1,234,567.80}", {"财政拨款": "1942.21", "其他收入": "1234567.80"}),
        ("{财政拨款: 942.21,其他收入: 3}", {"财政拨款": "942.21", "其他收入": "3"}),
        ("{财政拨款: １，９４２.21}", {"财政拨款": "1942.21"}),
    ],
)
def test_commas_of_thousands_may_stand_in_braces(row: str, amounts: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"{HEAD}收入:\n  2130301: {row}\n  2130302: {{财政拨款: 3,942.21}}\n", "utf-8")
    facts, found, _ = bind(load(path, "a")[0], "a")
    assert not found and load(path, "a")[1] == []
    assert {field: str(facts.figure(f"收入.2130301.{field}").value) for field in amounts} == amounts  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("收入:\n  2130301: {财政拨款: 1, 942.21}\n", "花括号里的逗号"),
        ("收入:\n  2130301: {财政拨款: 19,42.21}\n", "花括号里的逗号"),
        ("收入:\n  2130301: 3.00\n", "{财政拨款: 3.00}"),
        ("三公经费:\n  公务接待费: 11.55\n", "{决算: 11.55}"),
        ("概况:\n  内设机构: [办公室，人事股]\n", "半角逗号"),
    ],
)
def test_a_comma_or_a_bare_number_is_answered_with_what_to_write(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + text, "utf-8")
    assert any(words in finding.message for finding in bind(load(path, "a")[0], "a")[1])


WRONG = "本年支出合计200.00万元，其中：基本支出150.00万元，占80.00%；项目支出50.00万元，占25.00%。"


def test_a_place_in_a_docx_is_heading_and_sentence_in_every_format(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("三、支出决算情况说明", WRONG):
        word.add_paragraph(text)
    path = tmp_path / "公开.docx"
    word.save(str(path))
    checked = check_file(path)
    spot = next(f for f in checked.findings if "80" in f.message).places[0]
    assert spot.words.startswith("三、支出决算情况说明“") and "基本支出150.00万元" in spot.words
    assert all(str(spot) in shown for shown in (as_text([checked]), as_json([checked]))) and spot.words in as_html([checked])
    assert not re.search(r"公开\.docx:\d+:\d+", as_text([checked]))


def test_a_place_in_a_text_file_is_its_line(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(f"三、支出决算情况说明\n{WRONG}\n", "utf-8")
    assert "公开.txt:2:" in as_text([check_file(path)])


def test_hints_are_counted_and_shown_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"{HEAD}三公经费: {{公务接待费: {{批次: 待填}}}}\n", "utf-8")
    checked = check_file(path)
    assert any(finding.level is Level.HINT for finding in checked.findings)
    assert "A131" not in as_text([checked], hints=False) and "提示 1 处（看提示加 --hints）" in as_text([checked], hints=False)
    assert "A131" in as_text([checked]) and "A131" in as_json([checked])


def refused(schema: dict[str, Any], node: yaml.Node, path: str = "") -> Iterator[str]:
    """The key paths of a file that the schema would mark: the keywords that it uses, and no others."""
    used = {"type", "enum", "pattern", "properties", "patternProperties", "additionalProperties", "items", "required"}
    assert schema.keys() <= used | {"description", "examples", "patternErrorMessage", "$schema", "title"}
    value = yaml.CSafeLoader("").construct_object(node) if isinstance(node, yaml.ScalarNode) else node
    kinds = {yaml.MappingNode: "object", yaml.SequenceNode: "array", str: "string", type(None): "null", bool: "boolean"}
    kind = kinds.get(type(value), "number")
    wrong_type = kind not in schema.get("type", [kind]) or value not in schema.get("enum", [value])
    if wrong_type or (kind == "string" and not re.search(schema.get("pattern", ""), str(value))):
        yield path
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from refused(schema.get("items", {}), item, f"{path}[]")
    if isinstance(node, yaml.MappingNode):
        keys = {key.value: below for key, below in node.value}
        yield from (f"{path}.{name}" for name in schema.get("required", ()) if name not in keys)
        for name, below in keys.items():
            patterns = [each for pattern, each in schema.get("patternProperties", {}).items() if re.search(pattern, name)]
            known = [schema["properties"][name]] if name in schema.get("properties", {}) else []
            extra = schema.get("additionalProperties", {})
            for each in [*known, *patterns] or ([extra] if extra is not False else []):
                yield from refused(each, below, f"{path}.{name}")
            if not known and not patterns and extra is False:
                yield f"{path}.{name}"


@pytest.mark.parametrize("year", [2021, 2023])
def test_a_fresh_file_has_no_red_mark_and_names_its_schema(year: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == main(["new", "清溪县水利局", str(year)]) == main(["new", "某局", str(year), "-o", "别处/a.yaml"]) == 0
    example = next(Path("示例").rglob("2021.yaml"))
    for path in (Path(f"data/清溪县水利局/{year}.yaml"), Path("别处/a.yaml"), example):
        text = path.read_text("utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named is not None
        schema = json.loads((path.parent / named[1]).read_text("utf-8"))
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        assert root is not None and list(refused(schema, root)) == []
        broken = yaml.compose(f"{text}\n错键: 1\n收支总计们: 不是待填\n", Loader=yaml.CSafeLoader)
        assert broken is not None and list(refused(schema, broken)) == [".错键", ".收支总计们"]


def test_the_schema_shows_codes_with_their_names_and_the_profiles() -> None:
    shown = json.loads(page())["properties"]
    assert "湖南/2021" in shown["版式"]["examples"] and "湖南/2023" in shown["版式"]["description"]
    assert shown["支出"]["properties"]["2130301"]["description"] and "30101" in shown["基本支出明细"]["properties"]
    assert "30101" not in shown["收入"]["properties"]
    assert {"待填", None} <= {*shown["部门"]["properties"]["性质"]["enum"]}


def test_what_only_the_officer_knows_is_to_be_filled_in() -> None:
    text = new_text("清溪县水利局", 2023, "湖南/2023", "")
    for key in ("性质", "较上年原因", "货物授予中小企业", "服务授予中小企业"):
        assert re.search(rf"^ +{key}: 待填", text, re.MULTILINE), key


def printed(name: str, value: str, line: int) -> Figure:
    return Figure(name, Decimal(value), WAN, Place("公开.txt", line, 1))


COSTS = {"30201": "12.00", "30207": "6.00", "30211": "30.00"}


def sums_of_302(other: str, total: str) -> Equation:
    """公用经费 with its 款, 30299 among them, against the total that is printed."""
    parts = tuple(printed(f"基本支出明细.{code}", value, n) for n, (code, value) in enumerate({**COSTS, "30299": other}.items(), 1))
    return Equation("基本支出明细.302", printed("基本支出明细.302", total, 9), add("基本支出明细.302", parts))


def test_a_part_printed_with_the_figure_of_its_total_is_what_is_told() -> None:
    part = copied(sums_of_302("68.00", "68.00"))
    assert part is not None and part.name == "基本支出明细.30299"
    assert copied(sums_of_302("20.00", "78.00")) is None


def test_no_correction_is_less_than_nothing() -> None:
    equation = sums_of_302("500.00", "68.00")
    values = {figure.name: better for figure, better in repairs(equation)}
    assert min(values.values()) >= 0
    assert values["基本支出明细.30299"] == Decimal("20.00") and "基本支出明细.30201" not in values


def test_a_score_without_a_place_is_named(tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    rows = "".join(f"<tr><td>产出指标</td><td>数量指标</td><td>指标{n}</td><td>1</td><td>1</td><td>{w}</td><td>{w}</td></tr>" for n, w in
                   enumerate((50, 30, 10, 60, 55.8), 1))  # fmt: skip
    head = "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>"
    path.write_text(f"<meta charset=utf-8><p>部门整体支出绩效自评得分为98分，等级为“优”。</p><table>{head}{rows}</table>", "utf-8")
    assert not [finding.message for finding in check_file(path).findings if "None" in finding.message]


def test_what_is_to_be_said_of_the_machine_is_said_once_a_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(fonts, "folder", lambda: None)
    notes, said = (fonts.advice(), "PDF 里“㐀”没有字形。"), set[str]()
    for number in (1, 2):
        build_command._tell(Outcome(Path(f"{number}.yaml"), (), (), 0, notes=notes), number, 2, 1.0, said)
    shown = capsys.readouterr().err
    assert shown.count("替代字体") == 1 and shown.count("没有字形") == 2
    assert "JUESUAN_FONTS" in shown and str(Path(fonts.__file__).parents[1]) not in shown


def test_fill_in_a_piece_and_check(tmp_path: Path) -> None:
    """The manual: what is filled in is checked while the rest is 待填."""
    path = tmp_path / "2021.yaml"
    rows = "收入:\n  合计: 100.00\n  2130301: {财政拨款: 1,860.00}\n  2130306: {财政拨款: 540.00, 其他收入: 12.00}"
    path.write_text(new_text("清溪县水利局", 2021, "湖南/2021", "").replace("收入: 待填", f"{rows}\n#", 1), "utf-8")
    found = [finding for finding in check_file(path).findings if finding.code != "A131"]
    assert [finding.code for finding in found] == ["A130", "E201"]
    assert "2,412" in found[1].message


@pytest.mark.parametrize(
    ("code", "says", "not_"),
    [
        ("A119", "第六条：支出按其功能分类公开到项", "第七十五条"),
        ("A120", "第六条：基本支出按其经济性质分类公开到款", "第七十五条"),
        ("W221", "第六条：基本支出按其经济性质分类公开到款", "第七十五条"),
        ("E217", "政府收支分类科目", "第七十五条"),
        ("E407", "授予中小企业的合同金额", "46号"),
    ],
)
def test_the_basis_is_the_text_that_says_so(code: str, says: str, not_: str) -> None:
    assert says in RULES[code].basis and not_ not in RULES[code].basis


def test_article_75_is_quoted_as_it_reads() -> None:
    """Of 真实 it says 收支真实、数额准确、内容完整; of 功能分类 it speaks of 一般公共预算支出; the rest is how columns are listed."""
    quoted = [said for rule in RULES.values() for said in re.findall("《预算法》第七十五条：([^；]+)", rule.basis)]
    assert len(quoted) > 20
    assert all(said.startswith(("收支真实、数额准确、内容完整", "一般公共预算支出按其功能分类", "决算草案与预算相对应")) for said in quoted)


SKIPPED = """甲县水利局2022年度部门决算
目录
第三部分 决算情况说明
一、收入决算情况说明
二、支出决算情况说明
四、国有资产占用情况说明
第三部分 决算情况说明
一、收入决算情况说明
本年收入合计10.00万元。
二、支出决算情况说明
本年支出合计10.00万元。
四、国有资产占用情况说明
本单位共有车辆2辆。""".splitlines()
ROUNDED = "本年支出合计7.00万元，其中：基本支出5.00万元，占71.42%；项目支出2.00万元，占28.57%。"


@pytest.mark.parametrize("kind", ["docx", "txt", "html"])
def test_a_number_left_out_in_contents_and_body_is_said_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"公开.{kind}"
    if kind == "docx":
        word = docx.Document()
        for text in SKIPPED:
            word.add_paragraph(text)
        word.save(str(path))
    else:
        path.write_text("\n".join(SKIPPED if kind == "txt" else (f"<p>{text}</p>" for text in SKIPPED)), "utf-8")
    found = [f for f in check_file(path).findings if f.code == "E610"]
    assert [f.quote for f in found] == ["四、国有资产占用情况说明"] and len(found[0].places) == 3


def test_what_is_said_twice_of_one_place_is_said_once() -> None:
    place = Place("公开.docx", 3, 5, 0, "", "“支出0元，增长0%，增长0%。”")
    one = Finding("H213", Level.HINT, "零", "“增长0%”没有比率可言。", (place,))
    near = replace(one, places=(replace(place, column=9),))
    elsewhere = replace(one, places=(replace(place, words="“另一句。”"),))
    other = replace(one, message="“增长1%”没有比率可言。")
    assert list(once([one, one, near, elsewhere, other, one])) == [one, elsewhere, other]


def test_hints_are_folded_in_a_page_as_they_are_counted_in_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(f"甲县水利局2022年度部门决算\n三、支出决算情况说明\n{ROUNDED}\n", "utf-8")
    hints = [f for f in check_file(path).findings if f.level is Level.HINT]
    assert hints and len(hints) == len(check_file(path).findings)
    shown = {}
    for words in ((), ("--hints",)):
        assert main(["check", str(path), "--format", "html", *words]) == 0
        shown[words] = capsys.readouterr().out
        assert f"<summary>提示 {len(hints)} 处</summary>" in shown[words] and hints[0].message in shown[words]
        assert f"提示 {len(hints)} 处</h2>" in shown[words]
        before, after = shown[words].split("<summary>")
        assert "<article" not in before and after.index("</article>") < after.index("</details>")
    assert '<details class="hints">' in shown[()] and '<details class="hints" open>' in shown[("--hints",)]
    path.write_text("甲县水利局2022年度部门决算\n三、支出决算情况说明\n本年支出合计7.00万元。\n", "utf-8")
    main(["check", str(path), "--format", "html"])
    assert '<details class="hints"' not in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed", ["99999999999999999999", "1234567890123456", "1.1234567890123", "9,999,999,999,999,999.00", "-12345678901234567"]
)
def test_a_number_with_too_many_digits_is_said_to_be_too_long(typed: str) -> None:
    said = on_number(typed, "支出.合计", "万元")
    assert "太长" in said and "15 位" in said and "12 位" in said and "字母" not in said


def test_a_percentage_where_an_amount_stands_is_not_told_to_be_converted() -> None:
    from tests.factory import make

    (told,) = [finding.message for finding in make({"机关运行经费.决算": "28%"}).findings if finding.code == "A107"]
    assert "不是百分比" in told and "28%" in told and "换算" not in told


@pytest.mark.parametrize("typed", ["1O.5", "1.2.3", "12,34,5", "l5"])
def test_a_number_with_letters_or_lost_marks_is_said_to_be_that(typed: str) -> None:
    said = on_number(typed, "支出.合计", "万元")
    assert "太长" not in said and "混了字母" in said


def test_of_an_economic_code_that_the_list_lacks_both_rules_say_the_same(tmp_path: Path) -> None:
    found = codes_of(tmp_path, apply(GOOD, {"基本支出明细.30298": "22"}))
    told = {finding.code: finding.message for finding in found if "30298" in finding.message}
    assert {"A118", "A141"} <= set(told)
    assert all("名称只由科目表得出，请核对编码" in message for message in told.values())
    assert not any("写上名称" in message for message in told.values())


def test_a_name_that_cannot_name_a_file_is_not_said_to_be_missing_too(tmp_path: Path) -> None:
    found = codes_of(tmp_path, apply(GOOD, {"部门.名称": "县/局"}))
    assert [f.code for f in found if f.level is Level.ERROR] == ["A140"]


PUBLISHED = "桃溪县示例水利工程局2022年度部门决算\n第三部分 2022年度部门决算情况说明\n"


def told(folder: Path, text: str, code: str) -> Finding:
    """The one finding of a code on a published text."""
    path = folder / "公开.txt"
    path.write_text(PUBLISHED + text, "utf-8")
    (finding,) = [finding for finding in check_file(path).findings if finding.code == code]
    return finding


def test_both_figures_and_their_difference_are_told_of_a_published_sum(tmp_path: Path) -> None:
    income = "二、收入决算情况说明\n本年收入合计120.00万元，其中：财政拨款收入100.00万元；事业收入15.00万元。"
    message = told(tmp_path, income, "E201").message
    assert "本年收入合计" in message and "120" in message and "115" in message and "相差 5" in message
    assert "收入.合计" not in message


def test_a_published_figure_is_called_as_the_disclosure_calls_it(tmp_path: Path) -> None:
    costs = "七、“三公”经费支出决算情况说明\n公务接待费支出决算为0.50万元。\n"
    table = (
        "一般公共预算财政拨款基本支出决算表\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
        "301\t工资福利支出\t10.00\t302\t商品和服务支出\t2.00\n30101\t基本工资\t10.00\t30217\t公务接待费\t2.00\n"
    )
    message = told(tmp_path, costs + table, "E206").message
    assert "公务接待费决算数" in message and "三公经费." not in message


def test_budgets_that_do_not_add_up_are_pointed_to_at_their_whole(tmp_path: Path) -> None:
    text = (
        "五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
        "2022年度财政拨款支出年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90%。其中：\n"
        "（一）卫生健康支出年初预算数为60.00万元，决算数为50.00万元，完成年初预算的83.33%。\n"
        "（二）住房保障支出年初预算数为50.00万元，决算数为40.00万元，完成年初预算的80%。\n"
    )
    assert told(tmp_path, text, "W228").places[0].line == 5


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_screen_the_path_stands_once_and_a_caret_under_the_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_report(tmp_path, {"支出.2130108.原因": "", "概况.职责.1": f"拟订{'全县农业农村发展' * 12}规划，，并组织实施。"})
    seen = {}
    for name, stream, declined in (("屏幕", Screen(), ""), ("不要颜色", Screen(), "1"), ("管道", StringIO(), "")):
        monkeypatch.setattr("sys.stdout", stream)
        monkeypatch.setenv("NO_COLOR", declined)
        monkeypatch.setenv("TERM", "xterm")
        main(["check", str(path)])
        seen[name] = stream.getvalue()
    assert seen["不要颜色"] == seen["管道"] and "\033" not in seen["管道"] and "^" not in seen["管道"]
    shown = re.sub("\033\\[[0-9;]*m", "", seen["屏幕"]).splitlines()
    assert seen["屏幕"].count("\033[1;33m") == sum("警告" in line and ": W" in line for line in shown) >= 2
    assert [line for line in shown if str(path) in line] == [str(path), shown[-1]]
    rows = path.read_text("utf-8").splitlines()
    carets = [(shown[at - 1], line.index("^"), shown[at - 2]) for at, line in enumerate(shown) if line.strip() == "^"]
    assert len(carets) >= 2
    for excerpt, column, head in carets:
        where, begun = head.split(":")[:2], 0
        for at, character in enumerate(excerpt):
            begun = halves(excerpt[:at])
            if begun == column:
                assert character == rows[int(where[0]) - 1][int(where[1]) - 1], (head, excerpt)
                break
        assert halves(excerpt) <= 80 and begun == column


def test_causes_stand_first_then_by_level_the_same_in_check_and_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_report(tmp_path, {"收入.合计": "9999.99", "支出.2130108.原因": "", "支出.合记": "1"})
    main(["check", str(path)])
    told = re.findall(r": ([AEWH]\d{3}) ", capsys.readouterr().out)
    main(["build", str(path), "--to", "html", "-o", str(tmp_path / "output")])
    assert told == re.findall(r": ([AEWH]\d{3}) ", capsys.readouterr().err)
    assert told[0].startswith("A1") and [code[0] for code in told[1:]] == sorted(code[0] for code in told[1:])
    assert len(told) >= 3


@pytest.mark.parametrize(("words", "said"), [
    (["build", "--to", "word"], "是不是 docx？"), (["check", "空.docx"], "请重新导出或下载一份"),
    (["check", "收到", "--名单", "a.yaml"], "不是名单。名单是一个 csv"),
    (["check", "a.yaml"], "“金额单位”只能是 万元、元，写的是“亿元”。请改成其中一个。"),
])  # fmt: skip
def test_a_slip_is_answered_with_what_to_do_next(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_report(tmp_path, {"金额单位": "亿元"}).rename("a.yaml")
    Path("空.docx").touch()
    Path("收到").mkdir()
    Path("收到/甲.txt").write_text("清溪县水利局2022年度部门决算\n", "utf-8")
    with suppress(SystemExit):
        main(words)
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_a_line_of_a_million_words_is_shown_a_little_of(tmp_path: Path) -> None:
    """As soon as any other line: what is beyond the screen is not looked at."""
    path = tmp_path / "长.yaml"
    path.write_text("部门: " + "水" * 2_000_000 + "库\n", "utf-8")
    for column, begins in ((1, "部门: 水"), (1_000_000, "…水")):
        row = excerpt_row(Place(path.as_posix(), 1, column))
        assert row.startswith(begins) and row.endswith("水…") and halves(row) <= 80


def test_an_excerpt_of_another_file_fits_the_screen_with_its_name(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("2021.yaml", "上一个年度的数据文件.yaml")]
    for file in files:
        file.write_text("原因: " + "项目支出增加" * 20 + "\n", "utf-8")
    places = tuple(Place(file.name if file is files[1] else file.as_posix(), 1, 1) for file in files)
    with chdir(tmp_path):
        shown = show_finding(Finding("W801", Level.WARNING, "不等", "请核对。", places)).splitlines()
    rows = [line for line in shown if " | " in line]
    assert len(rows) == 2 and rows[1].endswith("（上一个年度的数据文件.yaml）") and "项目支出" in rows[1]
    assert all(halves(row) <= 80 for row in rows)


def test_how_to_update_the_contents_in_word_is_told_when_a_docx_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, told = write_report(tmp_path), []
    for kinds in ("html", "docx", "docx"):
        assert main(["build", str(path), "--to", kinds, "-o", str(tmp_path / "output")]) == 0
        told.append("“更新域”" in capsys.readouterr().err)
    assert told == [False, True, False]


def test_a_heading_that_is_printed_twice_is_no_wrong_number(tmp_path: Path) -> None:
    """Nothing is wrong with its number: one of the two is to go, or is that of another section."""
    path = tmp_path / "公开.txt"
    path.write_text("清溪县水利局2021年度部门决算公开\n第一部分 概况\n" + "一、部门主要职责\n管理水资源。\n" * 2 + "二、机构设置", "utf-8")
    found = [f for f in check_file(path).findings if f.code == "E610"]
    assert len(found) == 1 and len(found[0].places) == 2
    assert "印了两次" in found[0].message and "请删去多印的一个" in found[0].message and "按次序改正" not in found[0].message


def test_a_place_is_told_by_the_words_that_are_meant(tmp_path: Path) -> None:
    """Not by the beginning of a long paragraph; of the columns of 三公 which of two of one name."""
    words = "农业农村工作的各项任务已经完成，耕地质量有了提高，" * 4
    head = f"<tr><td>决算数</td><td></td><td>预算数</td><td></td></tr><tr>{'<td>合计</td><td>公务接待费</td>' * 2}</tr>"
    path = tmp_path / "公开.html"
    path.write_text(
        "<html><body><p>清溪县水利局2021年度部门决算公开</p><p>三、“三公”经费支出决算情况说明</p>"
        f"<p>{words}与上年相比增减少1.07万元。</p><p>公务接待费支出决算为3.25万元。</p>"
        f"<p>“三公”经费支出决算表</p><table>{head}<tr><td>2.25</td><td>2.25</td><td>3.00</td><td>3.00</td></tr></table></body></html>",
        "utf-8",
    )
    found = {f.code: f for f in check_file(path).findings}
    assert "增减少1.07万元" in found["E601"].places[0].words
    assert "“决算数·公务接待费”列" in found["E211"].message
