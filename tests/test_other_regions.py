"""Good disclosures in other regions' forms and table layouts: every fact is read as it is, and nothing is found wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.demands import tables_lacking
from generator.checks.registry import run
from generator.published.audit import read_publication
from generator.published.places_in_words import spots_of
from generator.published.publication import Publication
from generator.source.finding import Level
from tests.factory import make
from tests.plaintext import LAYOUTS, Layout, text_of
from tests.regional import FORMS, draw, report

assert rules
PROFILES = ("湖南/2019", "湖南/2021", "湖南/2023")
TOLD = {"四川": 25, "广东": 20, "重庆": 12, "浙江": 18, "云南": 12, "上海": 13, "新疆": 15}  # 每种写法里说到几个数


def read(folder: Path, text: str) -> Publication:
    path = folder / "公开.txt"
    path.write_text(text, "utf-8")
    return read_publication(path)


def read_html(folder: Path, title: str, table: str) -> Publication:
    """A page with one table, told as lines of cells parted by tabs."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("\t")) + "</tr>" for row in table.splitlines())
    path = folder / "公开.html"
    path.write_text(f"<meta charset='utf-8'><p>{title}</p><p>单位：万元</p><table>{rows}</table>", "utf-8")
    return read_publication(path)


def found(publication: Publication) -> list[str]:
    """Errors and warnings."""
    return [f"{f.code} {f.message}" for f in run(publication.report) if f.level is not Level.HINT]


DEMANDS = ("W302", "W7")  # 这些文本只有数，没有原因，也没有写全；应有什么，另有测试
OLDER = "湖南/2019"  # 八张表的版式，按 2021 年度的数据成文，少一张表


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("seed", [1, 5, 9])
def test_a_good_disclosure_of_another_region(name: str, seed: int, tmp_path: Path) -> None:
    data = draw(seed, 2020 + seed % 4)
    publication = read(tmp_path, FORMS[name](data))
    facts = publication.report.facts
    told = {fact: facts[fact].value for fact in data.facts() if fact in facts}  # type: ignore[union-attr]
    assert told == {fact: value for fact, value in data.facts().items() if fact in told} and len(told) == TOLD[name]
    assert [each for each in found(publication) if not each.startswith(DEMANDS)] == []
    assert publication.summary["bound"] >= publication.summary["figures"] * 0.98
    assert publication.summary["verified"] > 0 and publication.summary["contradicted"] == 0


@pytest.mark.parametrize("seed", [1, 5, 9])
def test_a_good_report_alone(seed: int, tmp_path: Path) -> None:
    data = draw(seed)
    publication = read(tmp_path, report(data))
    facts = publication.report.facts
    assert [facts.figure(f"支出.{part}").value for part in ("合计", "基本支出", "项目支出")] == [  # type: ignore[union-attr]
        data.spending, data.basic, data.spending - data.basic,
    ]  # fmt: skip
    assert facts.figure("绩效自评.总分").value == 98 and len(facts.names("绩效自评.指标")) == 3  # type: ignore[union-attr]
    assert found(publication) == []
    assert found(read(tmp_path, report(data).replace("满意度指标10分", "满意度指标9分")))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_good_disclosure_of_our_own(profile: str, tmp_path: Path) -> None:
    document = make({"版式": profile}).document
    assert document is not None
    publication = read(tmp_path, text_of(document))
    assert [each for each in found(publication) if profile != OLDER or not each.startswith("W722")] == []
    assert publication.summary["unbound"] <= 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_facts(layout: str, tmp_path: Path) -> None:
    document = make().document
    assert document is not None
    plain = read(tmp_path, text_of(document)).report.facts
    other = read(tmp_path, text_of(document, LAYOUTS[layout]))
    assert found(other) == []
    for name in plain:
        if (figure := plain.figure(name)) is not None and not name.startswith("年度"):
            again = other.report.figure(name)
            assert again is not None and again.value == figure.value, name


def test_columns_are_told_by_their_heads(tmp_path: Path) -> None:
    text = (
        "支出决算表\n单位：万元\n"
        "科目编码\t科目名称\t项目支出\t基本支出\t本年支出合计\n"
        "合计\t\t30.00\t12.00\t42.00\n"
        "205\t教育支出\t30.00\t12.00\t42.00\n20502\t普通教育\t30.00\t12.00\t42.00\n2050202\t小学教育\t30.00\t12.00\t42.00\n"
    )
    facts = read(tmp_path, text).report.facts
    assert [facts.figure(f"支出.2050202.{column}").value for column in ("基本支出", "项目支出", "合计")] == [12, 30, 42]  # type: ignore[union-attr]


def test_a_table_by_units_is_not_taken_for_one_by_subjects(tmp_path: Path) -> None:
    text = (
        "收入决算表（分单位）\n单位：万元\n单位名称\t本年收入合计\t财政拨款收入\t事业收入\n"
        "合计\t42.00\t40.00\t2.00\n甲中心\t30.00\t29.00\t1.00\n乙中心\t12.00\t11.00\t1.00\n"
    )
    publication = read(tmp_path, text)
    assert not any("甲" in name for name in publication.report.facts)
    assert found(publication) == []


