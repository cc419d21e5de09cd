# ruff: noqa: E501  整句写在一行，与公开文本一样
"""juesuan import of texts in other forms: nothing is lost, reasons go where they belong, the tally tells what the YAML holds."""

from pathlib import Path

import pytest

from generator.authoring.imports.files import Imported, import_files
from generator.cli import main
from generator.disclosure.department import compose, read_department
from generator.document.tree import lines
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.source.finding import Level

WITHOUT_PARTS = """\
2017年度甲县金融服务办公室部门决算说明
一、部门主要职责
甲县金融服务办公室的主要职责是：贯彻执行国家有关金融工作的方针政策。
二、2017年决算收支总体情况
2017年本年收入390.96万元，本年支出390.67万元。
三、一般公共预算拨款支出决算情况
2017年一般公共预算拨款支出390.67万元，比上年决算数增加330.19万元，增长545.95%，具体情况如下：
（一）2010650一般公共服务支出-事业运行支出87.95万元，较上年决算数增加28.79万元，增长48.66%。主要原因是人员增加。
"""
REASONS = """\
甲县财政局2024年度部门决算
第一部分 甲县财政局概况
一、主要职能
主管全县财政工作。
第三部分 甲县财政局2024年度部门决算情况说明
一、财政拨款“三公”经费支出决算情况说明
“三公”经费财政拨款支出年初预算为2.85万元，支出决算为0.39万元，完成预算的13.68%，其中：因公出国（境）费决算为0.00万元；\
公务用车购置及运行维护费支出决算为0.00万元；公务接待费支出决算为0.39万元，完成预算的13.68%。\
2024年度“三公”经费支出决算数小于预算数的主要原因：压减接待批次。
2024年度“三公”经费财政拨款支出决算数比2023年度减少0.15万元，下降27.78%，其中：公务接待费支出决算减少0.15万元，下降27.78%。公务接待费支出减少的主要原因是来访减少。
二、其他重要事项的情况说明
（一）机关运行经费支出情况
机关运行经费支出142.80万元，比2023年度减少13.52万元，下降8.65%。主要原因是办公费减少。
"""


def imported(folder: Path, text: str, form: str = "") -> tuple[Imported, Facts, str]:
    """What import made of a text, the facts of its YAML read again, and the document of it."""
    source = folder / "公开.txt"
    source.write_text(text, "utf-8")
    made = import_files([source], form)
    path = folder / "数据.yaml"
    path.write_text(made.text, "utf-8")
    department = read_department(path)
    document, _ = compose(department, draft=True)
    asked = {name for name in made.lacking if department.facts.figure(name) is not None}
    assert not asked, "要补的不能是已经有的"
    assert [f.message for f in department.findings if f.level is Level.ERROR and f.code != "A130"] == []
    assert document is not None
    return made, department.facts, "\n".join(lines(document))


def amount(facts: Facts, name: str) -> str:
    figure = facts.figure(name)
    return str(figure.value) if figure else ""


def test_a_text_without_parts_keeps_all_its_words_and_figures(tmp_path: Path) -> None:
    made, facts, text = imported(tmp_path, WITHOUT_PARTS)
    assert made.facts.text("版式").split("/")[1].isdigit()
    said = [line.partition("、")[2] or line for line in WITHOUT_PARTS.splitlines()[2:]]
    assert [line for line in said if line not in text] == []
    assert (amount(facts, "收入.合计"), amount(facts, "一般公共预算.合计"), amount(facts, "上年.一般公共预算.合计")) == ("390.96", "390.67", "60.48")
    assert (made.left, made.shares.total, made.shares.lost) == ((), 8, 0)


def test_the_reason_of_an_item_that_was_not_recognised_is_not_that_of_the_whole(tmp_path: Path) -> None:
    _, facts, text = imported(tmp_path, WITHOUT_PARTS)
    assert "主要原因是人员增加" in text
    assert [name for name in facts if name.endswith("原因")] == []


