"""What is wrong with figures and codes as they were typed: the unit, and codes that the year's list does not have."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.checks.registry import DATA, Problem, rule
from generator.checks.report import Report
from generator.derive.funds import fund_of
from generator.model.catalogue import ITEM_DIGITS
from generator.model.figure import WAN, Figure
from generator.model.format import plain
from generator.source.finding import Level
from generator.source.place import Place

HUGE_TOTAL, HUGE_ITEM = Decimal(1_000_000), Decimal(10_000)
TINY_TOTAL = Decimal(5)
FAR = 1000
ENOUGH = 3
FUNCTIONAL, ECONOMIC = ("收入", "支出"), "基本支出明细"
GROUPS = ("收入", "支出", ECONOMIC, "三公经费", "机关运行经费", "一般性支出", "政府采购", "结转结余")
OF_THE_LIST = "名称只由科目表得出，请核对编码"
ITEMS = "《预算法实施条例》第六条：支出按其功能分类公开到项"
KINDS = "《预算法实施条例》第六条：基本支出按其经济性质分类公开到款"
UNIT = "部门决算公开表的金额单位是万元"


def _amounts(report: Report, groups: Iterable[str]) -> Iterator[Figure]:
    """The authored amounts of these groups that are not zero, in order of appearance."""
    for name, fact in report.facts.items():
        known = name in report.authored and name.partition(".")[0] in groups
        if known and isinstance(fact, Figure) and fact.unit == WAN and fact.value:
            yield fact


@rule("A116", "金额单位像是写反了", of=DATA,
    reason="把元当作万元，或把万元当作元，全部数字都差一万倍",
    basis=UNIT,
    good="金额单位与写的数一致：写 5107.53 的是万元，写 51075300 的是元",
    bad={"金额单位": "元", "上年.金额单位": "元"},
)
def unit_of_the_file(report: Report) -> Iterator[Problem]:
    """A total beyond 100 亿元 made of items beyond 1 亿元 each, or one below 5 万元."""
    from statistics import median

    total = report.figure("支出.合计")
    amounts = [figure.value for figure in _amounts(report, GROUPS)]
    if total is None or len(amounts) <= ENOUGH:
        return
    unit = report.text("金额单位") or WAN
    large = unit == WAN and total.value >= HUGE_TOTAL and median(amounts) >= HUGE_ITEM
    if large or (unit != WAN and 0 < total.value < TINY_TOTAL):
        other = "元" if unit == WAN else WAN
        message = (
            f"金额单位是{unit}，按此支出合计为 {plain(total.value)} 万元，不像一个部门的决算。"
            f"写的数像是{other}：请改“金额单位”，或换算各数。"
        )
        yield Problem(message, report.near("金额单位") or report.near("支出.合计")[:1], "金额单位", unit, other)


@rule("A117", "一个数像是没有换算成万元", of=DATA, level=Level.WARNING,
    reason="从账上抄数时漏了换算，一个数比同组最大的数还大一千倍以上",
    basis=UNIT,
    good="同一组的数用同一个单位",
    bad={"一般性支出.会议费.年初预算": "80000.00"},
)
def unit_of_one_figure(report: Report) -> Iterator[Problem]:
    """An authored amount at least 1,000 times the largest other amount of its group."""
    for group in GROUPS:
        amounts = sorted(_amounts(report, (group,)), key=lambda figure: abs(figure.value))
        if len(amounts) <= ENOUGH:
            continue
        figure, next_one = amounts[-1], amounts[-2]
        if abs(figure.value) >= FAR * abs(next_one.value):
            message = (
                f"{figure.name} 写的是 {plain(figure.value)}，而“{group}”里其余的数都不超过 {plain(next_one.value)}。"
                f"如果写的是元，应为 {plain(figure.value.scaleb(-4))} 万元。"
            )
            yield Problem(message, report.near(figure.name), figure.name, plain(figure.value))


def _rows(report: Report, grid: str) -> dict[str, list[str]]:
    """The codes authored in a grid, each with its descendants among them."""
    pattern = re.compile(re.escape(grid) + r"\.(\d+)(?:\.|$)")
    codes = sorted({match.group(1) for name in report.authored if (match := pattern.match(name))})
    return {code: codes[at : bisect_left(codes, f"{code}:")] for at, code in enumerate(codes, 1)}


@rule("A118", "科目编码不在当年的科目表里", of=DATA, level=Level.WARNING,
    reason="编码抄错一位，数就记到别的科目；科目每年有增有减，去年的编码今年可能已经取消",
    basis="财政部当年《政府收支分类科目》",
    good="2150501（行政运行）在当年科目表里",
    bad={"支出.2150577": "{项目支出: 0}"},
)
def unknown_codes(report: Report) -> Iterator[Problem]:
    """Codes that the year's list, where it can be relied on, does not have and that were given no name."""
    for grid in (*FUNCTIONAL, ECONOMIC):
        for code in _rows(report, grid):
            if _is_foreign(grid, code) or (report.catalogue.rules_out(code) and not _named(report, grid, code)):
                name = f"{grid}.{code}.编码"
                message = f"“{grid}”里的 {code} 不在 {report.year} 年的科目表里。{_nearest(report, grid, code)}"
                yield Problem(message, report.near(name), f"{grid}.{code}", code)


