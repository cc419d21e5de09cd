# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Slips in wordings of many places: the good text is read and clean, the slip is told with what it should be."""

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import audited
from generator.published.publication import Publication
from generator.published.status import Status
from generator.readers.blocks import Grid, Paragraph, Piece
from generator.source.finding import Finding, Level
from generator.source.place import Place

assert rules
COSTS = "柳河县示例局2021年度“三公”经费决算情况说明\n"
ACCOUNTS = "柳河县示例局2021年度部门决算\n第三部分 2021年度部门决算情况说明\n"
# 好的文本，好的字样，错的字样，发现里要有的话
SLIPS = {
    "本句的数": (ACCOUNTS + "一、收入支出决算总体情况说明\n1.总体情况。2021年度收入总计1032.56万元，支出总计1032.56万元。\n"
        "2.收入情况。2021年度收入合计1032.56万元，较上年决算数增加189.46万元，增长22.47%，主要原因是项目增加。\n",
        "收入合计1032.56", "收入合计1432.56", "相差 400万元"),
    "题目的年度": ("柳河县示例局2021年度一般公共预算财政拨款“三公”经费支出决算情况说明\n"
        "柳河县示例局2021年度一般公共预算财政拨款“三公”经费支出决算为5.00万元，比上年减少1.00万元，下降16.67%，主要是厉行节约。\n"
        "2021年度一般公共预算财政拨款“三公”经费支出决算中，公务接待费支出决算5.00万元，占100%。\n",
        "柳河县示例局2021年度一般公共预算财政拨款“三公”经费支出决算情况", "柳河县示例局2022年度一般公共预算财政拨款“三公”经费支出决算情况", "标题"),
    "一句的年度": (COSTS + "公务接待费支出5.00万元，与2021年度预算相比，减少1.00万元，下降16.67%。2021年柳河县示例局国内公务接待共15批次，105人次。\n",
        "。2021年柳河县示例局国内", "。2020年柳河县示例局国内", "2020 年开头"),
    "没有购置的年度": (COSTS + "公务用车购置支出0.00万元，购置车辆0辆。2021年无购置车辆的情况。\n", "2021年无购置", "2022年无购置", "2022 年开头"),
    "哪一年的预算": (COSTS + "公务接待费支出5.00万元，与2021年度预算相比，减少1.00万元，下降16.67%。\n", "与2021年度预算", "与2022年度预算", "与2022年度预算"),
    "标题编号用数字": (ACCOUNTS + "9、关于2021年度预算绩效情况说明\n对2021年度项目支出开展了绩效自评。\n", "9、关于2021", "9、关于2020", "标题"),
    "人数": ("柳河县示例局2021年度部门决算\n一、机构设置\n实有在职人员30人（其中行政13人,事业17人）,退休人员59人。\n", "事业17人", "事业19人", "相加是 32"),
    "上千的人数": ("柳河县示例区2021年度“三公”经费决算情况说明\n一、机构设置\n财政供养人员共计9,244人。其中：行政人员1,845人，事业人员7,399人，离退休人员1,206人。\n", "7,399", "7,389", "相加是 9234"),
    "车辆": ("柳河县示例区2021年度“三公”经费决算情况说明\n一、基本情况\n公务用车总数1,763辆（其中：副部（省）级及以上领导用车0辆、主要领导干部用车3辆、离退休干部用车10辆，其他用车1,750辆）。\n",
        "1,750", "1,650", "相加是 1663"),
    "增加比本年多": (ACCOUNTS + "五、政府性基金预算财政拨款支出决算情况说明\n2021年度政府性基金预算财政拨款支出27万元，比2020年决算数减少90.3万元，主要原因是项目完工。\n",
        "减少90.3", "增加90.3", "只有 27"),
    "差值": (COSTS + "2021年度“三公”经费支出2.05万元，年初预算为2.95万元，差值为0.9万元，原因为厉行节约。\n", "差值为0.9", "差值为0.6", "2.95 − 2.05"),
    "差异率": (COSTS + "2021年“三公”经费财政拨款支出合计预算数1691.24万元，决算数1645.14万元，预决算差异率-2.73%。\n", "-2.73%", "-2.03%", "1,691.24"),
    "占总支出决算": (COSTS + "2021年度“三公”经费支出决算为6.28万元。其中：因公出国（境）费支出决算0万元，占总支出决算的0%；公务用车购置费支出决算0万元，占总支出决算的0%；"
        "公务用车运行维护费支出决算1.39万元，占总支出决算的22.13%；公务接待费支出决算4.89万元，占总支出决算的77.87%。\n", "22.13%", "62.13%", "22.13%"),
    "只列有的项的增减率": (COSTS + "2021年“三公”经费决算数共计35.50万元，比上年决算下降34.26%；其中公务接待费15.50万元，比上年决算下降16.22%；公务用车运行维护费20.00万元，比上年决算下降43.66%，主要是厉行节约。\n",
        "下降16.22%", "下降26.22%", "推"),
    "车辆的增减率": (COSTS + "因公出国经费、公务接待费、公车购置费，公车运行费（“三公”经费）决算总额2771万元，比上年下降1.8%。因公出国（境）经费决算120万元，比上年增长79.1%，主要是交流增加；公务接待费决算1033万元，比上年下降7.6%；"
        "公务用车购置及运行费决算1618万元，比上年下降1.2%，其中：公务用车购置费决算414万元，比上年增长7.5%；公务用车运行费决算1204万元，比上年下降3.9%。\n", "增长7.5%", "下降7.5%", "推"),
    "比预算的增减率": (COSTS + "2021年“三公”经费年初预算150.00万元，其中：公务接待费40.00万元，公务用车运行维护费110.00万元。\n2021年公务接待费决算支出23.80万元，较年初预算下降40.5%，主要是厉行节约。\n",
        "下降40.5%", "下降42.5%", "23.80 − 40"),
    "写成百分点": (COSTS + "公务接待费支出5.00万元，比上年减少1.00万元，下降16.67%，主要是厉行节约，三公经费占公用经费的比重下降2个百分点。\n", "16.67%", "16.67个百分点", "16.67%"),
    "完成率写成百分点": (COSTS + "公务接待费支出预算为10.00万元，支出决算为5.00万元，完成预算的50%，主要是厉行节约。\n", "50%", "50百分点", "请改为“50%”"),
    "负增长": (COSTS + "“三公”经费支出5.00万元，同比减少1.00万元，负增长16.67%，主要是厉行节约。\n", "负增长16.67%", "负增长26.67%", "16.67%"),
    "汇总的年度": ("柳河县2021年度“三公”经费决算情况说明\n经柳河县财政局汇总，2021年柳河县部门及乡镇，包括行政单位、事业单位，“三公”经费决算总额271.00万元，比上年下降1.8%，主要是厉行节约。\n",
        "汇总，2021年", "汇总，2019年", "2019"),
    "括号里的科室": ("柳河县示例局2021年度部门决算\n一、机构设置\n本单位共设置3个科室（财务科、人事科、法规科）、1个办公室。\n", "3个科室", "2个科室", "3"),
}  # fmt: skip


