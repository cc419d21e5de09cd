# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Whole disclosures and 自评 reports in forms seen in other places: what is good gives nothing, each error its finding."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import read_publication
from generator.published.outline import Sheet
from generator.published.tables.scores import read_evaluations
from generator.readers.blocks import Grid, Piece
from generator.readers.open import read_blocks
from generator.source.finding import Level
from generator.source.place import Place
from tests.raw_pdf import line, pdf, text

assert rules
TITLE = "桃溪县示例水利工程局2022年度部门决算\n第三部分 2022年度部门决算情况说明\n"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
PUBLIC = "七、财政拨款“三公”经费支出决算情况说明\n"
TABLE = (
    "2022年度部门整体支出绩效自评表\n\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
    "年度预算（万元）\t年度资金总额\t90.00\t100.00\t95.00\t10\t95%\t9.5\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"
    "产出指标（50分）\t数量指标\t演出场次\t100场\t120场\t50\t50\t\n"
    "效益指标（30分）\t社会效益指标\t覆盖率\t≥95%\t96%\t30\t30\t\n"
    "满意度指标（10分）\t服务对象满意度指标\t满意度\t≥90%\t95%\t10\t10\t\n总分\t\t\t\t\t100\t99.5\t\n"
)
CONTENTS = (
    "桃溪县示例水利工程局2022年度部门决算\n目录\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n二、收入决算情况说明\n三、支出决算情况说明\n"
    "第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n详见附表，本年收支平衡。\n二、收入决算情况说明\n详见附表，本年收入增加。\n三、支出决算情况说明\n详见附表，本年支出增加。\n"
)
FUND_TABLE = "政府性基金预算财政拨款收入支出决算表\n科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n\t\t\t\t小计\t基本支出\t项目支出\t\n栏次\t\t1\t2\t3\t4\t5\t6\n合计\t\t{}\n"
NOTHING = "因本单位没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。\n"
FILLED = FUND_TABLE.format("0.00\t5.00\t5.00\t0.00\t5.00\t0.00\n212\t城乡社区支出\t0.00\t5.00\t5.00\t0.00\t5.00\t0.00")
EMPTY = FUND_TABLE.format("\t\t\t\t\t")
CODES = "支出决算表\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\n213\t农林水支出\t9.00\t9.00\t\t\n21301\t农业农村\t9.00\t9.00\t\t\n2130101\t行政运行\t5.00\t5.00\t\t\n2130104\t事业运行\t4.00\t4.00\t\t\n"
TRIPLE = "支出决算表\n科目编码\t\t\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\n类\t款\t项\t\t\t\t\t\n213\t\t\t农林水支出\t9.00\t9.00\t\t\n213\t01\t\t农业农村\t9.00\t9.00\t\t\n213\t01\t01\t行政运行\t5.00\t5.00\t\t\n213\t01\t04\t事业运行\t4.00\t4.00\t\t\n"
GOOD = {
    "三格编码": TITLE + TRIPLE,
    "编码有序": TITLE + CODES,
    "空表有说明": TITLE + EMPTY + NOTHING,
    "有数的表": TITLE + FILLED + "注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。\n",
    "空表在正文说明": TITLE + EMPTY + "第三部分 2022年度部门决算情况说明\n八、政府性基金预算收入支出决算情况\n本单位没有政府性基金收入，也没有使用政府性基金安排的支出。",
    "类名带引号": TITLE + GENERAL + "1、“卫生健康支出”（类）2022年度决算50.00万元，比2022年年初预算减少10.00万元，下降16.67%。其中：\n“行政事业单位医疗”（款）2022年度决算50.00万元，比2022年年初预算减少10.00万元，下降16.67%。主要原因：调整预算。",
    "只有类的条目": TITLE + GENERAL + "2022年度财政拨款支出年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90%。其中：\n（一）卫生健康支出年初预算数为60.00万元，决算数为50.00万元，完成年初预算的83.33%。\n（二）住房保障支出年初预算数为40.00万元，决算数为40.00万元，完成年初预算的100%。",
    "类在上一行": TITLE + GENERAL + "（一）卫生健康支出（类）\n1.行政事业单位医疗（款）行政单位医疗（项）。年初预算60.00万元，支出决算50.00万元，完成年初预算的83.33%。",
    "名称连写": TITLE + GENERAL + "1.卫生健康支出行政事业单位医疗行政单位医疗。年初预算为60.00万元，支出决算为50.00万元，完成年初预算的83.33%。\n2.住房保障支出-住房改革支出-住房公积金：年初预算为40.00万元，支出决算为40.00万元，完成年初预算的100%。",
    "一句里的上年": TITLE + PUBLIC + "公务接待费支出年初预算8.00万元，上年决算3.00万元，本年决算4.00万元，完成预算的50%，较上年增加1.00万元，增长33.33%，主要原因是接待增加。",
    "外宾": TITLE + PUBLIC + "公务接待费支出决算为4.00万元。2022年共接待国内来访团组27个、来宾203人次。外宾接待费0万元。2022年共接待国（境）外来访团组0个、来访外宾0人次。",
    "括号里的其中": TITLE + PUBLIC + "公务用车购置及运行维护费支出预算10.06万元（其中：一般公共预算10.06万元），支出决算3.43万元，完成调整后预算的34.10%。",
    "总体情况": TITLE + "五、一般公共预算财政拨款支出决算情况说明\n（一）总体情况。\n2022年度一般公共预算财政拨款支出90.00万元。与2021年度相比，一般公共预算财政拨款支出增加10.00万元，增长12.50%。主要原因是项目增加。",
    "标题连着文字": TITLE + "十二、关于政府采购支出说明 本部门2022年度政府采购支出总额50.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出0万元、政府采购服务支出30.00万元。授予中小企业合同金额40.00万元，占政府采购支出总额的80%。",
    "基金一节": TITLE + "八、政府性基金预算财政拨款支出决算情况说明\n2022年度政府性基金预算财政拨款支出决算0万元。与上年决算数相同。",
    "没有基金": TITLE + "八、政府性基金预算收入支出决算情况\n本单位没有政府性基金收入，也没有使用政府性基金安排的支出。",
    "总括编制": TITLE + "一、机构设置\n编制数38人，其中行政编制15人、事业编制23人；实有人数11人，其中在职人员11人，退休人员3人。内设股室2个：办公室、财务股。",
    "比较": TITLE + "三、支出决算情况说明\n本年支出合计90.00万元，与2019年（疫情前）相比减少5.00万元。",
    "自评表": "2022年度部门整体支出绩效自评报告\n一、部门概况\n负责示例工作。\n二、绩效情况\n2022年度部门整体支出绩效自评得分99.5分，其中预算执行9.5分、产出指标50分、效益指标30分、满意度指标10分。评价等级为“优”。\n" + TABLE,
    "项目得分": "2022年度部门整体支出绩效自评报告\n六、绩效情况\n部门整体支出绩效自评得分99.5分。养护项目绩效自评得分98分。\n" + TABLE,
    "目录": CONTENTS,
    "直引号": TITLE + '七、财政拨款"三公"经费支出决算情况说明\n"三公"经费支出决算为4.00万元，其中：公务接待费支出决算为4.00万元。“三公"经费不含公车。',
    "半角冒号": TITLE + "五、一般公共预算财政拨款支出决算情况说明\n2022年度财政拨款支出90.00万元,主要用于以下方面:卫生健康(类)支出50.00万元,占55.56%;住房保障(类)支出40.00万元,占44.44%。",
    "另一个基数": TITLE + "一、收入支出决算总体情况说明\n2022年度收入总计120.00万元。本年收入（不含结转）合计100.00万元。其中：财政拨款收入90.00万元，占本年收入的90%；其他收入10.00万元，占本年收入的10%。",
}  # fmt: skip
BAD = {
    "W233": TITLE + CODES.replace("2130101", "2130109"),
    "W233 三格": TITLE + TRIPLE.replace("213\t01\t01", "213\t01\t09"),
    "W234": TITLE + CODES + "2130299\t其他林业和草原支出\t\t\t\t\n",
    "E231": TITLE + FILLED + NOTHING,
    "W232": TITLE + EMPTY,
    "W225": TITLE + GENERAL + "1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为60.00万元，支出决算为50.00，完成年初预算的83.33%。",
    "E226": TITLE + "七、财政拨款收入支出决算总体情况说明\n其中：政府性基金预算财政拨款支出21.07万元。\n八、政府性基金预算收入支出决算情况\n本单位没有政府性基金收入，也没有使用政府性基金安排的支出。",
    "E601": TITLE + "三、支出决算情况说明\n本年支出合计90.00万元，与上年相比增加10.00万元，增长12.50%，主要原因是……。",
    "E216": "2022年度部门整体支出绩效自评报告\n二、支出情况\n1.惠民专项。年初预算689.14元，实际支出600.12万元。",
    "E212": TITLE + "一、收入支出决算总体情况说明\n2022年度收入总计120.00万元，其中：本年收入合计110.00万元，年初结转和结余10.00万元。\n2022年度支出总计120.00万元，其中：本年支出合计105.00万元，年末结转和结余15.00万元。\n收入支出总体与上年相比，增加20.00万元，增长25%，主要原因是项目增加。",
    "W227": TITLE + "一、机构设置\n编制数38人，其中行政编制15人、事业编制26人。",
    "W228": GOOD["只有类的条目"].replace("年初预算数为40.00万元，决算数为40.00万元，完成年初预算的100%", "年初预算数为50.00万元，决算数为40.00万元，完成年初预算的80%"),
    "W219": "2022年度部门整体支出绩效自评报告\n二、支出情况\n2022年度项目支出484.62万元，其中：惠民专项290.72万元，基层专项123.90万元。",
    "E224": TITLE + "一、机构设置\n内设股室3个：办公室、财务股。",
    "E517": GOOD["自评表"].replace("总分\t\t\t\t\t100\t99.5", "总分\t\t\t\t\t100\t98.5"),
    "E517 文": GOOD["自评表"].replace("产出指标50分", "产出指标48分"),
    "E518": GOOD["项目得分"].replace("整体支出绩效自评得分99.5分", "整体支出绩效自评得分92分"),
    "W519": GOOD["自评表"].replace("“优”", "“良”"),
    "W615": CONTENTS.replace("三、支出决算情况说明\n第三部分", "四、支出决算情况说明\n第三部分"),
    "W615 题": CONTENTS.replace("三、支出决算情况说明\n第三部分", "三、政府采购情况说明\n第三部分"),
    "E616": TITLE.replace("第三部分 2022", "第三部分 2021") + "四、财政拨款收入支出决算总体情况说明\n2022年度财政拨款收、支总计90.00万元。\n",
    "W617": TITLE + PUBLIC + "2021年度“三公”经费财政拨款支出决算中，公务接待费占100%，公务用车运行维护费占0%。",
    "W618": TITLE + "三、支出决算情况说明\n本年支出合计90.00万元，与2020年度相比增加10.00万元，增长12.50%。",
    "W606": TITLE + "支出决算总表\n部门：桃溪县商务局\n",
    "E217": TITLE + GENERAL + "（一）卫生健康支出（类）\n1.行政事业单位医保支出（款）行政单位医疗（项）。年初预算60.00万元，支出决算50.00万元，完成年初预算的83.33%。",
}  # fmt: skip