def _is_foreign(grid: str, code: str) -> bool:
    """Whether the code is one of the other list: 功能分类 begins with 2, 经济分类 with 3."""
    return code.startswith("3") if grid in FUNCTIONAL else code.startswith("2")


def _named(report: Report, grid: str, code: str) -> bool:
    return f"{grid}.{code}.名称" in report.authored


def _nearest(report: Report, grid: str, code: str) -> str:
    if _is_foreign(grid, code):
        return f"“{grid}”用{'功能' if grid in FUNCTIONAL else '经济'}分类的编码。请核对。"
    same_kind = [c for c in report.catalogue.names if len(c) == len(code) and c[:2] == code[:2]]
    near = difflib.get_close_matches(code, same_kind, n=3, cutoff=0.5)
    shown = "、".join(f"{c} {report.catalogue.name(c)}" for c in near)
    remedy = f"{OF_THE_LIST}。" if grid == ECONOMIC else "请核对；确是新增的科目，请在这一行写上名称。"
    return (f"相近的有 {shown}。" if near else "") + remedy


@rule("A119", "功能分类没有写到项", of=DATA, level=Level.HINT,
    reason="公开表要列到项；只写类或款，表里就缺了项的一行",
    basis=ITEMS,
    good="按 7 位编码逐项填写，类、款的合计由程序推出",
    bad={"支出.21011.合计": "78.00"},
)
def codes_above_items(report: Report) -> Iterator[Problem]:
    """类 or 款 given in place of 项, or beside 项 from which they follow."""
    for grid in FUNCTIONAL:
        for code, below in _rows(report, grid).items():
            if len(code) < ITEM_DIGITS and not _only_planned(report, f"{grid}.{code}.", below):
                kind = "类" if len(code) == 3 else "款"
                remedy = (
                    f"它的合计由 {'、'.join(below[:3])} 等推出，可以不写。"
                    if below
                    else "请改为 7 位的项级编码，逐项填写；涉密、只能公开到这一级的，可以接受这一处。"
                )
                yield Problem(
                    f"“{grid}”里的 {code} 是{kind}级编码。{remedy}",
                    report.near(f"{grid}.{code}.编码"),
                    f"{grid}.{code}",
                )


def _only_planned(report: Report, row: str, below: Sequence[str]) -> bool:
    """Whether a row above its 项 gives nothing but the 年初预算, which then is known for the 类 alone."""
    written = {name.removeprefix(row) for name in report.authored if name.startswith(row)}
    return bool(below) and written - {"编码", "名称"} <= {"年初预算"}


@rule("A120", "经济分类没有写到款", of=DATA, level=Level.WARNING,
    reason="基本支出要公开到经济分类的款；只写类，或写成 7 位的功能分类编码，公开06表就填不出来",
    basis=KINDS,
    good="30101: 183.04",
    bad={"基本支出明细.307": "0"},
)
def economic_codes(report: Report) -> Iterator[Problem]:
    """经济分类 codes of another length than 5; a 类 beside its 款 is a stated sum."""
    for code, below in _rows(report, ECONOMIC).items():
        if len(code) != 5 and not below:
            message = (
                f"基本支出明细里的 {code} 不是款级编码（5 位，如 30101 基本工资）。请按款填写，类的合计由程序推出。"
            )
            yield Problem(message, report.near(f"{ECONOMIC}.{code}.编码"), f"{ECONOMIC}.{code}")


