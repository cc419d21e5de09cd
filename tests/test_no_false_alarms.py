"""Right texts of kinds that were taken for wrong, and the true error beside each, which is still found."""

from functools import reduce
from pathlib import Path

import pytest

from generator.commands.checked import Checked
from generator.commands.published import audit_file
from generator.model.claim import Claim, Note
from generator.published.audit import read_publication
from generator.published.tables.column_heads import rows_of
from generator.published.tables.items import by_item
from generator.readers.blocks import Grid, Piece
from generator.source.place import Place

TITLE = "云溪县水务局2023年度部门决算"


def audited(folder: Path, *lines: str, name: str = "公开.txt") -> Checked:
    path = folder / name
    path.write_text("\n".join((TITLE, *lines)), "utf-8")
    return audit_file(path)


def codes(checked: Checked) -> list[str]:
    """The errors and warnings found, in order."""
    return [finding.code for finding in checked.findings if finding.code[0] in "EW"]


def bound(checked: Checked) -> int:
    assert checked.counts is not None
    return checked.counts["bound"]


LEADERS = (
    "………………………",
    "…………",
    "...............",
    "．．．．．．．．",
    "··········",
    ". . . . . . . .",
    "________",
    "------------",
    "……………………（ ）",
)
ENTRIES = (
    "第一部分 部门概况",
    "一、主要职能",
    "（二）机构设置",
    "2.收入决算表",
    "部门决算情况说明",
    "附件1 绩效自评表",
)


@pytest.mark.parametrize("leader", LEADERS)
def test_the_dots_of_a_contents_without_page_numbers(leader: str, tmp_path: Path) -> None:
    lines = [f"{entry} {leader}" for entry in ENTRIES]
    assert codes(audited(tmp_path, "目 录", *lines, *ENTRIES, "负责水务工作。")) == []
    assert len(read_publication(tmp_path / "公开.txt").lines) == 2 * len(ENTRIES) + 3


@pytest.mark.parametrize(
    "line",
    [
        "决算数大于预算数的主要原因是…………",
        "支出合计为……万元。",
        "部门名称：____________",
        "主要是因为………………",
        "收入增加………，主要是补助增加。",
    ],
)
def test_dots_left_in_a_sentence_are_still_found(line: str, tmp_path: Path) -> None:
    assert "E601" in codes(audited(tmp_path, "三、支出决算情况说明", line))


OWNED = (
    "截至2023年12月31日，本单位共有车辆8辆，其中：主要领导干部用车0辆、机要通信用车1辆、应急保障用车0辆、其他用车7辆。"
)
OTHER_VEHICLES = (
    "2023年购置车辆1辆，其中：机要通信用车0辆、其他用车1辆。",
    "2024年部门预算安排购置车辆2辆，其中：机要通信用车2辆、其他用车0辆；单价100万元以上设备0台（套）。",
    "本年处置车辆3辆，其中机要通信用车2辆、其他用车1辆，账面原值18.00万元。",
    "计划更新公务用车1辆，均为其他用车1辆。",
    "报废报损车辆2辆，其中：其他用车2辆。",
)


@pytest.mark.parametrize("other", OTHER_VEHICLES)
@pytest.mark.parametrize("first", [True, False])
def test_vehicles_to_be_bought_or_disposed_of_are_not_those_owned(other: str, first: bool, tmp_path: Path) -> None:
    lines = (other, OWNED) if first else (OWNED, other)
    checked = audited(tmp_path, "十一、国有资产占用情况说明", *lines)
    assert codes(checked) == [] and bound(checked) >= 5


@pytest.mark.parametrize(
    "again",
    [
        "本单位共有车辆9辆。",
        "2023年购置车辆1辆，年末本单位现有车辆9辆。",
        "处置车辆1辆；年末车辆共计9辆。",
    ],
)
def test_vehicles_owned_given_twice_are_compared(again: str, tmp_path: Path) -> None:
    assert "E211" in codes(audited(tmp_path, "十一、国有资产占用情况说明", OWNED, again))


def test_the_kinds_of_vehicles_make_their_total(tmp_path: Path) -> None:
    wrong = OWNED.replace("其他用车7辆", "其他用车6辆")
    assert "E201" in codes(audited(tmp_path, "十一、国有资产占用情况说明", wrong, OTHER_VEHICLES[0]))