def audit(folder: Path, text: str) -> list[tuple[str, int]]:
    """The codes and lines of errors and warnings."""
    path = folder / "公开.txt"
    path.write_text(text + "\n", "utf-8")
    findings = [f for f in run(read_publication(path).report) if f.level is not Level.HINT]
    return [(f.code, f.places[0].line) for f in findings]


@pytest.mark.parametrize("name", GOOD)
def test_good_forms_give_no_finding(name: str, tmp_path: Path) -> None:
    assert audit(tmp_path, GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_an_error_gives_its_finding(name: str, tmp_path: Path) -> None:
    found = audit(tmp_path, BAD[name])
    assert name.split()[0] in {code for code, _ in found}
    assert len(found) <= 2


def test_one_wrong_budget_points_to_every_item(tmp_path: Path) -> None:
    assert [line for _, line in audit(tmp_path, BAD["W228"])] == [5]


def test_the_name_most_used_is_the_department_s(tmp_path: Path) -> None:
    heads = "支出决算总表\n部门：桃溪县示例水利工程局\n收入决算表\n部门：桃溪县示例水利工程局\n"
    assert audit(tmp_path, TITLE.replace("桃溪县示例水利工程局", "金河县商务局") + heads) == [("W606", 1)]


def test_a_row_cut_by_the_end_of_a_page_is_one_indicator() -> None:
    def row(page: int, *cells: str) -> tuple[Piece, ...]:
        return tuple(Piece(cell, Place("公开.pdf", page, n, page)) for n, cell in enumerate(cells, 1))

    head = row(1, "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")
    first = row(1, "产出指标（50分）", "时效指标", "", "100%", "90%", "10", "8", "")
    second = row(2, "", "", "资金支付及时率", "", "", "", "", "跨年结算")
    facts = read_evaluations([Sheet(Grid((head, first, second)), (), "")])[0].facts
    assert facts.names("绩效自评.指标") == ("绩效自评.指标.1",)
    assert facts.text("绩效自评.指标.1.名称") == "资金支付及时率"
    assert facts.text("绩效自评.指标.1.偏差原因") == "跨年结算"


def test_a_table_cut_by_the_end_of_a_page_keeps_its_last_row(tmp_path: Path) -> None:
    ruled = b"".join([
        *(line(60, y, 460, y) for y in (700, 660)), *(line(x, 620, x, 700) for x in (60, 260, 460)),
        text(70, 672, "办公费"), text(270, 672, "1.00"), text(70, 632, "水费"), text(270, 632, "2.00"),
    ])  # fmt: skip
    (tmp_path / "公开.pdf").write_bytes(pdf([ruled]))
    grids = [block for block in read_blocks(tmp_path / "公开.pdf") if isinstance(block, Grid)]
    assert [[piece.text for piece in row] for row in grids[0].rows] == [["办公费", "1.00"], ["水费", "2.00"]]