def test_a_reason_goes_to_what_its_sentence_speaks_of(tmp_path: Path) -> None:
    _, facts, text = imported(tmp_path, REASONS)
    told = {name: facts.text(name) for name in facts if name.endswith("原因")}
    assert told == {
        "三公经费.原因": "压减接待批次",
        "三公经费.公务接待费.较上年原因": "来访减少",
        "机关运行经费.较上年原因": "办公费减少",
    }
    assert all(reason in text for reason in told.values())


@pytest.mark.parametrize("text", [WITHOUT_PARTS, REASONS])
def test_the_tally_is_what_the_data_and_the_document_hold(text: str, tmp_path: Path) -> None:
    """Each figure counted as kept is given by the YAML read again, or printed by its document; no other is."""
    made, facts, document = imported(tmp_path, text)
    known = {figure.value for figure in facts.values() if isinstance(figure, Figure)}
    seen = [entry for publication in made.publications for entry in publication.seen]
    printed = {id(entry): entry.line.text.text[entry.mention.start : entry.mention.end] for entry in seen}
    held = [entry for entry in seen if entry.mention.value in known or printed[id(entry)] in document]
    assert len(seen) == made.shares.total > 5
    assert len(held) == made.shares.total - made.shares.lost


def test_a_figure_that_contradicts_what_was_taken_is_counted_as_left_out(tmp_path: Path) -> None:
    good, _, _ = imported(tmp_path, REASONS)
    source = tmp_path / "错.txt"
    source.write_text(REASONS.replace("机关运行经费支出142.80万元，比", "机关运行经费支出142.80万元。机关运行经费支出152.80万元，比"), "utf-8")
    bad = import_files([source])
    assert bad.shares.total == good.shares.total + 1
    assert bad.conflicts


@pytest.mark.parametrize("before", ["内设股室3个，包括", "内设机构3个，即", "内设科室共3个，分别为：", "内设机构包括："])
def test_the_count_before_a_list_of_offices_is_no_name(before: str, tmp_path: Path) -> None:
    text = f"某市甲局2024年度部门决算\n第一部分 某市甲局概况\n二、机构设置\n某市甲局{before}办公室、财务科、业务科。\n"
    facts = imported(tmp_path, text)[0].facts
    assert [words.text for words in facts.words("概况.内设机构")] == ["办公室", "财务科", "业务科"]


def test_a_profile_may_be_named_and_an_offices_own_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "templates" / "甲县" / "2024"
    (own / "3-情况说明").mkdir(parents=True)
    (own / "profile.yaml").write_text("基于: 湖南/2023\n", "utf-8")
    special = "{{ 部门.名称|名 }}用于办公运转的机关运行经费合计{{ 机关运行经费.决算|万元 }}。"
    (own / "3-情况说明" / "机关运行经费支出.j2").write_text(f"# 机关运行经费支出说明\n\n{special}\n", "utf-8")
    text = REASONS.replace("机关运行经费支出142.80万元，比2023年度减少13.52万元，下降8.65%。主要原因是办公费减少。", "甲县财政局用于办公运转的机关运行经费合计142.80万元。")
    text = text.replace("（一）机关运行经费支出情况", "三、机关运行经费支出说明")
    assert imported(tmp_path, text)[0].facts.text("版式") == "甲县/2024"
    assert imported(tmp_path, text, "湖南/2022")[0].facts.text("版式") == "湖南/2022"
    assert main(["import", "公开.txt", "-o", "a.yaml", "--版式", "湖南/2021"]) == 0
    assert "版式: 湖南/2021" in Path("a.yaml").read_text("utf-8")
    assert main(["import", "公开.txt", "-o", "b.yaml", "--版式", "湖南/1921"]) == 2
    assert "湖南/1921" in capsys.readouterr().err
    assert not Path("b.yaml").exists()


UNITS = """\
<html><body><p>某市甲局2024年度部门决算</p><p>第一部分 某市甲局概况</p><p>一、主要职能</p><p>主管全市甲类工作。</p>
<p>二、部门决算单位构成</p><p>纳入某市甲局2024年度部门决算编制范围的单位包括：</p>
<table><tr><td>序号</td><td>单位名称</td><td>备注</td></tr><tr><td>1</td><td>某市甲局（本级）</td><td></td></tr>
<tr><td>2</td><td>某市甲类执法大队</td><td></td></tr><tr><td>3</td><td>某市甲类文化馆</td><td></td></tr></table>
<p>第三部分 某市甲局2024年度部门决算情况说明</p><p>一、收入支出决算总体情况说明</p><p>2024年度收、支总计100.00万元。</p>
<p>二、机关运行经费支出说明</p><p>2024年度机关运行经费支出20.00万元。</p></body></html>
"""