VISITS = "公务接待费支出决算为3.00万元，共接待国内公务12批次，来访{}人次{}。"


@pytest.mark.parametrize(
    "with_",
    [
        "，陪同20人次",
        "，陪同人数20人",
        "（陪同人员20人）",
        "，其中陪餐12人",
        "，随行工作人员9人",
        "，陪同人员共计20人次",
    ],
)
def test_those_who_go_with_guests_are_no_guests(with_: str, tmp_path: Path) -> None:
    checked = audited(tmp_path, "七、“三公”经费支出决算情况说明", VISITS.format(86, with_), VISITS.format(86, ""))
    assert codes(checked) == [] and bound(checked) == 6


def test_guests_given_twice_are_compared(tmp_path: Path) -> None:
    checked = audited(
        tmp_path, "七、“三公”经费支出决算情况说明", VISITS.format(86, "，陪同20人次"), VISITS.format(68, "")
    )
    assert codes(checked) == ["E211"]


INCOME = "2023年度总收入3,210.00万元，其中本年收入3,150.00万元，年初结转和结余60.00万元。本年收入中：财政拨款收入3,000.00万元，"


@pytest.mark.parametrize("other", ["其他收入及利息收入", "捐赠收入和利息收入", "非同级财政拨款收入"])
def test_a_part_of_another_name_leaves_the_sum_of_the_rest_open(other: str, tmp_path: Path) -> None:
    heads = ("二、收入支出决算情况说明", "（一）收入决算情况")
    checked = audited(tmp_path, *heads, f"{INCOME}占95.2%；{other}150.00万元，占4.8%。")
    assert codes(checked) == [] and bound(checked) >= 6
    assert codes(audited(tmp_path, *heads, f"{INCOME}占95.2%；其他收入140.00万元，占4.4%。")) == ["E201"]


COSTS_TITLE = "七、“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("公务用车购置支出30.20万元，购置公务用车2辆", "2024年计划购置公务用车1辆"),
        ("公务用车购置支出30.20万元，按计划购置公务用车2辆", "下年度拟购置公务用车1辆"),
        ("公务用车购置支出30.20万元，购置公务用车2辆", "上年购置公务用车1辆"),
        ("公务用车购置支出30.20万元，购置公务用车2辆", "全年预算安排购置公务用车3辆"),
        ("公务用车运行维护费支出12.00万元，公务用车保有量4辆", "上年公务用车保有量为5辆"),
        ("公务接待费支出6.50万元，接待52批次", "比上年减少3批次、20人次"),
        ("公务接待费支出6.50万元，接待52批次", "批次较去年下降3批次"),
        ("公务接待费支出6.50万元，接待52批次", "上年接待55批次、500人次"),
    ],
)
def test_a_count_of_another_year_or_of_a_change_is_not_this_years(known: str, other: str, tmp_path: Path) -> None:
    checked = audited(tmp_path, COSTS_TITLE, f"{known}。{other}。", f"本单位{known.split('，')[1]}。")
    assert codes(checked) == [] and bound(checked) > 2


@pytest.mark.parametrize("again", ["购置公务用车1辆", "按计划购置公务用车1辆", "公务用车购置数1辆"])
def test_vehicles_bought_given_twice_are_compared(again: str, tmp_path: Path) -> None:
    assert codes(audited(tmp_path, COSTS_TITLE, f"公务用车购置支出30.20万元，购置公务用车2辆。{again}。")) == ["E211"]


PART = "（其中：一般公共预算支出{}万元；政府性基金预算支出0万元）"


def test_an_amount_in_brackets_has_the_role_of_the_amount_before_them(tmp_path: Path) -> None:
    text = "公务接待费支出预算2.00万元{}，支出决算1.00万元{}，完成调整后预算的50%。"
    right = audited(tmp_path, COSTS_TITLE, text.format(PART.format("2.00"), PART.format("1.00")))
    assert codes(right) == [] and bound(right) == 7
    assert codes(audited(tmp_path, COSTS_TITLE, text.format(PART.format("2.00"), PART.format("1.20")))) == ["E211"]
    assert codes(audited(tmp_path, COSTS_TITLE, text.format(PART.format("2.20"), PART.format("1.00")))) == ["E211"]


