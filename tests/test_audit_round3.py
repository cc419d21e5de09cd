# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Wordings and forms of further provinces and years: what is good gives nothing, each error its finding, figures are bound."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import Publication, read_publication
from generator.source.finding import Level

assert rules
TITLE = "桃溪县示例水利工程局2022年度部门决算\n第三部分 2022年度部门决算情况说明\n"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
PUBLIC = "七、财政拨款“三公”经费支出决算情况说明\n"
NOTICE = "桃溪县示例水利工程局2022年“三公”经费决算情况说明\n"
TURNS = (
    "财政拨款“三公”经费支出决算表\n单位：万元\n合计\t\t因公出国（境）费\t\t公务用车购置及运行维护费\t\t\t\t\t\t公务接待费\t\n"
    "\t\t\t\t小计\t\t公务用车购置费\t\t公务用车运行维护费\t\t\t\n" + "\t".join(["预算数", "决算数"] * 6) + "\n"
    "31.00\t20.00\t{}\t{}\t30.00\t19.50\t\t\t30.00\t19.50\t1.00\t0.50\n注：本表反映部门本年度“三公”经费支出预决算情况。\n"
)
SAID = PUBLIC + "“三公”经费财政拨款支出年初预算为31.00万元，支出决算为20.00万元，完成预算的64.52%，其中：公务用车购置及运行维护费支出决算为19.50万元，完成预算的{}；公务接待费支出决算为0.50万元，完成预算的50%。"
QUOTED = GENERAL + "1.“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”50.00万元，主要用于：在职人员医疗保险。年初预算为60.00万元，支出决算为{}万元，完成年初预算的83.33%。决算数小于预算数的主要原因：人员减少。"
OWN = "2022年度部门决算\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n桃溪县示例水利工程局2022年度收入总计90.00万元。\n桃溪县示例水利工程局2022年度支出总计90.00万元。\n二、机关运行经费支出情况说明\n桃溪县示例水利工程局机关运行经费支出2.00万元。\n三、国有资产占用情况说明\n截至2022年12月31日，桃溪县示例水利工程局共有车辆1辆，其中：其他用车1辆。"
CONTENTS = "2022年度部门决算\n目录\n第一部分 概况\n第二部分 2022年度部门决算表\n一、收入支出决算总表\n二、收入决算表\n三、支出决算表\n四、财政拨款收入支出决算总表\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n第一部分 概况\n负责示例工作。\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n2022年度收入总计90.00万元。"
GOOD = {
    "自称": OWN,
    "自称里有下属单位": "第一部分 概况\n一、决算单位构成\n桃溪县示例水利工程局部门决算包括：桃溪县水利工程站。\n" + OWN + "\n四、下属单位\n桃溪县水利工程站2022年度收入10.00万元。",
    "只有一次自称": OWN.replace("桃溪县示例水利工程局机关", "机关").replace("，桃溪县示例水利工程局共有", "，共有").replace("桃溪县示例水利工程局2022年度支出", "金河县商务局2022年度支出"),
    "目录列表": CONTENTS,
    "逐项预决算": TITLE + TURNS.format("", "") + SAID.format("65%"),
    "逐项预决算都有数": TITLE + TURNS.format("0.00", "0.00") + SAID.format("65%"),
    "整条加引号": TITLE + QUOTED.format("50.00"),
    "引号里的类": TITLE + "五、一般公共预算财政拨款支出决算情况说明\n（二）一般公共预算财政拨款支出决算结构情况\n一般公共预算财政拨款支出90.00万元，主要用于以下方面：\n1.“卫生健康支出”50.00万元，占55.56%；\n2.“住房保障支出”40.00万元，占44.44%。",
    "分项完成率的预算没有写": NOTICE + "2022年度“三公”经费支出年初预算为20.00万元，支出决算为6.00万元，完成年初预算的30%。其中：公务用车运行维护费支出决算为3.40万元，完成年初预算的100%；公务接待费支出决算为2.60万元，完成年初预算的15.66%。",
    "预算的分项": NOTICE + "2022年我镇“三公”经费预算为20万元，其中：因公出国（境）费0万元，公务接待费9万元，公务用车运行维护费11万元，公务用车购置0万元。\n2022年“三公”经费支出共计9.07万元，较年初预算数减少10.93万元，下降54.65%。",
    "下年的预算": NOTICE + "一、2023年“三公”经费预算安排情况\n2023年度“三公”经费预算总计21.80万元，其中：公务接待11.80万元，公务用车运行费用10万元。\n二、2022年“三公”经费决算情况\n2022年度“三公”经费合计支出20.12万元，其中：公务接待12.39万元，公务用车运行费用7.73万元。\n2023年度“三公”经费预算较2022年度增加1.68万元，其中公务接待较上年同期减少0.58万元，减少4.68%。公务用车运行费用较上年同期增加2.27万元，增长29.37%。",
    "增加额不是总数": TITLE + "二、收入决算情况说明\n本年收入合计252.50万元，较上年231.50万元，增加21万元，其中：财政拨款收入250.00万元，经营收入0万元；其他收入2.50万元。",
    "一种资金的结转": TITLE + "一、收入支出决算总体情况说明\n2022年度年末结转和结余164.61万元。\n二、一般公共预算收入支出决算情况\n2022年度一般公共预算收入总计1085.31万元，本年支出1054.66万元，年末结转和结余30.65万元。",
    "总收入总支出": TITLE + "一、2022年度收入支出决算总体情况\n2022年总收入488.93万元，比上年增长33%。总支出488.80万元，比上年增长33%。\n二、2022年度收入决算情况\n2022年本年收入488.93万元，其中财政拨款收入488.93万元，占总收入的100%。",
    "别的单位组织的团组": NOTICE + "一、2022年因公出国（境）费决算7.80万元，与2021年决算相比减少1.30万元，主要原因是控制支出。2022年本部门组织的出国团组0个，出国2人次。",
    "设备的门槛": TITLE + "十二、国有资产占用情况说明\n本部门共有车辆4辆，其中：其他用车4辆。单价100万元（含）以上设备（不含车辆）0台（套）。\n十三、其他说明\n机关运行经费支出20.10万元，比上年增加2.00万元，增长11.05%。政府采购支出30.50万元。",
    "占地": TITLE + "十二、国有资产占用情况说明\n办公用房占地面积123.45，占用率为85%。本部门共有车辆4辆，占全县的2.5%、全市的0.5%。",
    "完成百分之百": TITLE + GENERAL + "1.卫生健康支出1741.75万元，完成年初预算100%，决算数大于预算数0.93万元，主要原因是工资调标。",
    "标题后换行": "桃溪县示例水利工程局2022年度“三公”经费决算情况说明\n一、一般公共预算财政拨款“三公”经费支出决算总体情况说明\n桃溪县示例水利工程局2022年度“三公”经费支出年初预算为20.00万元，支出决算为6.00万元，完成年初预算的30%。",
}  # fmt: skip
BAD = {
    "E212 表里的预算": TITLE + TURNS.format("", "") + SAID.format("85%"),
    "E211 引号": TITLE + QUOTED.format("45.00"),
    "E212 收支总计": TITLE + "四、财政拨款收入支出决算总体情况说明\n2022年度财政拨款收入支出总计190.00万元。与2021年度相比，财政拨款收入支出总计增加10.00万元，增长7.53%。",
    "W235": GOOD["引号里的类"].replace("占55.56%；", "占55.56；"),
    "W235 增长": GOOD["设备的门槛"].replace("增长11.05%。", "增长11.05，占公用经费的20%。"),
    "W225 上年": NOTICE + "2022年公务接待费支出2.05万元，较上年2.08减少0.03万元，下降1.44%。",
    "E601": TITLE + PUBLIC + "2022年度“三公”经费财政拨款支出决算数比2021年度减增加21.90万元，主要原因是购置公务用车。",
    "E620": TITLE.replace("2022年度部门决算情况", "202年度部门决算情况"),
    "E214": TITLE + GENERAL + "1.卫生健康支出1741.75万元，完成年初预算100%，决算数大于预算数55.93万元，主要原因是工资调标。",
    "E206": TITLE + TURNS.format("", "") + "一般公共预算财政拨款基本支出决算表\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n301\t工资福利支出\t10.00\t302\t商品和服务支出\t2.00\n30101\t基本工资\t10.00\t30217\t公务接待费\t2.00\n",
    "W606": OWN.replace("。\n桃溪县示例水利工程局2022年度支出", "。\n金河县商务局2022年度支出"),
    "W605": OWN.replace("。\n桃溪县示例水利工程局2022年度支出", "。\n桃溪县示范水利工程局2022年度支出"),
    "W606 没有地名": OWN.replace("桃溪县示例水利工程局", "示例师范学校").replace("。\n示例师范学校2022年度支出", "。\n金河县商务局2022年度支出"),
    "W615 重复": CONTENTS.replace("三、支出决算表", "三、收入决算表"),
    "W615 不是表": CONTENTS.replace("三、支出决算表", "三、部门职责"),
    "E201": NOTICE + "2022年“三公”经费支出共计9.00万元，其中：因公出国（境）费0万元，公务接待费3.00万元，公务用车运行维护费5.00万元，公务用车购置费0万元。",
}  # fmt: skip