COSTS_IN_YUAN = (
    "财政拨款“三公”经费支出决算表\n金额单位：元\n"
    "预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n"
    "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\n"
    "\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t\n"
    "234,480.87\t\t114,815.02\t\t114,815.02\t119,665.85\t73,534.75\t\t43,784.69\t\t43,784.69\t29,750.06\n"
    "十二、财政拨款“三公”经费支出决算情况说明\n"
    "2022年度“三公”经费财政拨款支出全年预算为23.45万元，支出决算为7.35万元，完成全年预算的31.34%，原因是压减支出。\n"
    "2.公务用车购置及运行维护费全年预算为11.48万元，支出决算为4.38万元，完成全年预算的38.15%，原因是压减支出。\n"
    "3.公务接待费全年预算为11.97万元，支出决算为2.98万元，完成全年预算的24.90%，原因是压减支出。\n"
)


def test_a_table_in_yuan_is_not_another_table_than_the_text_in_wan(tmp_path: Path) -> None:
    publication = read(tmp_path, COSTS_IN_YUAN)
    claims = [claim for claim in publication.report.claims if claim.name == "三公经费.预算"]
    assert [str(claim.value) for claim in claims] == ["23.448087", "23.45"]
    assert not [one for one in found(publication) if one.startswith("E2")]


def test_the_visits_from_abroad_of_a_paragraph_are_not_those_of_the_country(tmp_path: Path) -> None:
    text = (
        "九、“三公”经费财政拨款支出决算情况说明\n（3）公务接待费支出决算为4.79万元。\n"
        "外宾接待支出0.00万元。接待人次0人次，批次0批次。\n其他国内公务接待支出4.79万元。接待372人次，62批次。\n"
    )
    publication = read(tmp_path, text)
    facts = publication.report.facts
    assert [facts.figure(f"三公经费.公务接待费.{what}").value for what in ("人次", "批次")] == [372, 62]  # type: ignore[union-attr]
    assert not [one for one in found(publication) if one.startswith(("E211", "E401"))]


def test_the_parts_of_all_spending_are_not_those_of_general_funds(tmp_path: Path) -> None:
    text = (
        "三、支出决算情况说明\n（一）支出决算结构情况\n本年支出90.00万元，其中：基本支出60.00万元；项目支出30.00万元。\n"
        "（二）支出决算具体情况\n1.基本支出60.00万元。\n2.项目支出30.00万元。\n"
        "五、一般公共预算财政拨款支出决算情况说明\n（一）总体情况\n一般公共预算财政拨款支出70.00万元。\n"
        "（三）支出决算具体情况\n一般公共预算财政拨款支出年初预算为65.00万元，支出决算为70.00万元。\n"
    )
    claims = [claim.name for claim in read(tmp_path, text).report.claims if claim.kind == "数"]
    assert claims.count("支出.项目支出") == 2 and "一般公共预算.项目支出" not in claims
    assert claims.count("一般公共预算.合计") == 2 and "一般公共预算.年初预算" in claims


def test_a_balance_under_general_funds_is_theirs(tmp_path: Path) -> None:
    text = (
        "财政拨款收入支出决算总表\n单位：万元\n收入\t\t支出\t\t\t\t\n项目\t决算数\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款\n"
        "一、一般公共预算财政拨款\t70.00\t一、一般公共服务支出\t80.00\t80.00\t\t\n二、政府性基金预算财政拨款\t5.00\t\t\t\t\t\n"
        "本年收入合计\t75.00\t本年支出合计\t80.00\t80.00\t\t\n年初财政拨款结转和结余\t30.41\t年末财政拨款结转和结余\t25.41\t8.08\t17.33\t\n"
        "一般公共预算财政拨款\t18.08\t\t\t\t\t\n政府性基金预算财政拨款\t12.33\t\t\t\t\t\n总计\t105.41\t总计\t105.41\t88.08\t17.33\t\n"
        "（三）一般公共预算财政拨款收入支出决算情况说明\n"
        "1.收入情况。一般公共预算财政拨款收入70.00万元。此外，年初财政拨款结转和结余18.08万元。\n"
    )
    publication = read(tmp_path, text)
    names = [claim.name for claim in publication.report.claims if str(claim.value) == "18.08"]
    assert names == ["结转结余.年初.一般公共预算"] * 2
    assert not [one for one in found(publication) if one.startswith("E2")]


def test_a_list_that_ends_with_spending_of_the_kind_is_open(tmp_path: Path) -> None:
    table = (
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
        "30101\t基本工资\t9.00\t30201\t办公费\t6.00\n30102\t津贴补贴\t1.00\t30203\t咨询费\t4.00\n"
    )
    text = table + "六、一般公共预算财政拨款基本支出决算情况说明\n公用经费10.00万元，主要包括：办公费{}。\n"
    assert not [one for one in found(read(tmp_path, text.format("等支出"))) if one.startswith("W223")]
    assert [one for one in found(read(tmp_path, text.format(""))) if one.startswith("W223")]