def test_a_bracket_behind_a_change_from_the_budget_holds_what_was_spent(tmp_path: Path) -> None:
    text = (
        "公务用车购置及运行维护费为1012万元，较上年1024万元减少12万元，下降1%，较预算数898万元增加114万元，增长13%"
        "（其中：公务用车购置费{}万元，较上年251万元减少42万元，下降17%，较预算数62万元增加147万元，增长237%；"
        "公务用车运行维护费803万元，较上年773万元增加30万元，增长4%，较预算数836万元减少33万元，下降4%）。"
    )
    right = audited(tmp_path, COSTS_TITLE, text.format(209))
    assert codes(right) == [] and bound(right) == 21
    assert codes(audited(tmp_path, COSTS_TITLE, text.format(259))) == ["E201"]


BEFORE = ("比2023年年初预算数", "比2023年度预算", "比2023年“三公”经费财政拨款年初预算", "比年初预算数")


@pytest.mark.parametrize("before", BEFORE)
def test_a_change_from_the_budget_of_a_named_year_is_checked(before: str, tmp_path: Path) -> None:
    text = f"公务接待费2023年决算数0.10万元，{before}0.50万元减少{{}}万元。"
    right, wrong = (audited(tmp_path, COSTS_TITLE, text.format(amount)) for amount in ("0.40", "1.40"))
    assert codes(right) == [] and bound(right) > 1
    assert codes(wrong) == ["E212"]


def test_a_change_from_last_years_budget_is_not_measured_on_this_years(tmp_path: Path) -> None:
    text = "公务用车购置费2023年预算50.00万元，决算数25.00万元，比2022年预算减少35.00万元，下降58.33%。"
    checked = audited(tmp_path, COSTS_TITLE, text)
    assert codes(checked) == [] and bound(checked) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "其他收入：指除上述“财政拨款收入”、“事业收入”、“事业单位经营收入”等以外的收入。",
        "其他收入：指除财政拨款收入、事业收入、事业单位经营收入等以外的收入。",
        "依据《部门预算管理办法》、《预算管理办法》、《预算管理办法实施细则》执行。",
        "包括行政运行支出（项）、行政运行支出（项目类）等。",
        "（含专项资金、项目资金、项目资金结余）等。",
        "指“三公”经费、“三公”经费以外的经费。",
    ],
)
def test_names_that_end_as_the_next_begins_are_no_repetition(text: str, tmp_path: Path) -> None:
    assert "W612" not in codes(audited(tmp_path, "名词解释", f"（四）{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "内设机构包括：办公室、计划财务股办公室、计划财务股。",
        "主要包括：办公费、印刷费、水费办公费、印刷费、水费等。",
        "贯彻执行水务工作的法律法规，贯彻执行水务工作的法律法规，拟订规划。",
    ],
)
def test_what_is_written_twice_is_still_found(text: str, tmp_path: Path) -> None:
    assert "W612" in codes(audited(tmp_path, "名词解释", f"（四）{text}"))


@pytest.mark.parametrize(
    "words",
    [
        "与2022年相比，",
        "和2022年度相比，",
        "较2022年决算数，",
        "同2022年度比较，",
        "2022年相比，",
        "对比2022年，",
        "相比2022年，",
        "在2022年基础上，",
    ],
)
def test_a_paragraph_may_begin_with_the_year_it_is_compared_with(words: str, tmp_path: Path) -> None:
    head = ("三、情况说明", "一、收入支出决算总体情况说明", "2023年度收、支总计100.00万元。")
    checked = audited(tmp_path, *head, f"{words}收、支总计各增加10.00万元，增长11.11%，主要是因为人员增加。")
    assert codes(checked) == [] and bound(checked) > 2


@pytest.mark.parametrize(
    "text",
    [
        "2022年度收、支总计100.00万元，与上年相比增加10.00万元。",
        "2022年本单位支出主要用于人员经费，与上年相比有所增加。",
    ],
)
def test_a_paragraph_of_another_year_is_still_found(text: str, tmp_path: Path) -> None:
    assert {"W617", "W220"} & set(codes(audited(tmp_path, "三、情况说明", "一、收入支出决算总体情况说明", text)))


GENERIC = (
    "共涉及资金",
    "涉及资金",
    "安排资金",
    "共下达资金",
    "项目资金",
    "投入资金",
    "自评项目资金",
    "财政资金",
    "使用资金",
)