def publication(folder: Path, text: str) -> Publication:
    """A text read as a published file."""
    path = folder / "公开.txt"
    path.write_text(text + "\n", "utf-8")
    return read_publication(path)


def audit(folder: Path, text: str) -> list[str]:
    """The codes of errors and warnings."""
    return [f.code for f in run(publication(folder, text).report) if f.level is not Level.HINT]


@pytest.mark.parametrize("name", GOOD)
def test_good_forms_give_no_finding(name: str, tmp_path: Path) -> None:
    assert audit(tmp_path, GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_an_error_gives_its_finding(name: str, tmp_path: Path) -> None:
    found = audit(tmp_path, BAD[name])
    assert name.split()[0] in found
    assert len(found) <= 2


@pytest.mark.parametrize("name", ["整条加引号", "引号里的类", "预算的分项", "标题后换行", "分项完成率的预算没有写"])
def test_every_figure_is_understood(name: str, tmp_path: Path) -> None:
    entries = publication(tmp_path, GOOD[name]).seen
    assert entries
    assert [entry.mention.label for entry in entries if not entry.bound] == []


def test_budgets_and_actuals_by_turns_come_from_their_columns(tmp_path: Path) -> None:
    facts = publication(tmp_path, TITLE + TURNS.format("0.00", "0.00")).report.facts
    expected = {"预算": "31.00", "决算": "20.00", "公务接待费.预算": "1.00", "公务接待费.决算": "0.50"}
    found = {name: facts.figure(f"三公经费.{name}") for name in expected}
    assert {name: str(figure.value) for name, figure in found.items() if figure} == expected


def test_messages_speak_the_words_of_the_disclosure(tmp_path: Path) -> None:
    message = next(f.message for f in run(publication(tmp_path, BAD["E206"]).report) if f.code == "E206")
    assert "公务接待费决算数" in message
    assert "三公经费." not in message


def test_thresholds_say_nothing_of_the_decimals(tmp_path: Path) -> None:
    assert "H619" not in {finding.code for finding in run(publication(tmp_path, GOOD["设备的门槛"]).report)}
