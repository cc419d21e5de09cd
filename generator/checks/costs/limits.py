"""采购, 会议和培训, 机关运行经费: what may not be more than what, and who may have it."""

from collections.abc import Iterator

from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.two_figures import conflict, differs, exceeds, shown
from generator.model.articulation import BASIC, EVENT_COSTS, PROCURED
from generator.source.words import said

PROCUREMENT_BASIS = "财预〔2016〕143号：公开授予中小企业的合同金额及占政府采购支出总金额的比重；部分不大于全部"
RUNNING_BASIS = "部门决算公开参考文本的名词解释：机关运行经费是行政单位和参照公务员法管理的事业单位的日常公用经费"
NO_MORE = "机关运行经费就是公用经费，不会更大，是不是写成了全部基本支出？请核对。"
PUBLIC_OF_ALL = "支出.公用经费"
OF_INSTITUTIONS, RUNS = said("核对.只用于事业单位的科目"), said("核对.事业单位的运行")
RUNNING_COST, PUBLIC_COST = "机关运行经费.决算", f"{BASIC}.公用经费"


def _within(report: Report, part_name: str, whole_name: str, remedy: str) -> Iterator[Problem]:
    """A problem where both are known and the part is more than the whole."""
    part, whole = report.figure(part_name), report.figure(whole_name)
    if part is not None and whole is not None and exceeds(part, whole):
        yield conflict(part, "大于 ", whole, remedy, (part_name, whole_name))


@rule("E407", "小微企业大于中小企业", of=BOTH, final=True,
    reason="小微企业是中小企业的一部分",
    basis=PROCUREMENT_BASIS,
    good="授予小微企业的合同金额不大于授予中小企业的",
    bad={"政府采购.授予小微企业": "380.00"},
)
def micro_within_small(report: Report) -> Iterator[Problem]:
    """授予小微企业 that exceeds 授予中小企业."""
    yield from _within(report, "政府采购.授予小微企业", "政府采购.授予中小企业", "两个数是不是填反了？请核对。")


@rule("W408", "授予中小企业大于采购支出", of=BOTH, final=True,
    reason="公开文本印授予中小企业合同金额占采购支出的百分比，大于百分之百会让人不解",
    basis=PROCUREMENT_BASIS,
    good="授予中小企业的合同金额不大于采购支出，货物、工程、服务各自也是",
    bad={"政府采购.授予中小企业": "460.00"},
)
def awards_within_purchases(report: Report) -> Iterator[Problem]:
    """授予中小企业 that exceeds the purchases, in all or of a kind."""
    pairs = [("授予中小企业", "合计"), *((f"{kind}授予中小企业", kind) for kind in PROCURED)]
    for part, whole in pairs:
        remedy = "请核对；含以前或以后年度合同金额的，请说明。"
        yield from _within(report, f"政府采购.{part}", f"政府采购.{whole}", remedy)


@rule("E409", "会议费、培训费小于基本支出里的同名款", of=BOTH, final=True,
    reason="一般性支出里的会议费、培训费是全部资金的，不会小于其中基本支出的一款",
    basis="部门决算公开06表与一般性支出情况说明的勾稽关系",
    good="会议费、培训费的决算数不小于基本支出明细的同名款",
    bad={"基本支出明细.30215": "7.50", "基本支出明细.30201": "33.00"},
)
def events_cover_basic(report: Report) -> Iterator[Problem]:
    """30215 or 30216 that exceed 会议费 or 培训费 as a whole."""
    for cost, code in EVENT_COSTS.items():
        remedy = f"{cost}应包括基本支出里的，请核对两处。"
        yield from _within(report, f"{BASIC}.{code}", f"一般性支出.{cost}.决算", remedy)