@pytest.mark.parametrize("name", GENERIC)
def test_words_that_only_say_that_it_is_money_name_no_project(name: str, tmp_path: Path) -> None:
    text = f"对一般公共预算项目开展绩效自评，{name}650.00万元，占98.78%。对政府性基金项目开展绩效自评，{name}100.00万元，占95.24%。"
    checked = audited(tmp_path, "十四、预算绩效管理情况说明", text)
    assert codes(checked) == [] and checked.counts is not None and checked.counts["figures"] == 4


@pytest.mark.parametrize(
    "name", ["水库除险加固专项", "农村饮水安全项目", "河道整治工程", "抗旱应急补助", "上级专项资金"]
)
def test_a_project_given_twice_is_compared(name: str, tmp_path: Path) -> None:
    text = f"2023年{name}650.00万元，用于工程建设。全年{name}560.00万元，完成率较高。"
    assert "W218" in codes(
        audited(tmp_path, "十四、预算绩效管理情况说明", f"其中：{name}650.00万元；{name}560.00万元。", text)
    )


SPENT = (
    "2023年度“三公”经费支出决算为39.01万元。其中：因公出国（境）费支出决算为0万元；公务用车购置及运行费支出决算为27.37万元；"
    "公务接待费支出决算为11.64万元。"
)
COSTS = (
    "2023年度“三公”经费支出决算数比2022年增加23.14万元，增长145.87%。其中：因公出国（境）费支出决算增加0万元，增长0%；"
    "公务用车购置及运行费支出决算{}17.47万元，增长176.55%；公务接待费支出决算增加5.67万元，增长95.00%。"
)


def test_a_rate_is_not_that_of_the_change_of_another_item(tmp_path: Path) -> None:
    head = "七、“三公”经费支出决算情况说明"
    for words in ("增加", "", "为"):
        found = audited(tmp_path, head, SPENT, COSTS.format(words)).findings
        assert [finding.quote for finding in found if finding.code == "H213"] == ["增长0%"]
    zero = COSTS.format("增加").replace("增长0%", "增长50%")
    assert "增长50%" in [f.quote for f in audited(tmp_path, head, SPENT, zero).findings if f.code in {"H213", "E213"}]


def scoped(first: str, second: str, total: str = "18.00", part: str = "3.00") -> list[str]:
    """What a document says of the “三公” 经费 of all 财政拨款, then of those of 一般公共预算."""
    return [
        *([first] if first else []),
        "2023年度财政拨款“三公”经费支出年初预算26.00万元，支出决算为20.60万元，完成年初预算的79.23%。其中：",
        "公务用车购置及运行维护费支出年初预算18.00万元，支出决算15.00万元，完成年初预算的83.33%；",
        "公务接待费支出年初预算8.00万元，支出决算5.60万元，完成年初预算的70.00%。",
        *([second] if second else []),
        f"{'' if second else '其中：'}2023年度一般公共预算财政拨款“三公”经费支出年初预算24.00万元，"
        f"支出决算为{total}万元，完成年初预算的75.00%。",
        "公务用车购置及运行维护费支出年初预算18.00万元，支出决算15.00万元，完成年初预算的83.33%；",
        f"公务接待费支出年初预算6.00万元，支出决算{part}万元，完成年初预算的50.00%。",
        "因公出国（境）费支出年初预算0.00万元，支出决算0.00万元。",
    ]


SCOPES = (
    (
        "七、“三公”经费支出决算情况说明",
        "（一）财政拨款“三公”经费支出决算总体情况",
        "（二）一般公共预算财政拨款“三公”经费支出决算总体情况",
    ),
    (
        "第三部分 情况说明",
        "七、财政拨款“三公”经费支出决算情况说明",
        "八、一般公共预算财政拨款“三公”经费支出决算情况说明",
    ),
    ("七、“三公”经费支出决算情况说明", "1.财政拨款“三公”经费支出决算情况", "2.一般公共预算“三公”经费支出决算情况"),
    ("七、“三公”经费支出决算情况说明", "", ""),
)


@pytest.mark.parametrize(("head", "first", "second"), SCOPES)
def test_two_scopes_of_three_public_are_two_facts(head: str, first: str, second: str, tmp_path: Path) -> None:
    checked = audited(tmp_path, head, *scoped(first, second))
    assert codes(checked) == [] and bound(checked) == 20


