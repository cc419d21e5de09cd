"""How amounts are printed in a published text: all with the same decimals, or all without closing zeros."""

from collections.abc import Iterator

from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Passage, Report
from generator.checks.text.marks import STYLE
from generator.source.words import said

WRITTEN = said("核对.数和单位")
MEASURED = said("核对.带单位的数")
MOST_DIGITS, MOST_DECIMALS, BEGINNING = 15, 12, 24
SHOWN = 3
REPORT = "自评报告"


@rule("H619", "数的写法前后不一", of=PRINTED,
    reason="有的写 20万元，有的写 345.60万元，读的人会以为精确到的位数不同",
    basis=STYLE,
    good="全文都写两位小数（20.00万元、345.60万元），或都省去末尾的零（20万元、345.6万元）",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中：基本支出⟦50→50.00⟧万元，项目支出150.00万元。",
)
def uneven_decimals(report: Report) -> Iterator[Problem]:
    """Amounts, or percents, that close with zeros beside others whose closing zeros were left out: one finding for each."""
    for unit in ("万元", "%"):
        forms: dict[str, list[tuple[str, Passage]]] = {}
        for passage in report.passages:
            if unit == "%" and passage.name == REPORT:
                continue
            for match in WRITTEN.finditer(passage.text):
                if match["unit"] == unit and (form := _form(match["decimals"], match.group())):
                    forms.setdefault(form, []).append((match.group(), passage))
        if len(forms) > 1:
            yield _problem(forms)


def too_long(number: str) -> bool:
    """Whether a number as printed has more digits than any amount has."""
    before, _, after = number.replace(",", "").partition(".")
    return len(before.lstrip("-−")) > MOST_DIGITS or len(after) > MOST_DECIMALS


@rule("W622", "数太长，没有核对", of=PRINTED,
    reason=f"整数超过 {MOST_DIGITS} 位、小数超过 {MOST_DECIMALS} 位的不会是金额，多半是几个数连在了一起，或者文件已损坏",
    basis=STYLE,
    good="几个数之间有标点或空格隔开",
    bad="三、支出决算情况说明\n"
    "本年支出合计90.00万元，其中专项⟦12000000001500000000→1⟧.20万元。",
)
def endless_numbers(report: Report) -> Iterator[Problem]:
    """Numbers with a unit that are too long to be read."""
    for passage in report.passages:
        for match in MEASURED.finditer(passage.text):
            if too_long(number := match.group()):
                shown = number if len(number) <= BEGINNING else number[:BEGINNING] + "…"
                yield Problem(f"{shown} 共 {len(number)} 个字符，没有核对。请对照原件改正后再核对。", (passage.place,), shown)


@rule("E623", "文件没有读全", of=PRINTED,
    reason="表大得、文字多得不像决算公开文本时，只读开头的一部分；扫描进来的几页没有文字。没有读的部分就没有核对，不能当作没有问题",
    basis=STYLE,
    good="一张表不超过 200 列、5 万格，一格不超过 32767 个字",
    bad={WHOLE_FILE: "（一张表有三百列）"},
)
def left_out(report: Report) -> Iterator[Problem]:
    """What a reader left out of a file."""
    for cut in report.cuts:
        yield Problem(f"{cut.text}。", (cut.place,))


def _form(decimals: str | None, printed: str) -> str:
    """The form that a number betrays; none where it could be of either, as 5107.53 and a plain 0 could."""
    if decimals is None:
        return "" if printed.startswith("0") else "省去末尾的零"
    return f"写{len(decimals)}位小数" if decimals.endswith("0") else ""


def _problem(forms: dict[str, list[tuple[str, Passage]]]) -> Problem:
    """What forms there are, the rarer ones with their places."""
    usual, *others = sorted(forms, key=lambda form: -len(forms[form]))
    told = "，".join(f"{form}的有 {len(forms[form])} 处（{_some(forms[form])}）" for form in (usual, *others))
    places = dict.fromkeys(passage.place for form in others for _, passage in forms[form])
    return Problem(f"{told}。请统一成一种。", tuple(places), forms[others[0]][0][0])


def _some(found: list[tuple[str, Passage]]) -> str:
    printed = list(dict.fromkeys(text for text, _ in found))
    return "、".join(printed[:SHOWN]) + ("等" if len(printed) > SHOWN else "")
