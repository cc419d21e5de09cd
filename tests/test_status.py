"""What is called proved is proved: a digit of it changed is found; what nothing speaks of is not called proved."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.checks.sums.long_sums import unlikely
from generator.cli import main
from generator.derive.ledger import Equation
from generator.model.catalogue import load_catalogue
from generator.model.figure import Figure, add
from generator.model.titles import title
from generator.published.audit import read_publication
from generator.published.publication import Publication
from generator.published.status import Judged, Status
from generator.source.finding import Level
from tests import regional

assert rules
TEXT = """\
某县水务局2022年度部门决算
第三部分 某县水务局2022年度部门决算情况说明
三、支出决算情况说明
2022年度本年支出合计1000.00万元，其中：基本支出600.00万元，占60.00%；项目支出400.00万元，占40.00%。
十、机关运行经费支出说明
2022年度机关运行经费支出123.45万元。
十一、政府采购支出说明
2022年度政府采购支出总额30.00万元，其中：政府采购货物支出10.00万元、政府采购工程支出5.00万元、政府采购服务支出14.00万元。
"""
DIGIT = re.compile(r"\d(?=(?:,?\d)*(?:\.\d+)?)")


def read(text: str, folder: Path) -> Publication:
    """The text as a published file."""
    path = folder / "公开.txt"
    path.write_text(text, "utf-8")
    return read_publication(path)


def stands(publication: Publication) -> dict[str, Status]:
    """The status of each fact that is stated."""
    return {each.claim.name: each.status for each in publication.judged if each.claim.states}


def test_a_figure_is_proved_contradicted_or_neither(tmp_path: Path) -> None:
    stand = stands(read(TEXT, tmp_path))
    assert stand["支出.合计"] is stand["支出.基本支出"] is stand["支出.项目支出"] is Status.VERIFIED
    assert stand["机关运行经费.决算"] is Status.UNPROVABLE
    assert stand["政府采购.合计"] is Status.CONTRADICTED


def test_a_digit_that_rounding_hides_is_no_proof(tmp_path: Path) -> None:
    """A share of no decimals says little of the amounts it is made of."""
    text = TEXT.replace("，其中：基本支出600.00万元，占60.00%；项目支出400.00万元，占40.00%", "；基本支出603.10万元，占60%")
    assert stands(read(text, tmp_path))["支出.基本支出"] is Status.UNPROVABLE


FITTED = """\
某县水务局2022年度部门决算
第三部分 某县水务局2022年度部门决算情况说明
一、收入支出决算总体情况说明
2022年年初预算安排收入731.38万元；年初预算安排支出731.38万元，其中：基本支出551.38万元，项目支出180.00万元。
2022年决算总收入5420.82万元，较预算增加4689.44万元，总支出5420.82万元，其中：基本支出509.63万元，项目支出4911.19万元。
第五部分 附件
2022年度部门整体支出绩效自评报告
整体支出完成情况良好，其中：基本支出509.63万元，占总支出的9.40％；项目支出4911.19万元，占总支出的90.60％。
"""


SLIPS = [
    ("增加4689.44", "增加4889.44"),
    ("增加4689.44", "增加4698.44"),
    ("总收入5420.82", "总收入5430.82"),
    ("其中：基本支出509.63万元，占", "其中：基本支出519.63万元，占"),
    ("项目支出4911.19万元，占", "项目支出491.19万元，占"),
]


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_what_is_only_taken_because_it_fits_is_still_missed_by_a_slip(right: str, wrong: str, tmp_path: Path) -> None:
    """Where words leave open what a figure is compared with, too near a miss is a slip all the same."""
    whole = read(FITTED, tmp_path)
    assert found(whole) == set() and whole.summary["bound"] >= 9
    assert right in FITTED
    assert found(read(FITTED.replace(right, wrong), tmp_path))


def test_what_is_only_taken_because_it_fits_proves_nothing_round(tmp_path: Path) -> None:
    """8% fits one of two bases; had it been 7%, nothing would have been said: so it is no proof."""
    text = TEXT.replace("基本支出600.00万元，占60.00%", "基本支出600.00万元，较预算增加100.00万元，增长20%")
    stand = {each.claim.quote: each.status for each in read(text, tmp_path).judged if each.claim.fitted}
    assert all(status is not Status.VERIFIED for status in stand.values())


def test_the_json_lists_every_figure_with_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(TEXT + "另有一笔没有名目的9.99万元。\n", "utf-8")
    main(["check", str(path), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    by_name = {figure["name"]: figure for figure in told["figures"] if figure.get("kind") == "数"}
    assert by_name["支出.基本支出"]["status"] == "印证" and by_name["支出.基本支出"]["value"] == "600.00"
    assert by_name["支出.基本支出"]["by"].startswith("与其余各部分相加，等于“") and by_name["支出.基本支出"]["at"]["line"] == 4
    assert by_name["机关运行经费.决算"] | {"at": 0, "text": ""} == {
        "text": "", "value": "123.45", "unit": "万元", "name": "机关运行经费.决算", "status": "无从印证", "at": 0,
        "by": "要有原始数据：与数据文件或账表对照",
        "kind": "数",
    }  # fmt: skip
    assert [figure["text"] for figure in told["figures"] if figure["status"] == "没有认出"] == ["9.99万元"]
    counts = told["summary"]
    assert counts["bound"] == counts["verified"] + counts["contradicted"] + counts["unprovable"] > counts["verified"] > 3


def found(publication: Publication) -> set[tuple[str, int, int]]:
    """The errors and warnings with their places."""
    findings = [f for f in run(publication.report) if f.level is not Level.HINT]
    return {(finding.code, place.line, place.column) for finding in findings for place in finding.places}


def slip(text: str, each: Judged, chance: random.Random) -> str:
    """The text with one digit of a figure another, its last decimal left aside."""
    lines = text.splitlines(keepends=True)
    line, start = lines[each.claim.place.line - 1], each.claim.place.column - 1
    number = re.compile(r"\d[\d,]*(\.\d+)?").search(line, start)
    assert number is not None
    digits = [at for at in range(number.start(), number.end() - bool(number[1])) if line[at].isdecimal()]
    at = chance.choice(digits)
    lines[each.claim.place.line - 1] = line[:at] + chance.choice([d for d in "123456789" if d != line[at]]) + line[at + 1 :]
    return "".join(lines)


@pytest.mark.parametrize("region", [regional.sichuan, regional.guangdong, regional.yunnan, regional.shanghai])
def test_a_digit_of_what_is_proved_cannot_change_unseen(region: Callable[[regional.Data], str], tmp_path: Path) -> None:
    text = region(regional.draw(5))
    whole = read(text, tmp_path)
    proved = [each for each in whole.judged if each.status is Status.VERIFIED and each.claim.value]
    assert len(proved) > 10
    chance, before = random.Random(7), found(whole)
    tried = chance.sample(proved, min(len(proved), 15))
    missed = [each.claim.quote for each in tried if not found(read(slip(text, each, chance), tmp_path)) - before]
    assert missed == []


def test_the_list_of_figures_is_complete(tmp_path: Path) -> None:
    """An amount of change that only its rate speaks of is bound too: each figure that is counted is listed, once."""
    whole = read(TEXT.replace("支出123.45万元。", "支出123.45万元，比上年增加23.45万元，增长23.45%。"), tmp_path)
    told = list(whole.figures())
    assert len(told) == whole.summary["figures"] and len({(e["at"]["line"], e["at"]["column"]) for e in told}) == len(told)
    assert any(each["text"].endswith("增加23.45万元") for each in told)


FUNDS = """\
某县水务局2022年度部门决算
财政拨款收入支出决算总表
|收入|||支出||||||
|项目|行次|金额|项目|行次|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款|
|一、一般公共预算财政拨款|1|500.10|一、一般公共服务支出|33|400.00|400.00|||
|二、政府性基金预算财政拨款|2|30.00|十一、城乡社区支出|34|130.10|100.10|30.00||
|本年收入合计|27|530.10|本年支出合计|59|530.10|500.10|30.00||
|年初财政拨款结转和结余|28|12.34|年末财政拨款结转和结余|60|12.34|12.34|||
|一般公共预算财政拨款|29|12.34||61|||||
|总计|32|542.44|总计|64|542.44|512.44|30.00||
"""


@pytest.mark.parametrize(("right", "wrong"), [("|400.00|400.00|", "|440.00|400.00|"), ("|512.44|", "|512.84|"), ("|130.10|", "|103.10|")])
def test_the_table_of_funds_proves_its_classes_and_totals(right: str, wrong: str, tmp_path: Path) -> None:
    whole = read(FUNDS, tmp_path)
    stand = stands(whole)
    assert stand["财政拨款.201.合计"] is stand["财政拨款.212.合计"] is stand["财政拨款收支总计.一般公共预算"] is Status.VERIFIED
    assert found(whole) == set() and right in FUNDS
    assert found(read(FUNDS.replace(right, wrong), tmp_path))


TITLE = "某县水务局2022年度部门决算\n"
NAMES = ["一般公共服务", "外交", "国防", "公共安全", "教育", "科学技术", "卫生健康", "住房保障", "节能环保", "城乡社区", "农林水",
         "交通运输"]  # fmt: skip


def listing(amounts: list[str]) -> str:
    """A complete list of twelve 类 whose total is 120.00."""
    items = "".join(f"{n}、{name}支出（类）支出{amount}万元。\n" for n, (name, amount) in enumerate(zip(NAMES, amounts, strict=True), 1))
    return f"{TITLE}五、一般公共预算财政拨款支出决算情况说明\n2022年度一般公共预算财政拨款支出120.00万元，具体情况如下：\n{items}"


def test_a_long_list_that_misses_by_more_than_rounding_does_is_a_slip(tmp_path: Path) -> None:
    """Rounding of twelve figures could make 0.06, but never does: half of the tails go the other way."""
    good = ["10.00"] * 10 + ["10.01", "10.00"]
    whole = read(listing(good), tmp_path)
    assert whole.summary["verified"] == 13 and found(whole) == set()
    assert "W244" in {code for code, *_ in found(read(listing([*good[:11], "10.05"]), tmp_path))}


def test_sums_that_were_all_cut_off_are_no_slips(tmp_path: Path) -> None:
    """Where several sums have long tails, each another one, all was cut off instead of rounded."""

    def of_twenty(gap: str) -> Equation:
        parts = tuple(Figure("", Decimal(f"10.{n:02}")) for n in range(20))
        return Equation("合计", Figure("合计", Decimal("201.90") + Decimal(gap)), add("合计", parts))

    report = read(TEXT, tmp_path).report
    one, many = ([of_twenty(gap) for gap in gaps] for gaps in (["0.09"], ["0.07", "0.08", "0.09", "0.10"]))
    assert len(unlikely(replace(report, equations=tuple(one)))) == 1
    assert unlikely(replace(report, equations=tuple(many))) == ()


ALIKE = """\
某县水务局2022年度部门决算
第三部分 某县水务局2022年度部门决算情况说明
三、支出决算情况说明
2022年度本年支出合计4408.66万元，其中：基本支出1333.85万元，占30.26%；项目支出3074.81万元，占69.74%。
四、财政拨款收入支出决算总体情况说明
2022年度财政拨款收入4408.66万元（上年1637.92万元），增加2770.74万元，增长169.16%；本年支出4408.66万元（上年1640.34万元），比上年增加2768.32万元，增长168.77%。
五、一般公共预算财政拨款支出决算情况说明
（一）2022年度财政拨款支出4408.66万元，占本年支出合计的100%，与上年相比，财政拨款支出增加2768.32万元，增长168.77%。
（二）2022年度财政拨款支出4408.66万元，主要用于以下方面：教育支出3235.39万元，占73.39%；科技支出1173.27万元，占26.61%。
（三）2022年度一般公共预算财政拨款支出4408.66万元。
"""
REPORTED = """\
某县水务局2022年度部门整体支出绩效自评报告
一、部门概况
2022年整体支出1000.30万元，其中：基本支出600.20万元，占60.00%；项目支出400.10万元，占40.00%。
二、资金使用情况
用于防汛300.11万元，占75.01%，其余99.99万元用于抗旱，占24.99%。
"""


def grounds(text: str, folder: Path, *figures: str) -> list[str]:
    """What is said of figures, called by their last words: what proves them, contradicts them or would prove them."""
    judged = read(text, folder).judged
    assert not any(re.search(r"[一-鿿]\.[一-鿿]", each.by) for each in judged), "键名不给读者看"
    return [next(each.by for each in judged if each.claim.quote.endswith(figure)) for figure in figures]


def test_what_proves_a_figure_or_would_is_said_in_words(tmp_path: Path) -> None:
    text = TEXT + "十二、机关运行经费支出说明\n机关运行经费比上年减少3.45万元。\n三、支出决算情况说明\n2022年度本年支出合计1000.00万元。\n"
    figures = ("本年支出合计1000.00万元", "占60.00%", "政府采购支出总额30.00万元", "减少3.45万元", "机关运行经费支出123.45万元")
    assert grounds(text, tmp_path, *figures) == [
        "与第12行印的本年支出合计相同",
        "由文中的数算得：600 ÷ 1,000",
        "政府采购支出总额不等于各部分之和",
        "要有上年的数：与上年的决算公开对照",
        "要有原始数据：与数据文件或账表对照",
    ]


NOUGHT = """\
某县水务局2022年度部门决算
七、“三公”经费财政拨款支出决算情况说明
公务接待费支出决算为0.00万元，国内公务接待0批次、0人次。公务用车购置费支出决算为12.30万元，购置1辆。
"""


def test_a_quantity_is_nought_where_its_cost_is(tmp_path: Path) -> None:
    stand = stands(read(NOUGHT, tmp_path))
    assert stand["三公经费.公务接待费.批次"] is stand["三公经费.公务接待费.人次"] is Status.VERIFIED
    assert stand["三公经费.公务接待费.决算"] is Status.VERIFIED and stand["三公经费.公务用车购置费.购置数"] is Status.UNPROVABLE
    assert found(read(NOUGHT.replace("、0人次", "、3人次"), tmp_path))


def test_a_form_s_own_figure_is_called_by_its_name(tmp_path: Path) -> None:
    """The key under which the data have it is nothing that a reader knows."""
    assert title("其他数.公共安全支出", load_catalogue(2022)) == "公共安全支出"


USUAL = """\
某县水务局2022年度部门决算
一、一般公共预算财政拨款基本支出决算情况说明
2022年度财政拨款基本支出1545.28万元，其中：人员经费1000.00万元，公用经费545.28万元。
二、机关运行经费支出说明
2022年度机关运行经费支出545.28万元。
三、国有资产占用情况说明
2022年年末资产总额292.64万元，负债总额124.47万元，净资产168.17万元。
"""


def test_what_is_usually_one_amount_proves_itself(tmp_path: Path) -> None:
    """A running cost that is the public funds to the cent is them; one digit away it is a slip, farther away another amount."""
    whole = read(USUAL, tmp_path)
    assert stands(whole)["机关运行经费.决算"] is Status.VERIFIED and found(whole) == set()
    assert whole.summary["verified"] == whole.summary["bound"] == 7
    assert {code for code, *_ in found(read(USUAL.replace("支出545.28", "支出525.28"), tmp_path))} == {"W245"}
    assert found(read(USUAL.replace("支出545.28", "支出411.93"), tmp_path)) == set()


IN_YUAN = """\
某县水务局2022年度部门决算
一、“三公”经费财政拨款支出决算情况说明
2022年度“三公”经费财政拨款支出决算39,118.10元，其中：因公出国（境）费支出0元，占0%；公务接待费支出39,118.10元，占100%。
因公出国（境）费支出0元。
"""
SEVERAL = """\
某县水务局2022年度部门决算
一、一般公共预算财政拨款支出决算情况说明
2022年度一般公共预算财政拨款支出468.66万元，具体情况如下：
（一）其他支出（科目编码229）68.66万元（其中按照项级科目统计，科目编码2299901-其他支出的金额为68.66万元），总体较2021年决算数减少57.64万元，下降45.63%。
（二）住房保障支出（科目编码221）400.00万元，较2021年决算数减少12.34万元，下降2.99%。
"""
PLANNED = """\
某县水务局2022年度部门决算
财政拨款“三公”经费支出决算表
单位：万元
项目\t预算数\t决算数
合计\t53.93\t37.35
公务用车购置及运行维护费\t\t35.82
公务接待费\t\t1.53
一、“三公”经费财政拨款支出决算情况说明
2022年度“三公”经费财政拨款支出年初预算为53.93万元，支出决算为37.35万元。
"""


def test_a_budget_at_the_beginning_is_that_of_the_table_with_a_slip_or_one_of_its_own(tmp_path: Path) -> None:
    whole = read(PLANNED, tmp_path)
    assert found(whole) == set() and stands(whole)["三公经费.预算"] is Status.VERIFIED
    assert {code for code, *_ in found(read(PLANNED.replace("为53.93", "为13.93"), tmp_path))} >= {"E211"}
    assert found(read(PLANNED.replace("为53.93", "为40.00"), tmp_path)) == set()  # 年中调整过的
    round_ = read(PLANNED.replace("53.93", "50.00"), tmp_path)
    assert stands(round_)["三公经费.预算"] is Status.UNPROVABLE  # 写成 40.00 也不会有人说


@pytest.mark.parametrize("text", [TEXT, ALIKE, FITTED, FUNDS, REPORTED, NOUGHT, USUAL, IN_YUAN, SEVERAL, PLANNED])
def test_every_digit_of_what_is_proved_is_found(text: str, tmp_path: Path) -> None:
    """Where other figures are equal by chance, or what a share is of is left open, a wrong digit could go unseen: that is no proof."""
    whole = read(text, tmp_path)
    before = found(whole)
    lines = text.splitlines(keepends=True)
    for each in whole.judged:
        place = each.claim.place
        number = re.compile(r"\d[\d,]*(\.\d+)?").search(lines[place.line - 1], place.column - 1)
        for at in range(number.start(), number.end() - bool(number[1])) if number and each.status is Status.VERIFIED else ():
            line = lines[place.line - 1]
            other = line[:at] + ("1" if line[at] != "1" else "2") + line[at + 1 :]
            new = found(read("".join([*lines[: place.line - 1], other, *lines[place.line :]]), tmp_path)) - before
            assert not line[at].isdecimal() or any((row, column) == (place.line, place.column) for _, row, column in new), other


def test_classes_are_not_added_up_where_one_was_not_read(tmp_path: Path) -> None:
    """A row of the table that was lost on the way, as its class stands elsewhere, is no wrong total."""
    lost = FUNDS.replace("|十一、城乡社区支出|34|130.10|100.10|30.00||", "|十一、城乡社区支出|34||||")
    text = lost + "一、一般公共预算财政拨款支出决算情况说明\n1、城乡社区支出（类）支出100.10万元。\n"
    whole = read(text, tmp_path)
    assert "一般公共预算.212.合计" in stands(whole) and "财政拨款.201.合计" in stands(whole)
    assert not any(finding.message.startswith("财政拨款本年支出合计") for finding in run(whole.report))


ONE_ROW = """\
某县水务局2022年度部门决算
收入决算表
金额单位：万元
|项目||本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入|
|功能分类科目编码|科目名称||||||||
|栏次||1|2|3|4|5|6|7|
|合计||1,451.29|1,400.25|||||51.04|
"""


def test_a_table_of_one_row_with_a_slip_is_read_all_the_same(tmp_path: Path) -> None:
    """A row that misses its total by one digit is a slip, no table that was read wrong."""
    assert stands(read(ONE_ROW, tmp_path))["收入.合计"] is Status.VERIFIED
    assert {code for code, *_ in found(read(ONE_ROW.replace("|1,451.29|", "|1,481.29|"), tmp_path))} == {"E201"}


CHANGES = """\
某县水务局2022年度部门决算
一、“三公”经费财政拨款支出决算情况说明
2022年度“三公”经费财政拨款支出决算数为11.80万元，其中：因公出国（境）费支出决算为0万元；\
公务用车购置及运行维护费支出决算为6.47万元；公务接待费支出决算为5.33万元。
2022年度“三公”经费财政拨款支出决算数比2021年度减少17.43万元，下降59.63%，其中：因公出国（境）费支出决算与2021年度持平；\
公务用车购置及运行维护费支出决算减少19.85万元，下降75.42%；公务接待费支出决算增加2.42万元，增长82.88%。
"""


def test_the_changes_of_the_items_make_the_change_of_the_whole(tmp_path: Path) -> None:
    whole = read(CHANGES, tmp_path)
    assert {code for code, *_ in found(whole)} <= {"W302"}
    proved = {each.claim.value for each in whole.judged if each.claim.kind == "增减额" and each.status is Status.VERIFIED}
    assert {abs(value) for value in proved} == {Decimal("17.43"), Decimal("19.85"), Decimal("2.42")}
    assert "E201" in {code for code, *_ in found(read(CHANGES.replace("减少19.85", "减少18.95"), tmp_path))}
