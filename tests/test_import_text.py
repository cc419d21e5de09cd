# ruff: noqa: E501  整句写在一行，与公开文本一样
"""juesuan import of texts in other forms: nothing is lost, reasons go where they belong, the tally tells what the YAML holds."""

from pathlib import Path

import pytest

from generator.authoring.imports.files import Imported, import_files
from generator.cli import main
from generator.disclosure.department import compose, read_department
from generator.document.tree import lines
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
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


BALANCES = """\
2018年度乙县海塘镇部门决算说明
一、部门主要职责
负责全镇的行政事务。
二、2018年决算收支总体情况
2018年海塘镇年初结转和结余12.50万元，本年收入300.00万元，本年支出290.00万元，结余分配0万元，年末结转和结余22.50万元。
（一）一般公共预算财政拨款年初结转结余12.00万元，2018年本年收入300.00万元，具体情况如下：
1.财政拨款收入300.00万元，其中政府性基金40.00万元。
2.事业收入0万元。
3.其他收入0万元。
（二）2018年本年支出290.00万元，具体情况如下：
1.基本支出200.00万元。
2.项目支出90.00万元。
三、公共财政拨款支出决算情况
2018年公共财政拨款支出260.00万元。
四、政府性基金支出决算情况
2018年度政府性基金支出30.00万元。
"""


def test_balances_and_a_funds_income_that_the_text_gives_are_not_asked_for(tmp_path: Path) -> None:
    made, facts, _ = imported(tmp_path, BALANCES)
    assert made.lacking == () and "待填" not in made.text
    names = ("结转结余.年初.合计", "结转结余.年初.一般公共预算", "政府性基金.本年收入", "政府性基金.年末结转结余", "一般公共预算.合计")
    assert [amount(facts, name) for name in (*names, "结转结余.年末.财政拨款")] == ["12.50", "12.00", "40.00", "10.00", "260.00", "22.00"]


def test_what_cannot_be_derived_is_asked_for_once_and_it_is_said_why(tmp_path: Path) -> None:
    made, _, _ = imported(tmp_path, WITHOUT_PARTS)
    assert made.lacking == ("结转结余.年初.合计", "结转结余.年末.财政拨款")
    assert "没有说结转结余" in made.why and "390.96" in made.why and "390.67" in made.why
    assert [row for row in made.text.splitlines() if row.startswith("结转结余:") and made.why in row]
    one, _, _ = imported(tmp_path, BALANCES.replace("一般公共预算财政拨款年初结转结余12.00万元，", ""))
    assert one.lacking and all(name.startswith("结转结余.年") for name in one.lacking)
    assert "结转结余.年初.合计 12.50" in one.why and "不能当作" not in one.why


def test_where_all_that_came_was_spent_nothing_is_asked_for(tmp_path: Path) -> None:
    made, _, _ = imported(tmp_path, WITHOUT_PARTS.replace("本年收入390.96万元", "本年收入390.67万元，其中：财政拨款收入390.67万元"))
    assert made.lacking == () and made.why == ""


@pytest.mark.parametrize("split", [True, False])
def test_last_years_sum_of_two_costs_is_not_that_of_one(split: bool, tmp_path: Path) -> None:
    parts = "其中：公务用车购置费支出决算为3.00万元，公务用车运行维护费支出决算为5.00万元，" if split else ""
    text = (
        "丁县水务局2023年度部门决算\n第三部分 丁县水务局2023年度部门决算情况说明\n七、财政拨款“三公”经费支出决算情况说明\n"
        f"公务用车购置及运行维护费支出决算为8.00万元，{parts}比上年减少2.50万元，下降23.81%，减少的主要原因是车辆报废。\n"
        "公务接待费支出决算为2.00万元，比上年增加0.50万元，增长33.33%。\n"
    )
    _, facts, document = imported(tmp_path, text)
    assert not [name for name in facts if "车" in name and "上年" in name and name.endswith((".决算", ".上年"))]
    assert "比上年减少2.50万元，下降23.81%" in document
    assert amount(facts, "上年.三公经费.公务接待费.决算") == "1.50"
    assert amount(facts, "三公经费.公务用车运行维护费.决算") == ("5.00" if split else "8.00")


