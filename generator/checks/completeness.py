"""What law and form want a disclosure to say: asked by the keys of a file that is to be published, by the sections of a whole text."""

import re
from collections.abc import Iterable, Iterator

from generator.checks.demands import lacking
from generator.checks.missing_rows import childless
from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Report
from generator.model.articulation import PROCURED
from generator.model.facts import PRIOR
from generator.model.years import ALWAYS, years_of_keys
from generator.source.words import said

RULES_OF_2016 = "《地方预决算公开操作规程》（财预〔2016〕143号）"
LAW = "《预算法实施条例》第六条：支出按其功能分类公开到项，基本支出按其经济性质分类公开到款"
RUNNING_COST = "《预算法》第十四条：部门决算公开应对机关运行经费的安排、使用情况等重要事项作出说明"
BASIC, BY_ITEM, ITEM_DIGITS, SHOWN = "基本支出明细", {"支出", "一般公共预算", "政府性基金"}, 7, 5
SECRET = said("核对.涉密的科目")
ITEM = re.compile(r"一般公共预算\.\d{7}\.|基本支出明细\.\d{5}$")
EQUIPMENT = {name: years for name, years in years_of_keys().items() if name.startswith("国有资产.")}

DETAILS = (
    ("三公经费.因公出国费", "团组", "因公出国（境）团组数"),
    ("三公经费.因公出国费", "人次", "因公出国（境）人次"),
    ("三公经费.公务用车购置费", "购置数", "公务用车购置数"),
    ("三公经费.公务用车运行维护费", "保有量", "公务用车保有量"),
    ("三公经费.公务接待费", "批次", "国内公务接待批次"),
    ("三公经费.公务接待费", "人次", "国内公务接待人次"),
)


def complete(report: Report) -> bool:
    """Whether the report is one to be published: a file that only serves the next year names no 版式."""
    return bool(report.text("版式"))


def _known(report: Report, name: str) -> bool:
    """Whether there is a fact of that name or below it."""
    return name in report.facts or any(True for _ in report.facts.under(name))


def _lacking(report: Report, names: Iterable[str], sentence: str) -> Iterator[Problem]:
    """A problem for each name without a fact; the sentence says what to add."""
    for name in names:
        if complete(report) and name not in report.unasked and not _known(report, name):
            yield Problem(sentence.format(name=name), report.near(name) or report.near("年度"), name)

COMPARED = ("收支总计.收入", "一般公共预算.合计", "三公经费.决算")
"""The figures of last year that no text can do without."""


@rule("W702", "“三公”经费没有说明数量", of=BOTH, final=True,
    reason="有出国费要说明团组数和人次，有接待费要说明批次和人次，有购置费、运行费要说明购置数、保有量",
    basis=f"{RULES_OF_2016}：说明因公出国（境）团组数及人数、公务用车购置数及保有量、国内公务接待的批次、人数",
    good="公务接待费: {决算: 11.55, 批次: 62, 人次: 794}",
    bad={"三公经费.公务用车运行维护费.保有量": ""},
)
def three_public_details(report: Report) -> Iterator[Problem]:
    """An expense that is not zero without the counts that explain it."""
    for cost, count, wanted in DETAILS:
        spent, name = report.figure(f"{cost}.决算"), f"{cost}.{count}"
        if complete(report) and spent is not None and spent.value and report.figure(name) is None:
            message = f"{cost}的决算不是 0，没有写{wanted}。请补写“{name}”。"
            yield Problem(message, report.near(spent.name), name)
    yield from lacking(report, "W702")


@rule("W703", "机关运行经费没有比较数", of=BOTH, final=True,
    reason="行政单位和参照公务员法管理的单位要说明机关运行经费，并与年初预算和上年比较",
    basis=RUNNING_COST,
    good="机关运行经费: {年初预算: 542.22, 原因: …, 较上年原因: …}，上年数在上年的文件里",
    bad={"机关运行经费.年初预算": "", "机关运行经费.原因": ""},
)
def running_cost(report: Report) -> Iterator[Problem]:
    """机关运行经费 without the budget or last year's figure, where the department has any."""
    if report.text("部门.性质") != "事业":
        sentence = "没有“{name}”，机关运行经费无从比较。请补上。"
        yield from _lacking(report, ("机关运行经费.年初预算", "上年.机关运行经费.决算"), sentence)
    yield from lacking(report, "W703")