def test_the_table_of_units_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "公开.html"
    source.write_text(UNITS, "utf-8")
    path = tmp_path / "数据.yaml"
    path.write_text(import_files([source]).text, "utf-8")
    department = read_department(path)
    document, _ = compose(department)
    assert document is not None
    assert [words.text for words in department.facts.words("概况.下属单位")] == ["某市甲类执法大队", "某市甲类文化馆"]
    assert department.facts.text("部门.性质") == "汇总"
    printed = "\n".join(lines(document))
    assert all(unit in printed for unit in ("某市甲局（本级）", "某市甲类执法大队", "某市甲类文化馆"))
    path.write_text(import_files([_altered(source, "单位名称", "项目名称")]).text, "utf-8")
    assert "概况.下属单位" not in read_department(path).facts


SANGONG = "“三公”经费支出决算为6.28万元，比上年减少1.00万元，下降13.74%。"


def test_a_file_that_does_not_say_whose_it_is_is_not_built_under_another_name(tmp_path: Path) -> None:
    source, path = tmp_path / "公开.txt", tmp_path / "数据.yaml"
    source.write_text(f"2022年度“三公”经费支出情况\n{SANGONG}\n", "utf-8")
    made = import_files([source])
    path.write_text(made.text, "utf-8")
    assert "部门.名称" in made.lacking and amount(read_department(path).facts, "三公经费.决算") == "6.28"
    assert [f.code for f in read_department(path).findings if f.level is Level.ERROR] == ["A130"]
    assert main(["build", str(path), "--to", "html", "-o", str(tmp_path / "出")]) == 1
    assert not (tmp_path / "出").exists()


@pytest.mark.parametrize("title", ["甲县委员会政法委员会2022年度“三公”经费决算情况说明", "甲县财政局2022年“三公”经费支出决算公开"])
def test_the_title_of_a_part_says_whose_it_is(title: str, tmp_path: Path) -> None:
    source = tmp_path / "公开.txt"
    source.write_text(f"{title}\n{SANGONG}\n", "utf-8")
    assert import_files([source]).name == title.partition("2022")[0]


def _altered(source: Path, old: str, new: str) -> Path:
    source.write_text(source.read_text("utf-8").replace(old, new), "utf-8")
    return source


ALONE = "2022年度甲县财政局“三公”经费支出决算情况说明\n2022年度甲县财政局“三公”经费支出决算为6.28万元，{}。\n"
CHANGES = {
    "减少": ("比上年减少1.00万元，下降13.74%", 7.28),
    "增加": ("比上年增加1.28万元，增长25.6%", 5.00),
    "只有率": ("上年决算7.28万元，下降13.74%", 7.28),
    "两年都印": ("上年决算为7.28万元，比上年减少1.00万元，下降13.74%", 7.28),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_that_the_yaml_gives_is_counted_as_held(kind: str, tmp_path: Path) -> None:
    said, before = CHANGES[kind]
    made, facts, _ = imported(tmp_path, ALONE.format(said))
    assert (amount(facts, "三公经费.决算"), float(amount(facts, "上年.三公经费.决算"))) == ("6.28", before)
    seen = [entry for publication in made.publications for entry in publication.seen]
    assert (made.shares.total, made.shares.lost) == (len(seen), 0) and len(seen) == said.count("万元") + said.count("%") + 1


@pytest.mark.parametrize(("right", "wrong"), [("1.00", "1.50"), ("13.74", "13.47"), ("下降", "增长")])
def test_a_change_that_the_yaml_gives_otherwise_is_counted_as_left_out(right: str, wrong: str, tmp_path: Path) -> None:
    source = tmp_path / "公开.txt"
    source.write_text(ALONE.format(CHANGES["减少"][0]).replace(right, wrong), "utf-8")
    assert import_files([source]).shares.lost == 1