def test_notes_under_the_tables_are_no_duties(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{v}</td></tr>" for n, v in (("项目", "决算数"), ("本年支出合计", "90.00")))
    source = tmp_path / "公开.html"
    source.write_text(
        "<html><body><h1>戊县档案馆2023年度部门决算</h1><p>第一部分 戊县档案馆概况</p><p>一、主要职能</p><p>负责全县档案的收集和保管。</p>"
        f"<p>戊县档案馆2023年度部门决算表</p><p>支出决算表</p><table>{rows}</table><p>没有这一项支出的单位，也保留本表，并在表下写明没有发生。</p>"
        f"<p>国有资本经营预算财政拨款支出决算表</p><table>{rows}</table><p>说明：戊县档案馆本年度没有国有资本经营预算财政拨款支出，故本表无数据。</p>"
        "<p>第三部分 戊县档案馆2023年度部门决算情况说明</p><p>三、支出决算情况说明</p><p>本年支出合计90.00万元。</p></body></html>",
        "utf-8",
    )
    made = import_files([source])
    overview = "".join(fact.text for name, fact in made.facts.items() if name.startswith("概况.") and isinstance(fact, Words))
    assert "负责全县档案的收集和保管" in overview and "本表" not in overview
    assert [line.text.text for line in made.left] == ["没有这一项支出的单位，也保留本表，并在表下写明没有发生。"]


GLOSSARY = """\
庚县水务局2023年度部门决算
第一部分 庚县水务局概况
一、部门职责
主管水务。
第三部分 庚县水务局2023年度部门决算情况说明
三、支出决算情况说明
2023年度本年支出合计90.00万元。
第四部分 名词解释
一、农林水支出（类）水利（款）行政运行（项）：反映水利行政单位的基本支出。
二、一般公共服务支出（类）：反映政府提供一般公共服务的支出。
三、2130305.水利工程建设：反映水利工程的建设支出。
四、水土保持（2130310）指用于水土保持的支出。
五、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）指单位缴纳的养老保险费。
六、年末结转和结余
指无法按原计划实施、结转到下年继续使用的资金。
"""


@pytest.mark.parametrize("head", ["第四部分 名词解释", "四、名词解释", "四、专业名词解释"])
def test_every_term_explained_is_kept(head: str, tmp_path: Path) -> None:
    made, _, document = imported(tmp_path, GLOSSARY.replace("第四部分 名词解释", head))
    meanings = [line.partition("指")[2] or line.partition("：")[2] for line in GLOSSARY.splitlines()[8:] if "结余" not in line]
    assert [meaning for meaning in meanings if meaning not in document] == []
    assert "2130305" in document and "水土保持（2130310）" in document and "结转到下年继续使用" in document
    assert "名词解释:" in made.text and made.left == ()


def test_what_follows_a_report_on_projects_is_not_part_of_it(tmp_path: Path) -> None:
    text = (
        "辛乡2018年度部门决算说明\n一、部门职责\n负责全乡事务。\n二、收支决算总体情况\n2018年本年收入90.00万元，本年支出90.00万元。\n"
        "三、项目绩效自评报告\n一、项目概况\n项目已经完成。\n二、存在问题\n没有。\n四、政府采购支出情况\n2018年政府采购支出总额3.00万元。\n"
        "五、名词解释\n（一）基本支出：指人员和公用支出。\n"
    )
    made, facts, document = imported(tmp_path, text)
    report = "".join(words.text for words in made.facts.words("绩效自评.报告"))
    assert "存在问题" in report and "采购" not in report and "基本支出" not in report
    assert amount(facts, "政府采购.合计") == "3.00" and "指人员和公用支出" in made.text
    assert "2018年政府采购支出总额3.00万元" in document and (made.left, made.shares.lost) == ((), 0)


def _table(*rows: str) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split()) + "</tr>" for row in rows) + "</table>"