@rule("W704", "没有写政府采购", of=BOTH, final=True,
    reason="政府采购支出总额和货物、工程、服务各多少要公开，授予中小企业的金额要说明",
    basis=f"{RULES_OF_2016}：公开政府采购支出总金额，货物、工程、服务的金额，授予中小企业的合同金额及占比",
    good="政府采购: {货物: 20, 工程: 0, 服务: 5.50, 授予中小企业: 20}；没有采购的写 合计: 0",
    bad={"政府采购.授予中小企业": "", "政府采购.授予小微企业": ""},
)
def procurement(report: Report) -> Iterator[Problem]:
    """No procurement, or one without the share of small firms: of each kind too, where the form asks for that."""
    total = report.figure("政府采购.合计")
    kinds = (f"政府采购.{kind}" for kind in PROCURED if (bought := report.figure(f"政府采购.{kind}")) is not None and bought.value)
    awarded = (f"{kind}授予中小企业" for kind in kinds)
    asked = [name for name in awarded if years_of_keys().get(name, ALWAYS).hold(report.year)]
    wanted = ("政府采购.授予中小企业", *asked) if total is not None and total.value else ("政府采购.合计",)
    yield from _lacking(report, wanted, "没有写“{name}”。请补上，没有发生的写 0。")
    yield from lacking(report, "W704")


@rule("W705", "国有资产占用没有写全，或用了别年的口径", of=BOTH, final=True,
    reason="各年度的样式要说明的设备口径不同（见键表）；用别年的口径，读者无从与上年和别的部门比较",
    basis="财政部各年度部门决算公开说明的样式",
    good="2021年度：单价50万元以上通用设备: 9，单价100万元以上专用设备: 0",
    bad={"国有资产.单价100万元以上专用设备": "", "国有资产.单价100万元以上设备": "1"},
)
def assets(report: Report) -> Iterator[Problem]:
    """Vehicles and the equipment that the year's form asks for; not that of another year's form."""
    wanted = [name for name, years in EQUIPMENT.items() if years.hold(report.year)]
    yield from _lacking(report, ("国有资产.车辆合计", *wanted), "没有写“{name}”。请补上，没有的写 0。")
    for name in EQUIPMENT:
        if name not in wanted and complete(report) and report.figure(name) is not None:
            message = f"{report.year} 年度不用“{name}”这个口径，用的是“{'”“'.join(wanted)}”。请改写。"
            yield Problem(message, report.near(name), name)
    yield from lacking(report, "W705")


@rule("W706", "没有写预算绩效", of=BOTH, final=True,
    reason="绩效自评的组织情况要写进情况说明，自评报告和自评表作为附件公开",
    basis="《预算法》第三十二条、第五十七条；《中共中央 国务院关于全面实施预算绩效管理的意见》：绩效信息向社会公开",
    good="预算绩效: {情况: …}，绩效自评: {指标: …}",
    bad={"预算绩效": ""},
)
def performance(report: Report) -> Iterator[Problem]:
    """No section on performance, or no self-evaluation with indicators."""
    own = ("绩效自评.指标",) if _known(report, "情况说明") else ("预算绩效", "绩效自评.指标")
    yield from _lacking(report, own, "没有写“{name}”。请补上。")
    yield from lacking(report, "W706")


@rule("W707", "没有写职责或机构", of=BOTH, final=True,
    reason="公开文件的第一部分是部门职责和机构设置",
    basis=f"{RULES_OF_2016}：说明部门职责、机构设置",
    good="概况: {职责: […], 内设机构: […]}",
    bad={"概况.内设机构": ""},
)
def outline(report: Report) -> Iterator[Problem]:
    """No 职责, or no 内设机构."""
    wanted = () if _known(report, "概况.正文") else ("概况.职责", "概况.内设机构")
    yield from _lacking(report, wanted, "没有写“{name}”。请补上。")
    yield from lacking(report, "W707")


@rule("W708", "没有上年的数可比", of=BOTH, final=True,
    reason="收支要与上年比较，并说明增减变化的原因",
    basis=f"{RULES_OF_2016}：说明收支增减变化情况",
    good="上年: 2020.yaml，或写出上年的几个总数",
    bad={"上年": "{机关运行经费: {决算: 280.00}, 三公经费: {决算: 25.90}, 一般公共预算: {合计: 2886.00}}"},
)
def prior_year(report: Report) -> Iterator[Problem]:
    """Totals without those of last year beside them."""
    names = [f"{PRIOR}{name}" for name in COMPARED if report.figure(name) is not None and not report.facts.lacking(f"{PRIOR}{name}")]
    yield from _lacking(report, names, "没有“{name}”，与上年无从比较。请写上上年的文件名，或在“上年”下补写。")
    yield from lacking(report, "W708")


