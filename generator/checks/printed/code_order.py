"""The 科目编码 of published tables: in order, each under its 类 and 款."""

from collections.abc import Iterator
from itertools import pairwise

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report

USUAL = 0.5
TABLE = (
    "支出决算表\n"
    "|科目编码|科目名称|本年支出合计|基本支出|项目支出|\n"
    "|213|农林水支出|9.00|9.00||\n"
    "|21301|农业农村|9.00|9.00||\n"
)


@rule("W233", "表内科目编码不按次序", of=PRINTED,
    reason="编码应由小到大，错一位往往就会乱序",
    basis="《政府收支分类科目》：类三位、款五位、项七位，依次排列",
    good="213、21301、2130101、2130199",
    bad=f"{TABLE}|⟦2130104→2130101⟧|⟦事业运行→行政运行⟧|5.00|5.00||\n"
    "|⟦2130101→2130104⟧|⟦行政运行→事业运行⟧|4.00|4.00||\n",
)
def out_of_order(report: Report) -> Iterator[Problem]:
    """A code that is smaller than the one above it in its table."""
    for table in report.tables:
        for (above, _), (code, place) in pairwise(table.codes):
            if code < above:
                message = f"{table.kind}表的编码{code}排在{above}后面，次序乱了。请核对这两行的编码，或调整行的次序。"
                yield Problem(message, (place,), code, code, above)


@rule("W234", "表内的项没有它的款或类", of=PRINTED,
    reason="类、款行是下级之和，缺了上级行，往往是编码写错了一位",
    basis="《预算法》第七十五条：一般公共预算支出按其功能分类应当编列到项",
    good="2130101项的上面有21301款和213类",
    bad=f"{TABLE}|2130101|行政运行|5.00|5.00||\n"
    "|2130104|事业运行|4.00|4.00||\n"
    "⟦|2130299|其他林业和草原支出||||\n"
    "→⟧",
)
def without_parent(report: Report) -> Iterator[Problem]:
    """A code whose parent is not in the tables of its kind, where most others have theirs."""
    for kind in dict.fromkeys(table.kind for table in report.tables):
        codes = {code: place for table in report.tables if table.kind == kind for code, place in table.codes}
        for length in (5, 7):
            lower = {code: place for code, place in codes.items() if len(code) == length}
            lost = {code: place for code, place in lower.items() if code[: length - 2] not in codes}
            for code, place in lost.items() if len(lost) < USUAL * len(lower) else ():
                message = f"{kind}表里有编码{code}，却没有上一级{code[: length - 2]}。请核对编码，或补上一级的行。"
                yield Problem(message, (place,), code, code, code[: length - 2])


@rule("W243", "列在别的类、款下面的编码", of=PRINTED,
    reason="一类下面列的项，编码以这个类的编码开头；不是的，编码或类写错了",
    basis="《政府收支分类科目》：类三位、款五位、项七位，依次排列",
    good="资源勘探信息等支出（科目编码215）463 万元（其中：科目编码2150899 463 万元）",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "农林水支出（科目编码213）90.00万元（其中：科目编码⟦2150104→2130104⟧事业运行 90.00万元）。",
)
def under_another(report: Report) -> Iterator[Problem]:
    """项 that prose lists by code under a 类 or 款 of another code."""
    for claim, listed in report.computed("列和"):
        upper = _code(claim.name)
        for leaf in listed.leaves if upper else ():
            lower = _code(leaf.name)
            if lower and not lower.startswith(upper):
                message = f"“{claim.quote}”的编码是 {upper}，下面列的一项编码是 {lower}，不属于它。请核对两个编码。"
                yield Problem(message, (leaf.place or claim.place, claim.place), lower, lower, upper)


def _code(name: str) -> str:
    """The code in the name of a fact, empty where it has none."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1].isdigit() else ""