@pytest.mark.parametrize(("head", "first", "second"), SCOPES)
def test_scopes_do_not_prove_each_other(head: str, first: str, second: str, tmp_path: Path) -> None:
    """Where they print the same a digit of one may still change unseen, as long as the narrow one is not the larger."""
    wide, narrow = scoped(first, second)[: 4 if first else 3], scoped(first, second)[4 if first else 3 :]
    other = {"15.00": "14.90", "83.33": "82.78", "18.00万元，完成": "17.90万元，完成", "75.00": "74.58"}
    apart = [reduce(lambda text, pair: text.replace(*pair), other.items(), line) for line in narrow]
    checked, alone, differ = (audited(tmp_path, head, *wide, *lines) for lines in (narrow, (), apart))
    assert codes(differ) == codes(checked) == []
    counts = [each.counts for each in (alone, differ, checked)]
    told = [(count["bound"], count["verified"], count["contradicted"]) for count in counts if count is not None]
    assert told[0][0] == 9 and told[1][0] == told[2][0] == 20, told
    assert told[2][1] == told[1][1] and {count[2] for count in told} == {0}, told


@pytest.mark.parametrize(("head", "first", "second"), SCOPES)
def test_within_each_scope_the_figures_are_still_checked(head: str, first: str, second: str, tmp_path: Path) -> None:
    rate = audited(tmp_path, head, *scoped(first, second, part="3.30"))
    assert {"E212", "E201"} <= set(codes(rate))
    whole = scoped(first, second)
    twice = audited(tmp_path, head, *whole, "一般公共预算财政拨款“三公”经费公务接待费支出决算3.90万元。")
    assert "E211" in codes(twice)


def test_the_part_is_not_more_than_the_whole(tmp_path: Path) -> None:
    lines = [
        line.replace("24.00万元，支出决算为18.00", "28.00万元，支出决算为21.00") for line in scoped(*SCOPES[0][1:])
    ]
    assert "W208" in codes(audited(tmp_path, SCOPES[0][0], *lines))


@pytest.mark.parametrize("loose", ["财政拨款“三公”经费", "一般公共预算财政拨款“三公”经费", "“三公”经费财政拨款"])
def test_one_scope_in_other_words_is_one_fact(loose: str, tmp_path: Path) -> None:
    """A heading that names 一般公共预算 and sentences that do not are of the same figures."""
    head = ("七、一般公共预算财政拨款“三公”经费支出决算情况说明", "（一）“三公”经费支出决算总体情况说明")
    first = f"2023年度{loose}支出预算为26.00万元，支出决算为20.60万元。"
    again = (
        "（二）“三公”经费支出决算具体情况说明",
        "2023年度“三公”经费支出决算{}万元，其中：公务接待费支出决算5.60万元。",
    )
    assert "E211" in codes(audited(tmp_path, *head, first, again[0], again[1].format("26.00")))
    right = audited(tmp_path, *head, first, again[0], again[1].format("20.60"))
    assert codes(right) == [] and bound(right) == 4


def test_a_row_of_a_table_of_costs_without_words_is_passed_over() -> None:
    texts = (("项目", "预算数", "决算数"), ("", "3.00", "2.00"), ("公务接待费", "3.00", "2.00"))
    grid = Grid(tuple(tuple(Piece(text, Place("公开.html", n, 1)) for text in row) for n, row in enumerate(texts, 1)))
    assert {claim.piece.place.line for claim in by_item(rows_of(grid))} == {3}


LIST = "共争取资金{}万元，包括甲项目60.00万元（其中中央资金50.00万元），乙项目15.00万元；丙项目20.00万元。"


@pytest.mark.parametrize(("total", "found"), [("96.00", []), ("90.00", ["E215"])])
def test_what_a_bracket_says_of_a_part_is_not_added_to_the_list(total: str, found: list[str], tmp_path: Path) -> None:
    assert codes(audited(tmp_path, "四、其他情况", LIST.format(total))) == found


BASIC = "一般公共预算财政拨款基本支出380.00万元，其中：人员经费300.00万元，公用经费80.00万元。"


@pytest.mark.parametrize(("cost", "found"), [("78.00", []), ("80.00", []), ("380.00", ["E411"])])
def test_the_running_cost_may_be_less_than_the_public_cost_of_several_units(cost: str, found: list[str], tmp_path: Path) -> None:
    checked = audited(tmp_path, BASIC, f"2023年度机关运行经费支出{cost}万元。")
    assert bound(checked) == 4
    assert codes(checked) == found