@rule("E411", "机关运行经费与公用经费不合", of=BOTH, final=True,
    reason="行政单位、参公单位的机关运行经费就是一般公共预算基本支出里的公用经费；汇总部门的只含其中的行政、参公单位，不会更大",
    basis=RUNNING_BASIS,
    good="行政、参公单位的机关运行经费等于公用经费，汇总部门的不大于公用经费",
    bad={"部门.性质": "行政"},
)
def running_is_public(report: Report) -> Iterator[Problem]:
    """机关运行经费 that is not 公用经费 (行政, 参公) or more than it (汇总, published)."""
    if report.published:  # 公开的文本不说性质，只能从上面限
        yield from _within(report, RUNNING_COST, PUBLIC_COST if report.figure(PUBLIC_COST) else PUBLIC_OF_ALL, NO_MORE)
        return
    nature = report.text("部门.性质") or "行政"
    cost, public = report.figure(RUNNING_COST), report.figure(PUBLIC_COST)
    if cost is None or public is None:
        return
    remedy = "请核对；有事业单位纳入汇总的，把“部门.性质”写作 汇总。"
    if nature in {"行政", "参公"} and differs(cost, public):
        yield conflict(cost, "不等于 ", public, remedy, (RUNNING_COST, PUBLIC_COST))
    elif nature == "汇总":
        yield from _within(report, RUNNING_COST, PUBLIC_COST, "汇总部门只含行政、参公单位的公用经费，请核对。")


@rule("E412", "事业单位没有机关运行经费", of=DATA,
    reason="机关运行经费只限行政单位和参照公务员法管理的事业单位",
    basis=RUNNING_BASIS,
    good="事业单位不写机关运行经费",
    bad={"部门.性质": "事业"},
)
def none_for_institutions(report: Report) -> Iterator[Problem]:
    """机关运行经费 of a 事业单位."""
    cost = report.figure(RUNNING_COST)
    if report.text("部门.性质") == "事业" and cost is not None and cost.value:
        message = f"{shown(cost, RUNNING_COST)}，而“部门.性质”是事业单位。请删去机关运行经费，或改正性质（参公、汇总）。"
        yield Problem(message, places_of(cost), RUNNING_COST)


@rule("H414", "行政单位用了事业单位的科目", of=DATA,
    reason="“事业单位医疗”只用于事业单位的在职人员；没有所属单位、也没有事业运行支出的行政单位用了它，多半是编码选错了",
    basis="财政部当年《政府收支分类科目》：行政单位医疗、事业单位医疗的说明",
    good="行政单位用 2101101 行政单位医疗",
    bad={
        "部门.性质": "行政", "机关运行经费.决算": "328.00", "概况.下属单位": "", "收入.2130104": "",
        "支出.2130104": "", "收入.2101101": "", "支出.2101101": "",
        "收入.2130102": "{财政拨款: 412.00, 事业收入: 26.00, 其他收入: 8.50}",
        "支出.2130102": "{基本支出: 412.00, 项目支出: 30.00, 财政拨款: {基本支出: 412.00, 项目支出: 0}, 年初预算: 400.00, 原因: 晋级增资}",
        "收入.2101102": "{财政拨款: 56.30}", "支出.2101102": "{基本支出: 56.30, 年初预算: 60.00, 原因: 在职人员减少2人}",
    },
)
def codes_of_institutions(report: Report) -> Iterator[Problem]:
    """科目 of 事业单位 in a 行政 unit that has no sign of one."""
    rows = {row.split(".")[1]: row for grid in ("收入", "支出") for row in report.facts.names(f"{grid}.各科目")}
    named = {code: report.catalogue.name(code) or "" for code in sorted(rows)}
    has_one = bool(report.facts.names("概况.下属单位")) or any(RUNS.search(name) for name in named.values())
    for code, name in named.items():
        if report.text("部门.性质") == "行政" and not has_one and OF_INSTITUTIONS.match(name):
            message = f"{code} {name}只用于事业单位，“部门.性质”写的是行政，没有所属单位。请核对编码；有所属单位的，写进“概况.下属单位”。"
            yield Problem(message, report.near(f"{rows[code]}.编码"), rows[code])