def test_tables_that_no_layout_fits_are_named_with_their_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "公开.html"
    source.write_text(
        "<html><body><h1>壬县档案馆2023年度部门决算</h1><p>第一部分 壬县档案馆概况</p><p>一、主要职能</p><p>负责全县档案的收集和保管。</p>"
        + f"<p>编制情况表</p>{_table('类别 编制 实有', '行政 24 22', '事业 35 33')}<p>第二部分 2023年度部门决算表</p>"
        + f"<p>债务情况表</p>{_table('债务 年初数 年末数', '一般债 120.00 110.00', '专项债 50.00 40.00')}"
        + f"<p>馆藏情况表</p>{_table('档案 卷数', '文书 52013')}"
        + "<p>第三部分 情况说明</p><p>三、支出决算情况说明</p><p>本年支出合计90.00万元。</p></body></html>",
        "utf-8",
    )
    assert main(["import", str(source), "-o", str(tmp_path / "数据.yaml")]) == 0
    told = capsys.readouterr().out
    assert "有 3 张表没有写进文件" in told and "W271" in told
    assert [name in told for name in ("“编制情况表”（4 个数）", "“债务情况表”（4 个数）", "“馆藏情况表”（1 个数）")] == [True] * 3
    assert "共见 10 个数" in told and "没有写进文件 9 个" in told


def test_a_unit_that_says_it_has_no_running_costs_is_no_administration(tmp_path: Path) -> None:
    text = (
        "甲县图书馆2023年度单位决算\n三、支出决算情况说明\n本年支出合计90.00万元，其中：基本支出90.00万元。\n"
        "六、一般公共预算财政拨款基本支出决算情况说明\n2023年度一般公共预算财政拨款基本支出90.00万元，其中：人员经费70.00万元，公用经费20.00万元。\n"
        "八、机关运行经费支出情况\n2023年度机关运行经费支出0.00万元。\n"
    )
    _, facts, _ = imported(tmp_path, text)
    assert facts.text("部门.性质") == "事业" and amount(facts, "机关运行经费.决算") == "0.00"
    assert imported(tmp_path, text.replace("支出0.00万元", "支出20.00万元"))[1].text("部门.性质", "行政") == "行政"


SELF_RATED = REASONS + "第五部分 绩效自评表\n一、绩效自评表\n我局机关运行经费支出152.80万元。\n"


def test_a_sentence_under_a_heading_that_ends_in_table_is_no_table(tmp_path: Path) -> None:
    """What is printed first counts, as between any two sentences, and its figures are counted once."""
    made, facts, _ = imported(tmp_path, SELF_RATED)
    assert amount(facts, "机关运行经费.决算") == "142.80"
    assert [(conflict.name, conflict.reason) for conflict in made.conflicts] == [("机关运行经费.决算", "先印出的数")]
    claims = [claim for claim in made.publications[0].claims if claim.section == "绩效自评表"]
    assert [(claim.name, str(claim.value), claim.tabled) for claim in claims] == [("机关运行经费.决算", "152.80", False)]
    assert made.publications[0].summary["figures"] == len(made.publications[0].seen)


def test_the_form_of_a_place_is_for_files_that_name_it(tmp_path: Path) -> None:
    for name, form in (("甲市乙区民政局", "湖南"), ("上海市乙区民政局", "上海")):
        text = f"{name}2024年度部门决算\n第三部分 情况说明\n三、支出决算情况说明\n本年支出合计90.00万元，其中：基本支出90.00万元。\n"
        assert imported(tmp_path, text)[1].text("版式").startswith(form), name


def test_performance_in_other_words_is_kept_and_its_counts_are_not_asked_for(tmp_path: Path) -> None:
    told = "本部门开展了绩效自评，平均得分95.50分。"
    text = (
        "上海市乙区民政局2024年度部门决算\n第一部分 上海市乙区民政局概况\n一、主要职能\n负责全区民政工作。\n"
        "第三部分 上海市乙区民政局2024年度部门决算情况说明\n一、收入支出决算总体情况说明\n本年收入90.00万元，本年支出90.00万元。\n"
        "三、支出决算情况说明\n本年支出合计90.00万元，其中：基本支出90.00万元。\n六、一般公共预算财政拨款基本支出决算情况说明\n"
        f"一般公共预算财政拨款基本支出90.00万元。\n十、预算绩效管理情况\n{told}\n"
    )
    made, _, document = imported(tmp_path, text)
    assert told in document and not [name for name in made.lacking if name.startswith("预算绩效.")]