def claims(folder: Path) -> tuple[Claim, ...]:
    """What the text audited last states."""
    return read_publication(folder / "公开.txt").claims


def facts(folder: Path) -> dict[str, str]:
    """The facts that the text audited last states, each with its value as printed first."""
    return {claim.name: str(claim.value) for claim in reversed(claims(folder)) if claim.states}


OF_COSTS = "七、“三公”经费支出决算情况说明"
SPLIT_BUDGETS = (
    "2023年“三公”经费年初预算20.50万元（公务用车运行维护费12.50万元，公务接待费8.00万元），支出共计{}万元，其中："
    "公务用车运行维护费10.20万元，公务接待费5.00万元，因公出国（境）费0万元。",
    "2023年度“三公”经费预算数为20.50万元，其中：公务接待费8.00万元，公务用车运行维护费12.50万元，支出共计{}万元，其中："
    "公务接待费5.00万元，公务用车运行维护费10.20万元，因公出国（境）费0万元。",
    "“三公”经费支出预算：公务接待费8.00万元，公务用车运行维护费12.50万元，支出预算共计20.50万元。"
    "2023年决算：因公出国（境）费0万元，公务接待费5.00万元，公务用车运行维护费10.20万元，支出共计{}万元。",
)


@pytest.mark.parametrize("text", SPLIT_BUDGETS)
def test_the_parts_of_a_budget_are_not_those_of_what_was_spent(text: str, tmp_path: Path) -> None:
    assert codes(audited(tmp_path, OF_COSTS, text.format("15.20"))) == []
    told = facts(tmp_path)
    assert [told[f"三公经费.{name}"] for name in ("公务接待费.预算", "公务接待费.决算", "决算")] == ["8.00", "5.00", "15.20"]
    assert codes(audited(tmp_path, OF_COSTS, text.format("16.20"))) == ["E201"]


CHANGED = (
    "2023年“三公”经费支出1165.08万元，同比减少63.96万元。其中：因公出国（境）费支出0万元{}。公务用车购置费支出204.78万元，"
    "同比减少54.20万元；公务用车运行维护费支出664.60万元，同比增加53.81万元；公务接待费支出295.70万元，同比减少60.14万元。"
)


def test_an_item_of_nothing_may_have_been_something_last_year(tmp_path: Path) -> None:
    assert codes(audited(tmp_path, OF_COSTS, CHANGED.format(""))) == []
    assert facts(tmp_path)["三公经费.因公出国费.决算"] == "0"
    assert codes(audited(tmp_path, OF_COSTS, CHANGED.format("，与上年持平"))) == ["E201"]


SHARES = (
    "二、收入决算情况说明\n本年收入合计1520.00万元，其中：财政拨款收入{}万元，占{}%。",
    "七、“三公”经费支出决算情况说明\n2023年度“三公”经费支出决算1520.00万元，其中：\n1.公务接待费支出{}万元，占{}%。\n八、其他",
)


@pytest.mark.parametrize("text", SHARES)
def test_a_part_that_is_said_to_be_a_share_is_not_all(text: str, tmp_path: Path) -> None:
    assert codes(audited(tmp_path, text.format("1500.00", "98.68"))) == []
    assert [str(claim.value) for claim in claims(tmp_path) if claim.kind == "占"] == ["98.68"]
    assert codes(audited(tmp_path, text.format("1500.00", "78.68"))) == ["E212"]


def test_shares_that_make_all_tell_that_the_list_is_complete(tmp_path: Path) -> None:
    """What was left of last year is no income of this one."""
    more = "本年收入合计1520.00万元，其中：财政拨款收入1500.00万元，占98.68%；年初结转和结余20.00万元，占1.32%。"
    assert codes(audited(tmp_path, "二、收入决算情况说明", more)) == ["E201"]


COSTS_FIRST = "2023年度“三公”经费支出决算总额为5.48万元，比去年增加1.55万元，增长39.4%。"
ITEMS_BEHIND = ("（二）公务用车运行维护费支出3.98万元。", "（三）公务接待费支出1.50万元。")
OF_ITEMS = (
    "公务用车运行维护费支出决算比预算无增减变化，比去年增加1.05万元，增长{}%。公务接待费支出决算比去年增加0.50万元，增长50%。",
    "其中，公务用车运行维护费支出3.98万元，决算比预算无增减变化，比去年增加1.05万元，增长{}%；公务接待费支出1.50万元。",
)


