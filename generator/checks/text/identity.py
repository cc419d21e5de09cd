"""Prose that names a year or a unit: it must be this report's own."""

import re
from collections.abc import Iterator

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Passage, Report
from generator.checks.text.marks import PARAGRAPH, SHOWN, around, text_of
from generator.checks.text.own_name import strangers
from generator.model.unit_names import LEAST, head_of, place_of
from generator.source.place import Place
from generator.source.words import said

COPIED = "《预算法》第七十五条：收支真实、数额准确、内容完整；照上年或别的单位的文本改写时容易漏改"
YEAR_END, REVIEWED, SUBJECT = said("核对.时点"), said("核对.评价的年度"), said("核对.说的是哪年的什么")
OF_FUND = said("核对.名称里的预算")
IN_A_SENTENCE, OF_A_PLACE = said("单位.别处的句中"), said("单位.别处的开头")
TITLES = re.compile(r"《[^》]*》")
NEAR, LONG, LONGEST = 1, 7, 30


def _plain(passage: Passage) -> str:
    """The text of a passage with the titles in 《》 blotted out."""
    return TITLES.sub(lambda match: "《" + "＿" * (len(match.group()) - 2) + "》", text_of(passage))


@rule("E603", "年份不是本年度", of=BOTH, final=True,
    reason="时点和自评的年度没有跟着本年度改，说的就是别的年度的事",
    basis=COPIED,
    good="截至2021年12月31日（2021年度决算）",
    bad={"预算绩效.情况.1": "截至2020年12月31日，本单位对部门整体支出开展了绩效自评，自评覆盖全部项目。"},
)
def year_of_the_report(report: Report) -> Iterator[Problem]:
    """A year end, or a year reviewed, that is another than the report's."""
    for passage in report.passages:
        for pattern in (YEAR_END, REVIEWED):
            for found in pattern.finditer(_plain(passage)):
                if report.year and int(found.group(1)) != report.year:
                    message = f"“{found.group()}”写的是 {found.group(1)} 年，本年度是 {report.year} 年。请改正年份。"
                    yield Problem(message, (passage.place,), found.group(), found.group(1), str(report.year))


@rule("W604", "提到了别的年度的决算", of=BOTH, final=True,
    reason="照往年文本改写时漏改的年份；与上年比较是正常的，再早的一般不该出现",
    basis=COPIED,
    good="2021年度部门决算里只提2021年度和上年",
    bad={"绩效自评.应用.1": "自评结果作为编制2018年度预算的依据，随部门决算一并公开。"},
)
def other_years(report: Report) -> Iterator[Problem]:
    """决算, 预算 and the like of a year that is neither this nor the last; next year's 预算 may be spoken of."""
    for passage in report.passages:
        for found in SUBJECT.finditer(_plain(passage)):
            year = int(found.group(1))
            planned = "预算" in OF_FUND.sub("", found.group() + _plain(passage)[found.end() : found.end() + SHOWN])
            usual = {report.year, report.year - 1} | ({report.year + 1} if planned else set())
            if report.year and year not in usual:
                near = around(text_of(passage), *found.span())
                message = f"“{near}”说的是 {year} 年度，本年度是 {report.year} 年。请核对年份。"
                yield Problem(message, (passage.place,), found.group(), str(year), str(report.year))


@rule("W605", "单位名称像是写错了一个字", of=BOTH,
    reason="单位名称里错一个字，就成了别的单位，或者没有这个单位",
    basis=COPIED,
    good="全文的单位名称与部门名称一致",
    bad={PARAGRAPH: "清溪县农业农林局贯彻执行农业农村工作的法律法规和方针政策。"},
)
def misspelt_name(report: Report) -> Iterator[Problem]:
    """The department's own name with one character changed."""
    own = report.text("部门.名称")
    close = {(passage.place, name): passage for passage, name, like in strangers(report) if like}
    if len(own) >= LONG:
        close |= {(p.place, name): p for p in report.passages for name in set(_almost(own, _plain(p))) - set(_others(report))}
    for (_, found), passage in sorted(close.items(), key=lambda item: item[0][1]):
        message = f"“{found}”与部门名称“{own}”只差一个字。请改正；确是另一个单位的，可以接受这条。"
        yield Problem(message, (passage.place,), found, found, own)


def _almost(own: str, text: str) -> Iterator[str]:
    """Pieces of a text, as long as the name, that differ from it by one character."""
    half = len(own) // 2
    first, second = own[:half], own[half:]
    for start in range(len(text) - len(own) + 1):
        if not (text.startswith(first, start) or text.startswith(second, start + half)):
            continue  # 只差一个字的，前一半或后一半相同
        piece = text[start : start + len(own)]
        wrong = [at for at, pair in enumerate(zip(piece, own, strict=True)) if pair[0] != pair[1]]
        if len(wrong) == NEAR and "\u4e00" <= piece[wrong[0]] <= "\u9fff" and piece[-1] == own[-1]:
            yield piece


def _others(report: Report) -> Iterator[str]:
    """Units that the report names as its own."""
    yield from (report.text(name) for name in report.facts.names("概况.下属单位"))


@rule("W606", "用了别的单位的名称", of=BOTH,
    reason="照别的单位的文本改写时，自称处漏改了名称",
    basis=COPIED,
    good="本部门的内设机构、本级、概况前面是本部门的名称",
    bad={PARAGRAPH: "临江市商务局内设机构按规定履行职责，拟订全县农业农村发展规划。"},
)
def foreign_name(report: Report) -> Iterator[Problem]:
    """Another place's unit where the department, itself named after a place, speaks of itself."""
    own = report.text("部门.名称")
    home = place_of(own)
    yield from _other_heads(report, own)
    told = set()
    for passage in report.passages if home else ():
        for found in _own_words(report, passage):
            name = found["name"]
            if found["place"] not in own and home not in name and name not in _others(report):
                told.add(passage.place)
                yield _foreign(passage, found.group(), name, own)
    for passage, name, like in strangers(report):
        if not like and passage.place not in told and not head_of(passage.text):
            yield _foreign(passage, passage.text[:LONGEST], name, own)


def _foreign(passage: Passage, words: str, name: str, own: str) -> Problem:
    return Problem(f"“{words}”里的单位是“{name}”，本部门是“{own}”。请改正。", (passage.place,), name, name, own)


def _own_words(report: Report, passage: Passage) -> Iterator[re.Match[str]]:
    """Where a unit speaks of itself; in a published document also where a sentence begins with its name."""
    text = _plain(passage)
    yield from IN_A_SENTENCE.finditer(text)
    # 数据里一句话开头的单位，常是职责、报告里说到的别的单位
    if report.published and passage.name not in {"概况", "名词解释"}:
        yield from (found for found in OF_A_PLACE.finditer(text) if not IN_A_SENTENCE.search(text, found.start()))


def _other_heads(report: Report, own: str) -> Iterator[Problem]:
    """Head lines of tables (部门：某局) that name another unit than the document's own."""
    found: dict[str, list[Place]] = {}
    for passage in report.passages if own else ():
        name = head if len(head := head_of(passage.text)) > LEAST else own
        near = sum(a != b for a, b in zip(name, own, strict=False)) + abs(len(name) - len(own)) <= NEAR
        if name not in own and own not in name and not near:
            found.setdefault(name, []).append(passage.place)
    for name, places in found.items():
        yield Problem(f"表头“部门：{name}”不是本部门“{own}”。请改正。", tuple(places), name, name, own)