def _spent(report: Report, grid: str) -> set[str]:
    """The rows that have an amount that is not zero."""
    names = (name for name in report.facts.under(grid) if not name.endswith((".年初预算", ".年初结转结余")))
    amounts = (name.removeprefix(f"{grid}.") for name in names if _amount(report, name))
    return {code for code, dot, _ in (name.partition(".") for name in amounts) if dot}


@rule("A144", "不知道科目属于哪一种预算", of=DATA,
    reason="一般公共预算、政府性基金、国有资本经营预算各有各的表和段落；科目表里没有的编码，归错了，几张表的合计都错",
    basis="财政部当年《政府收支分类科目》；《预算法》第五条：四本预算应当保持完整、独立",
    good="2150577: {名称: …, 预算: 政府性基金, 项目支出: 20.00}",
    bad={"支出.2130177": "{名称: 新设支出, 项目支出: 0.0001}", "结转结余.年末": ""},
)
def unknown_fund(report: Report) -> Iterator[Problem]:
    """Codes with an amount of which neither the list nor the row says the fund."""
    told = set[str]()
    for grid in reversed(FUNCTIONAL):
        spent = _spent(report, grid)
        for code, below in _rows(report, grid).items():
            if not below and code not in told and code in spent and not fund_of(report.facts, report.catalogue, code):
                told.add(code)
                message = (
                    f"“{grid}”里的 {code} 不在 {report.year} 年的科目表里，不知道属于哪一种预算。"
                    f"请在这一行写上“预算: 政府性基金”、“预算: 国有资本经营”或“预算: 一般公共预算”，没有写名称的也写上名称。"
                )
                yield Problem(message, report.near(f"{grid}.{code}.编码"), f"{grid}.{code}")


@rule("A141", "科目没有名称", of=DATA,
    reason="编码不在科目表里，又没有写名称，名称一栏就印成编码",
    basis=ITEMS,
    good="2150577: {名称: 新设支出, …}",
    bad={
        "支出.2990101": "{名称: 新设支出, 预算: 一般公共预算, 项目支出: 0.0001, 年初预算: 0, 原因: 追加前期工作经费}",
        "结转结余.年末": "",
    },
)
def nameless(report: Report) -> Iterator[Problem]:
    """Rows with an amount whose name would be printed as their code, 类 and 款 too."""
    for grid in (*FUNCTIONAL, ECONOMIC):
        spent = _spent(report, grid)
        written = _rows(report, grid)
        rows = [code for code in written if code in spent or _amount(report, f"{grid}.{code}")]
        for code in dict.fromkeys(part for row in rows for part in (row[:3], row[:5], row) if len(part) <= len(row)):
            asked = grid != ECONOMIC and len(code) == ITEM_DIGITS and not fund_of(report.facts, report.catalogue, code)
            if not report.catalogue.name(code) and not _titled(report, grid, code) and not asked:
                remedy = OF_THE_LIST if grid == ECONOMIC else f"请在“支出”里写上，如 {code}: {{名称: …}}"
                message = f"“{grid}”里的 {code} 没有名称，会把编码当作名称印出来。{remedy}。"
                yield Problem(message, _where(report, grid, code, written), f"{grid}.{code}")


def _amount(report: Report, name: str) -> bool:
    figure = report.figure(name)
    return figure is not None and bool(figure.value)


def _titled(report: Report, grid: str, code: str) -> bool:
    return any(report.text(f"{own}.{code}.名称") not in {"", code} for own in (grid, "支出"))


def _where(report: Report, grid: str, code: str, written: Iterable[str]) -> tuple[Place, ...]:
    """Where a code was written, or the first below it."""
    rows = [row for row in written if row.startswith(code)]
    return report.near(f"{grid}.{rows[0]}.编码")