def read(text: str) -> Publication:
    """A text as a published file."""
    return audited(Paragraph((Piece(line, Place("公开.txt", number, 1)),)) for number, line in enumerate(text.split("\n"), 1) if line)


def told(publication: Publication) -> list[Finding]:
    """Its errors and warnings, but for what a whole file must have."""
    return [finding for finding in run(publication.report) if finding.level is not Level.HINT]


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_is_told_and_the_good_text_is_clean(kind: str) -> None:
    text, good, slip, words = SLIPS[kind]
    assert text.count(good) == 1
    right, wrong = read(text), read(text.replace(good, slip))
    assert told(right) == [] and (right.claims or kind in {"人数", "上千的人数", "车辆", "括号里的科室", "标题编号用数字"})
    assert any(words in finding.message for finding in told(wrong)), told(wrong)


def test_a_rate_that_says_both_ways_is_still_computed() -> None:
    text = ACCOUNTS + "五、一般公共预算财政拨款支出决算情况说明\n一般行政管理事务财政拨款支出349.36万元，较2020年决算数减少56.09万元，增长下降13.8%。主要原因是项目完成。\n"
    assert {finding.code for finding in told(read(text))} == {"E601"}
    assert any("13.83%" in finding.message for finding in told(read(text.replace("下降13.8%", "下降23.8%"))))


def test_rates_that_bear_each_other_out_are_proved() -> None:
    publication = read(SLIPS["车辆的增减率"][0])
    by = {each.claim.quote[-4:]: each for each in publication.judged if each.claim.kind == "增减率"}
    assert len(by) == 6 and [each.status for each in by.values()].count(Status.VERIFIED) == 5
    assert by["79.1%"[-4:]].status is Status.UNPROVABLE  # 数小，差十个百分点也看不出


def test_two_amounts_before_one_unit_lack_nothing() -> None:
    text = ACCOUNTS + "一、收入支出决算总体情况说明\n2021年度收、支总计均为412.50万元。与2020年相比，收、支总计各减少12.50、13.60万元，主要是项目减少。\n"
    publication = read(text)
    assert publication.summary["figures"] == 3
    assert "W235" not in {finding.code for finding in told(publication)}


