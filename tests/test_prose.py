"""Rules on prose: what they find in a sentence, and the many sentences they leave alone."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.performance.indicators import measure
from generator.checks.registry import PRINTED, RULES, Problem
from generator.checks.report import Passage, Report
from generator.model.catalogue import load_catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.source.numbers import parse_number
from generator.source.place import Place

OWN = "临江县科技和工业信息化局"
AMOUNTS = {
    "支出.合计": "1451.29",
    "支出.基本支出": "257.08",
    "三公经费.预算": "60.64",
    "三公经费.决算": "52.18",
    "三公经费.公务接待费.决算": "11.55",
    "三公经费.公务用车运行维护费.决算": "40.64",
}


def report(*texts: str, published: bool = False) -> Report:
    """A report of 2023 with a few amounts and these paragraphs, one a line."""
    facts = Facts({"部门.名称": Words(OWN)})
    for name, number in AMOUNTS.items():
        value = parse_number(number)
        assert value is not None
        facts[name] = Figure(name, value, place=Place("数据", 1, 1))
    passages = tuple(Passage("概况.职责.1", text, Place("文件", line, 1)) for line, text in enumerate(texts, 1))
    return Report(2023, facts, frozenset(), (), (), load_catalogue(2023), passages, published)


def found(code: str, *texts: str, published: bool = False) -> list[Problem]:
    """What one rule finds in paragraphs."""
    check = RULES[code].check
    assert check is not None
    return list(check(report(*texts, published=published)))


FOUND = [
    ("E601", "与上年相比增加1.07万元，减少增长41.84%，增长的主要原因是批次增加。", "减少增长"),
    ("E601", "与上年相比增加（减少）1.07万元。", "增加（减少）"),
    ("E601", "XX单位内设机构包括：办公室。", "XX"),
    ("E601", "截至2023年12月31日，××局共有车辆。", "××"),
    ("E601", "（仅有一个单位的部门请删去本段）", "（仅有一个单位的部门请删去本段）"),
    ("E601", "（注：没有的请填0）", "（注：没有的请填0）"),
    ("E601", "主要用于____等支出。", "____"),
    ("E602", "“三公”经费支出预算为60.64元，支出决算为52.18万元。", "60.64元"),
    ("E602", "支出预算为 60.64 元。", "60.64 元"),
    ("E603", "本单位组织对 2022年度部门整体支出开展了绩效自评。", "对 2022年度部门整体支出开展了绩效自评"),
    ("E603", "截止2022年12月31日，共有车辆0辆。", "截止2022年12月31日"),
    ("W604", "2021年度单位一般公共预算财政拨款收入2,202.36万元。", "2021年度单位一般公共"),
    ("W605", "临江县科技和工业信患化局内设机构。", "临江县科技和工业信患化局"),
    ("W606", "衡山市商务局2023年度部门决算公开。", "衡山市商务局"),
    ("W607", "办公费、、印刷费。", "、、"),
    ("W607", "保障了运转。。", "。。"),
    ("H608", "占100.00%,因公出国（境）费支出决算。", "占100.00%,因公出国（境）费支出决算"),
    ("W609", "2023年“三公\"经费预算数10万元。", '2023年“三公"经费预算数10万元'),
    ("W609", "（含规章，负责落实。", "（含规章，负责落实。"),
    ("W609", "含规章），负责落实。", "含规章），负责落实。"),
    ("W609", "《办法（试行》）", "《办法（试行》）"),
    ("W610", "公务用车保有量为0.00辆，来宾12.00人次。", "0.00辆"),
    ("H611", "奖励湖南湖南创林新材料科技有限公司。", "湖南湖南"),
    ("W612", "内设机构包括：内设机构包括：办公室、财务股。", "内设机构包括"),
    ("W612", "保障机构正常运转和人员经费。其他支出。保障机构正常运转和人员经费。", "保障机构正常运转和人员经费"),
    ("H613", "基本支出257.08万元，占全年支出的71.7%。", "71.7%"),
    ("E614", "2023年度“三公”经费总额103.50万元，其中公务接待费11.55万元。", "“三公”经费总额103.50万元"),
    ("E614", "年初预算为731.38万元，支出决算为800万元，其中：基本支出551.38万元。", "基本支出551.38万元"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "quote"), FOUND)
def test_it_is_found(code: str, text: str, quote: str) -> None:
    problems = found(code, text)
    assert quote in [problem.quote for problem in problems]
    assert all(problem.places == (Place("文件", 1, 1),) or code == "E614" for problem in problems)


LEFT_ALONE = [
    "根据《湖南省预算支出绩效评价管理办法》（湘财绩〔2020〕7号）的规定，开展绩效自评。",
    "追加2020年度绩效考核奖、2021年度平安建设考核奖等。",
    "与2022年度决算相比，增长9.98%；2024年度预算已经下达。",
    "《2019年度部门决算公开操作规程》继续有效。",
    "绩效目标有待补充完善，人员急需补充。",
    "按照15元/平方米的标准补助，每人每天3.5元，合计3.50亿元。",
    "同比提高1.0个百分点，单价1.5万元，工业4.0项目2个，日均接待1.2万人次。",
    "扶持中小微企业创业创新，促进企业创业创新基地建设；加快构建“3+5+2”产业体系。",
    "1）完善制度；2）加强管理。（一）部门职责：“双碳”战略（含绿色制造（示范））。",
    "严格公务接待费的管理，减少批次。与上年相比减少0.45万元，主要原因是严格公务接待费的管理，减少批次。",
    "未购置公务用车。公务用车运行维护费40.64万元，主要是燃料费。",
    "承担临江市工业和信息化局、临江县科技和工业信息化局科技服务中心交办的工作。",
    "我局接待了衡山市商务局来访，学习SA70U固定翼无人机、5G、APP、3D打印等经验。",
    "{{ 支出.合计|万元 }}，{{ 支出.基本支出|占(支出.合计) }}，（{{ 年度|年 }}年）。",
    "基本支出257.08万元，其中用于慰问的3.20万元；上年基本支出189.86万元，项目支出预算180万元。",
    "年初预算安排支出731.38万元，其中：基本支出551.38万元，项目支出180万元。",
    "各省(区)、市:下列情况另行公开 http://www.example.gov.cn:8080 或 8:30 至 17:30。",
    "基本支出257.08万元，占全年支出的17.7%；制造业占GDP的33%。",
    "出境团组0个、累计0人次……详见附件。",
]
QUIET = [code for code in sorted(RULES) if code[1] == "6" and RULES[code].check and RULES[code].of is not PRINTED and code != "H608"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_a_usual_sentence_is_left_alone(text: str) -> None:
    loud = {code: [p.quote for p in found(code, text)] for code in QUIET if found(code, text)}
    assert loud == {}


def test_a_paragraph_cut_in_two_by_a_page_is_no_unpaired_bracket() -> None:
    halves = ("主要包括办公费、印刷费（含资料", "费）、水费、电费。")
    assert found("W609", *halves, published=True) == []
    assert len(found("W609", *halves)) == 2
    assert len(found("W609", "主要包括办公费（含资料费、水费。", published=True)) == 1


def test_a_published_document_hears_of_half_width_marks_once() -> None:
    texts = ("占1%,主要是办公费。", "增加5万元,主要是印刷费。")
    assert len(found("H608", *texts)) == 2
    (problem,) = found("H608", *texts, published=True)
    assert [place.line for place in problem.places] == [1, 2]


def test_without_a_year_or_a_name_nothing_is_said_of_them() -> None:
    bare = Report(
        0,
        Facts(),
        frozenset(),
        (),
        (),
        load_catalogue(2023),
        (Passage("正文", "截至2019年12月31日。", Place("文", 1, 1)),),
        True,
    )
    for code in ("E603", "W604", "W605", "W606", "E614"):
        check = RULES[code].check
        assert check is not None and list(check(bare)) == []


@given(st.text(alphabet="（）《》“”‘’【】()汉字，。", max_size=30))
def test_brackets_that_pair_are_never_found(text: str) -> None:
    """Whatever the text: put in brackets character by character, closed in the opposite order, it is paired."""
    plain = "".join(mark for mark in text if mark not in "（）《》“”‘’【】()")
    assert found("W609", f"（“{plain}”《{plain}》({plain}）)") == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [("≥8.5%", "8.5", "%", 1), ("16%", "16", "%", 0), ("≤100%", "100", "%", -1), ("4000亿元", "4000", "亿元", 0),
     ("40.5%以上", "40.5", "%", 1), (">20%", "20", "%", 1), ("不超过3,000元", "3000", "元", -1), ("46%", "46", "%", 0)],
)  # fmt: skip
def test_a_target_that_is_a_number(text: str, value: str, unit: str, bound: int) -> None:
    read = measure(text)
    assert read is not None
    assert (str(read.value), read.unit, read.bound) == (value, unit, bound)


@pytest.mark.parametrize("text", ["及时", "按要求及时公开", "完成", "3个、5家", "2021年12月底前", "", "1:2"])
def test_a_target_in_words_is_not_compared(text: str) -> None:
    assert measure(text) is None


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.quote for problem in problems]


@pytest.mark.parametrize(
    ("title", "target", "result", "missed"),
    [
        ("工业投资增长率", "16%", "15.4%", True),
        ("规模工业增长率", "≥8.5%", "11.7%", False),
        ("“三公经费”控制率", "≤100%", "101%", True),
        ("“三公经费”控制率", "≤100%", "100%", False),
        ("亩均建设成本", "3000元", "2960元", False),
        ("亩均建设成本", "3000元", "3100元", False),
        ("安全事故发生率", "0%", "0%", False),
        ("园区技工贸收入", "4000亿元", "46万元", False),
        ("园区技工贸收入", "4000亿元", "完成", False),
        ("互联网和信息服务业增长", "20%", ">15%", False),
    ],
)
def test_a_missed_target(title: str, target: str, result: str, missed: bool) -> None:
    item = "绩效自评.指标.1"
    facts = Facts({"绩效自评.指标": (item,)})
    for field, text in (("名称", title), ("指标值", target), ("完成值", result)):
        facts[f"{item}.{field}"] = Words(text, Place("文件", 1, 1))
    for field in ("分值", "得分"):
        facts[f"{item}.{field}"] = Figure(f"{item}.{field}", parse_number("6") or 0, "分", Place("文件", 1, 1))  # type: ignore[arg-type]
    whole = Report(2023, facts, frozenset(), (), (), load_catalogue(2023), ())
    for code in ("W505", "W506"):
        check = RULES[code].check
        assert check is not None
        assert codes(check(whole)) == ([title] if missed else [])