@pytest.mark.parametrize("text", OF_ITEMS)
def test_a_change_said_of_an_item_is_not_measured_on_the_total(text: str, tmp_path: Path) -> None:
    assert codes(audited(tmp_path, OF_COSTS, COSTS_FIRST + text.format("35.8"), *ITEMS_BEHIND)) == []
    rates = [claim for claim in claims(tmp_path) if claim.kind == "增减率" and str(claim.value) == "35.8"]
    assert [claim.name for claim in rates] == ["三公经费.公务用车运行维护费.决算"]
    assert codes(audited(tmp_path, OF_COSTS, COSTS_FIRST + text.format("45.8"), *ITEMS_BEHIND)) == ["E212"]


@pytest.mark.parametrize("subject", ["离退休人员经费较上年", "公务接待费支出决算比上年", "同口径比2022年"])
def test_a_rate_points_the_way_of_its_change_whatever_that_is_of(subject: str, tmp_path: Path) -> None:
    right = f"{subject}减少5.00万元，下降10%，主要是人员减少。"
    assert codes(audited(tmp_path, OF_COSTS, right)) == []
    for wrong in (right.replace("下降", "增长"), right.replace("减少5", "增加5")):
        told = audited(tmp_path, OF_COSTS, wrong)
        assert next(f.message for f in told.findings if f.code == "E212").endswith("一个说增，一个说减。请核对两个数和文字，改错的一个。")


def test_two_counts_of_a_year_have_the_two_names_before_them(tmp_path: Path) -> None:
    text = "2023年公务用车购置数及保有量分别为1辆和130辆。公务用车保有量{}辆。"
    assert codes(audited(tmp_path, OF_COSTS, text.format(130))) == []
    kept = [claim.name.rpartition(".")[2] for claim in claims(tmp_path) if claim.states]
    assert kept == ["购置数", "保有量", "保有量"]
    assert codes(audited(tmp_path, OF_COSTS, text.format(120))) == ["E211"]


def test_where_each_item_before_has_its_own_change_the_next_one_has_too(tmp_path: Path) -> None:
    text = (
        "公务用车购置及运行维护费支出决算为33.13万元，比上年决算数减少2.50万元，下降7.02%，其中：公务用车购置费支出决算为17.98万元，"
        "比上年决算数增加0万元，公务用车运行维护费支出决算为15.15万元，完成预算31.80万元的47.64%，比上年决算数减少2.50万元，下降{}%。"
    )
    assert codes(audited(tmp_path, OF_COSTS, text.format("14.16"))) == []
    rates = {str(claim.value): claim.name for claim in claims(tmp_path) if claim.kind == "增减率"}
    assert rates["-14.16"] == "三公经费.公务用车运行维护费.决算"
    assert codes(audited(tmp_path, OF_COSTS, text.format("17.16"))) == ["E212"]


def test_the_name_of_a_fund_says_of_no_amount_that_it_is_a_budget(tmp_path: Path) -> None:
    text = (
        "本年收入合计519.07万元；包括财政拨款收入500.12万元（其中，一般公共预算{}万元，政府性基金预算20.00万元，"
        "国有资本经营预算0万元），占收入合计96.35%；其他收入18.95万元，占收入合计3.65%。"
    )
    assert codes(audited(tmp_path, "二、收入决算情况说明", text.format("480.12"))) == []
    assert facts(tmp_path)["收入.政府性基金"] == "20.00"
    assert codes(audited(tmp_path, "二、收入决算情况说明", text.format("430.12"))) == ["E201"]


@pytest.mark.parametrize(("against", "found"), [("比上年", ["W237"]), ("比年初预算", []), ("与2021年相比", ["W618"])])
def test_only_rates_against_last_year_tell_what_that_was(against: str, found: list[str], tmp_path: Path) -> None:
    """The items tell what all of them were last year, where each has its own rate against it."""
    text = (
        f"“三公”经费支出15.00万元，比上年增长10%。其中：因公出国（境）费0万元；公务用车购置及运行维护费10.00万元，{against}下降10%；"
        f"公务接待费5.00万元，{against}增长25%。"
    )
    assert codes(audited(tmp_path, OF_COSTS, text)) == found
    alone = [claim.name for claim in claims(tmp_path) if claim.note is Note.ALONE]
    assert alone[0] == "三公经费.决算" and len(alone) == (3 if found == ["W237"] else 1)