def test_a_rate_on_last_years_budget_is_not_one_on_last_years_spending() -> None:
    text = COSTS + "2021年公务接待费决算15.50万元，比上年预算数下降18.42%，比上年决算数下降16.22%，主要是厉行节约。\n"
    rates = [each.claim for each in read(text).judged if each.claim.kind == "增减率"]
    assert [str(claim.value) for claim in rates] == ["-16.22"] and told(read(text)) == []


FORMS = {
    "圆圈": (("资金结构（万元）", "年初安排①", "年中调整②", "年度拨付③", "结余④＝①＋②－③", "到位⑤", "支出⑥", "结余⑦", "结余率（%）⑧=⑦/⑤"),
        ("合计", "50", "", "48", "2", "50", "47.2", "2.8", "5.6"), {4: "3", 8: "0.056"}),
    "栏次": (("项目", "1", "2=3+4", "3", "4"), ("培训", "2", "30.50", "20.25", "10.25"), {2: "31.50"}),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_columns_are_what_their_heads_say(form: str) -> None:
    head, row, slips = FORMS[form]

    def found(cells: list[str], *below: tuple[str, ...]) -> list[str]:
        rows = (head, tuple(cells), *below)
        grid = Grid(tuple(tuple(Piece(text, Place("公开.txt", n + 3, at + 1)) for at, text in enumerate(each)) for n, each in enumerate(rows)))
        lines = [Paragraph((Piece(text, Place("公开.txt", n, 1)),)) for n, text in enumerate((*ACCOUNTS.split("\n")[:2], "预算绩效情况说明"))]
        return [finding.message for finding in told(audited([*lines, grid])) if finding.code == "E212"]

    assert found(list(row)) == []
    for at, slip in slips.items():
        [message] = found([slip if n == at else cell for n, cell in enumerate(row)])
        assert head[at].translate(str.maketrans("＝＋－", "=+-")) in message and row[at].rstrip("0") in message
    indicators = (("指标", *["分值", "目标值", "完成值", "得分"] * 2)[: len(head)], ("质量", *["10", "90", "95", "10"] * 2)[: len(head)])
    assert found(list(row), *indicators) == [] != found(list(row), *indicators[1:]), "另一组表头下面不是这些算式"


def test_budgets_of_items_that_no_list_of_codes_knows_make_their_total() -> None:
    text = ACCOUNTS + (
        "五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
        "一般公共预算财政拨款支出年初预算为{}万元，支出决算为205.40万元，主要是追加。其中：\n"
        "1.“节能环保支出（类）污染减排（款）减排事项甲（项）”50.00万元，主要用于垃圾分类。年初预算为0，支出决算为50.00万元，年初无预算。\n"
        "2.“城乡社区支出（类）城乡社区管理事务（款）管理事项乙（项）”95.20万元，主要用于执法。年初预算为100.20万元，支出决算为95.20万元，主要是节约。\n"
        "3.“住房保障支出（类）住房改革支出（款）住房公积金（项）”60.20万元，主要用于公积金。年初预算为50.10万元，支出决算为60.20万元，主要是基数调整。\n"
    )
    right, wrong = read(text.format("150.30")), read(text.format("158.30"))
    assert "W228" not in {finding.code for finding in told(right)} and right.summary["bound"] >= 7
    [finding] = [finding for finding in told(wrong) if finding.code == "W228"]
    assert "150.30" in finding.message and "158.30" in finding.message


def test_what_a_project_spent_is_the_same_in_the_text_and_in_the_table_below() -> None:
    def found(spent: str, name: str = "示例治理经费") -> list[str]:
        rows = (
            ("项目名称", name, ""),
            ("资金结构（万元）", "实际到位金额", "实际支出金额"),
            ("财政资金小计", "40", "38"),
            ("合计", "50", spent),
        )  # fmt: skip
        grid = Grid(tuple(tuple(Piece(text, Place("公开.txt", n + 9, at + 1)) for at, text in enumerate(row)) for n, row in enumerate(rows)))
        told_of = "示例治理经费项目绩效自评综述：项目全年预算数为50万元，执行数为47.72万元，完成预算的95.44%。"
        texts = (*ACCOUNTS.split("\n")[:2], "预算绩效情况说明", told_of, "项目绩效自评表")
        lines = [Paragraph((Piece(text, Place("公开.txt", n, 1)),)) for n, text in enumerate(texts, 1)]
        publication = audited([*lines, grid])
        assert publication.summary["figures"] >= 3
        return [finding.message for finding in told(publication) if finding.code == "W218"]

    [message] = found("47.2")
    assert "47.20" in message and "47.72" in message
    assert found("47.72") == found("47.7") == found("47.2", "另一个工程") == []
