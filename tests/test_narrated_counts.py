# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Counts told in the prose of a 自评 report: what can be computed from the sentence is, what need not add up is left alone."""

import pytest

from tests.test_slips_in_unseen_prose import read, told

REPORT = "2021年度柳河县示例局部门决算\n第五部分 附件\n2021年度柳河县示例局整体支出绩效自评报告\n三、资金使用及绩效情况\n（二）项目支出绩效情况\n"
# 对的，对的字样，错的字样，发现里要有的话
SLIPS = {
    "各级之和": ("全年开展主题活动379次，其中国家级11次、省级68次、市级300次，成效明显。", "市级300", "市级310", "相加是 389"),
    "后面说共几个": ("新增规模企业，其中甲类3家、乙类4家，共7家。", "共7家", "共8家", "相加是 7"),
    "每个多少": ("③强市专项支出80万元，主要用于奖励“大功率（3兆瓦）叶片”等8个项目，每个项目奖励10万元。", "每个项目奖励10", "每个项目奖励20", "8 × 20 = 160"),
    "隔句每家": ("⑫互联网项目支出265万元，主要用于重点支持企业。2021年给予入围的53家企业每家5万元，效果很好。", "53家", "63家", "63 × 5 = 315"),
    "全部用于": ("⑨设计项目共支出100万元，用于认定10家设计中心，每家补助10万元。", "认定10家", "认定9家", "9 × 10 = 90"),
    "项目的个数": ("共实施3个项目：教学楼项目20万元、运动场项目30万元、食堂项目40万元。", "共实施3个", "共实施4个", "列出的个数是 3"),
    "结余": ("专项资金年初预算7000万元，全年支出6900万元，年末结余100万元。", "结余100", "结余200", "= 100"),
    "企业的名单": ("收入首次过10亿元企业3家（示例甲有限公司、示例乙（柳河）有限公司、示例丙集团），过20亿元企业2家（示例丁公司、示例戊公司）。", "企业2家", "企业3家", "列出的是 2 个"),
}  # fmt: skip
QUIET = (
    "签约项目中174个落图（其中购地项目46个，入标厂项目128个，非园区项目39个）。",
    "实施项目10个，其中新建项目6个、续建项目3个、完工项目5个。",
    "全年开展活动379次，其中国家级11次、省级68次。",
    "培育企业90家，其中高新企业60家、规模以上企业50家。",
    "③强市专项支出80万元，主要用于奖励7个项目，每个项目奖励10万元。",
    "④强市专项支出80万元，用于3个乡镇，每个村补助10万元。",
    "⑤设计项目共支出90万元，用于认定10家设计中心，每家最高补助10万元。",
    "新增有2家，甲类3家、乙类4家，共9家。",
    "专项资金年初预算7000万元，追加200万元，全年支出6900万元，年末结余300万元。",
    "共实施3个项目：教学楼项目20万元、运动场项目30万元等。",
    "收入过10亿元企业4家（示例甲有限公司、示例乙有限公司等）。",
)  # fmt: skip


@pytest.mark.parametrize("kind", SLIPS)
def test_a_count_that_the_sentence_refutes_is_told(kind: str) -> None:
    text, good, slip, words = SLIPS[kind]
    assert text.count(good) == 1
    assert told(read(REPORT + text + "\n")) == []
    [finding] = told(read(REPORT + text.replace(good, slip) + "\n"))
    assert finding.code in {"W246", "E224"} and words in finding.message


def test_what_need_not_add_up_is_left_alone() -> None:
    publication = read(REPORT + "\n".join(QUIET) + "\n")
    assert told(publication) == [] and sum(passage.text in QUIET for passage in publication.report.passages) == len(QUIET)