@rule("W709", "有的项没有年初预算", of=DATA,
    reason="决算要与预算对照：一般公共预算每一项都写年初预算数，没有列入年初预算的写 0",
    basis="《预算法》第七十五条：决算草案与预算相对应，按预算数、调整预算数、决算数分别列出",
    good="2150508: {项目支出: 76.09, 年初预算: 0, 原因: …}",
    bad={"支出.2080505.年初预算": "", "绩效自评.当年财政拨款.年初预算": "2729.70"},
)
def budgets(report: Report) -> Iterator[Problem]:
    """项 of 一般公共预算 with spending and no 年初预算."""
    items = report.facts.names("一般公共预算.各项")
    wanted = [f"{item}.年初预算" for item in items if (f := report.figure(f"{item}.合计")) is not None and f.value]
    for name in wanted:
        if complete(report) and report.figure(name) is None:
            code = name.split(".")[1]
            message = (
                f"{code} {report.text(f'一般公共预算.{code}.名称')}没有写年初预算。请补写，没有列入年初预算的写 0。"
            )
            yield Problem(message, report.near(f"支出.{code}.编码") or report.near(name), f"支出.{code}.年初预算")


@rule("W710", "没有写到规定的科目", of=BOTH, final=True,
    reason="一般公共预算支出要列到功能分类的项，其中基本支出要列到经济分类的款",
    basis=LAW,
    good="支出逐项填写，基本支出明细逐款填写",
    bad={"基本支出明细": "{合计: 1863.70, 人员经费: 1535.70, 公用经费: 328.00}"},
)
def detail(report: Report) -> Iterator[Problem]:
    """Totals without the 项 and 款 they are made of."""
    for grid, level in (("一般公共预算", "功能分类的项"), ("基本支出明细", "经济分类的款")):
        total = report.figure(f"{grid}.合计")
        listed = any(ITEM.match(name) for name in report.facts.under(grid))
        if complete(report) and total is not None and total.value and not listed:
            message = f"“{grid}”只有合计，没有逐条写到{level}，公开表填不出来。请逐条填写。"
            yield Problem(message, report.near(f"{grid}.合计")[:1], grid)
    yield from _printed_detail(report)


def _printed_detail(report: Report) -> Iterator[Problem]:
    """Published tables with amounts whose 类 or 款 have no 项 below them, or that have no 款 of 基本支出."""
    told = {claim.name.split(".")[1] for claim, _ in childless(report)}  # 漏了哪一行，合计里说
    for table in report.tables if report.whole else ():
        codes = [code for code, _ in table.codes]
        upper = [(code, place) for code, place in table.codes if len(code) < ITEM_DIGITS and code not in told]
        bare = [(code, place) for code, place in upper if not any(_below(code, other) for other in codes)]
        bare = [(code, place) for code, place in bare if len(bare) == len(upper) or not _said_so(report, code)]
        if table.kind in BY_ITEM and table.amounts and bare:
            named = "、".join(code for code, _ in bare[:SHOWN])
            message = f"{table.kind}表的 {named} 下面没有写到功能分类的项。{LAW}。请逐项列出；依法涉密的除外。"
            yield Problem(message, tuple(place for _, place in bare[:2]), table.kind)
        if table.kind == BASIC and table.amounts and not any(ITEM.match(name) for name in report.facts.under(BASIC)):
            yield Problem(f"基本支出表没有写到经济分类的款。{LAW}。请逐款列出。", (table.place,), BASIC)


def _said_so(report: Report, code: str) -> bool:
    """Whether the text, too, goes no further down among its items (国防支出（类）。), or says of the 科目 that it is secret."""
    name = (report.catalogue.name(code) or code).removesuffix("支出")
    alone = re.compile(rf"{re.escape(name)}(?:支出)?（[类款]）。")
    return any(alone.search(text) or (name in text and SECRET.search(text)) for text in (each.text for each in report.passages))


def _below(code: str, other: str) -> bool:
    return len(other) > len(code) and other.startswith(code)