COSTS_TITLE = "财政拨款“三公”经费、会议费和培训费支出决算表"
HEADS = (
    "{}“三公”经费\t\t\t\t\t\t会议费\t培训费\n{}合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t\t\n"
    "{}\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\n"
)
PLANNED, SPENT = "11.98\t0.00\t6.95\t0.00\t6.95\t5.03\t5.06\t6.01\n", "4.90\t0.00\t3.61\t0.00\t3.61\t1.29\t1.60\t2.37\n"
IN_ROWS = f"{HEADS.format('项目	', '	', '	')}预算数\t{PLANNED}决算数\t{SPENT}"
IN_PARTS = (
    f"预算数\t\t\t\t\t\t\t\n{HEADS.format('', '', '')}{PLANNED}决算数\t\t\t\t\t\t\t\n{HEADS.format('', '', '')}{SPENT}"
    "项目\t\t\t统计数\t项目\t\t\t统计数\n公务用车购置数(辆)\t\t\t0\t公务用车保有量(辆)\t\t\t3\n"
    "国内公务接待批次(个)\t\t\t21\t国内公务接待人次(人)\t\t\t160\n"
)


@pytest.mark.parametrize("table", [IN_ROWS, IN_PARTS])
def test_costs_with_a_row_or_a_part_each_for_budget_and_spending(table: str, tmp_path: Path) -> None:
    publication = read_html(tmp_path, COSTS_TITLE, table)
    facts = publication.report.facts
    names = ("预算", "决算", "公务接待费.预算", "公务接待费.决算", "公务用车运行维护费.预算", "公务用车运行维护费.决算")
    assert [str(facts.figure(f"三公经费.{name}").value) for name in names] == ["11.98", "4.90", "5.03", "1.29", "6.95", "3.61"]  # type: ignore[union-attr]
    assert str(facts.figure("一般性支出.会议费.决算").value) == "1.60"  # type: ignore[union-attr]
    counted = facts.figure("三公经费.公务接待费.批次")
    assert table == IN_ROWS or (counted and counted.value == 21)
    assert not [one for one in found(publication) if one.startswith(("E", "W271"))]
    wrong = read_html(tmp_path, COSTS_TITLE, table.replace("1.29", "1.92"))
    assert any("1.92" in one and one.startswith("E") for one in found(wrong))


def test_costs_in_a_table_of_items_are_not_lacking_nor_those_of_running_costs_taken_for_them(tmp_path: Path) -> None:
    items = "机构运行信息表\n项目\t预算数\t决算统计数\n（一）支出合计\t11.98\t4.90\n3．公务接待费\t5.03\t1.29"
    publication = read_html(tmp_path, "公开表", items)
    assert publication.report.facts.figure("三公经费.公务接待费.决算")
    lacking = [due.kind for due in tables_lacking(replace(publication.report, whole=True, year=2023))]
    assert "三公经费" not in lacking and "收入" in lacking
    running = "科目编码\t科目名称\t机关运行经费支出\n合计\t\t20.00\n30201\t办公费\t19.00\n30217\t公务接待费\t1.00"
    told = read_html(tmp_path, "财政拨款机关运行经费支出决算表", running).report
    assert not [claim for claim in told.claims if claim.name.startswith("三公经费")]
    assert [table.title for table in told.unread] == ["财政拨款机关运行经费支出决算表"]  # 没有认出的，说没有核对


def test_a_cell_is_told_by_the_label_and_the_head_of_its_own_block(tmp_path: Path) -> None:
    table = (
        "一般公共预算财政拨款基本支出决算明细表\t\t\t\t\t\n公开部门：甲局\t\t\t\t\t公开06表 单位：万元\n"
        "人员经费\t\t\t公用经费\t\t\n科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n"
        "301\t工资福利支出\t10.00\t302\t商品和服务支出\t9.00\n30101\t基本工资\t10.00\t30201\t办公费\t8.00\n"
    )
    publication = read_html(tmp_path, "公开表", table)
    spots = spots_of(publication, publication.report.claims[0].place.file)
    told = {claim.name: spots.worded(claim.place).words for claim in publication.report.claims}
    assert told["基本支出明细.30201"] == "基本支出明细表“办公费”行“金额”列"
    assert told["基本支出明细.30101"] == "基本支出明细表“基本工资”行“金额”列"


@pytest.mark.parametrize("rank", ["副部（省）级及以上领导用车", "副部（省）级以上领导用车", "省部级以上领导干部用车", "副省级及以上用车"])
def test_vehicles_of_high_officials_by_any_of_their_names_are_a_part_of_all(rank: str, tmp_path: Path) -> None:
    text = "十一、国有资产占用情况说明\n截至2024年末，本单位共有车辆{}辆，其中" + rank + "0辆，其他用车4辆。\n"
    assert found(read(tmp_path, text.format(4))) == []
    assert any("6" in one and one.startswith("E") for one in found(read(tmp_path, text.format(6))))


def test_the_layouts_differ() -> None:
    document = make().document
    assert document is not None
    assert len({text_of(document, layout) for layout in LAYOUTS.values()}) == len(LAYOUTS)
    assert text_of(document, Layout(yuan=True)) != text_of(document)
