"""Leftovers of writing that would be printed as they stand: braces that are no slots, a lost dash, a reason or a number said twice."""

import re
from collections.abc import Iterator

from generator.checks.acceptance import KEY
from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Passage, Report
from generator.checks.text.marks import FORM, PARAGRAPH, STYLE, around
from generator.model.figure import Words
from generator.model.numerals import NUMERALS, ONE, RING
from generator.source.finding import Level
from generator.source.words import said

WRITTEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
MARKS = said("核对.没有换掉的记号")
DASH = re.compile(r"(?<=[。；;：:！？])\s*[-－﹣]\s*(?=[一-鿿“《（])")
AGAIN = said("核对.原因是说了两遍")
BEGINS = said("核对.原因的开头")
DIGIT = r"\d{1,2}(?:[、)）]|[.．](?!\d))"
BRACKETED = rf"[（(](?:\d{{1,2}}|[{NUMERALS}]{{1,3}})[）)]"
TWICE = re.compile("|".join(rf"\s*{kind}\s*{kind}(?!\d)" for kind in (DIGIT, ONE, BRACKETED)))  # （一）1、不算：一节的第一条
NUMBERED = re.compile(rf"\s*(?:{DIGIT}|{ONE}|{BRACKETED}|{RING}、?)")
LISTS = re.compile(r"(?:概况\.(?:职责|内设机构|另设机构|下属单位)|绩效自评\.(?:问题|改进))\.\d+$|绩效自评\.项目\.\d+\.名称$")
OWN = re.compile(r"(?:#{1,3}|-)[ \t]+")
QUOTED = re.compile(r"“[^“”]+”|‘[^‘’]+’|\"[^\"]+\"|「[^「」]+」")
NAMES = re.compile(r"(?:\.名称|\.自称|\.(?:内设机构|另设机构|下属单位)\.\d+)$")


def _texts(report: Report) -> Iterator[Passage]:
    """Every text: of data those under all keys, names too; of a published file its passages."""
    if report.published:  # 读出的事实都出自正文
        yield from report.passages
        return
    for name, fact in report.facts.items():
        if isinstance(fact, Words) and fact.place is not None and name in report.authored and not name.startswith(KEY):
            yield Passage(name, fact.text, fact.place)


def _found(report: Report, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, str, str]]:
    """Passage, match and surroundings of the first hit in each; in data what is a slot is left out."""
    for passage in _texts(report):
        text = passage.text if report.published else WRITTEN.sub("…", passage.text)  # 公开的文本里还有引用，就是没有换掉
        if found := pattern.search(text):
            yield passage, found.group().strip(), around(text, *found.span())


@rule("E640", "留有没有换掉的记号", of=BOTH,
    reason="引用要用两层半角花括号，少一层、用了全角，或留下模板里的记号和提示，就照样印在公开文本上",
    basis=FORM,
    good="支出{{ 支出.合计|万元 }}",
    bad={PARAGRAPH: "'拟订全县农业农村发展规划，全年支出{ 支出.合计|万元 }。'"},
)
def braces(report: Report) -> Iterator[Problem]:
    """Braces and marks of templates that are no slot, and places to be filled in."""
    for passage, found, near in _found(report, MARKS):
        message = f"“{near}”里的“{found}”会照样印出来。要引用数据，写成 {{{{ 支出.合计|万元 }}}}；不是引用的，请填写或删去。"
        yield Problem(message, (passage.place,), found)


@rule("E641", "列表少了开头的一横", of=BOTH,
    reason="第一条没有写“- ”，后面各条就接在它后面成了一段，横也印了出来",
    basis=FORM,
    good="每条都以“- ”（一横加一个空格）开头",
    bad={"概况.职责": "'贯彻执行农业农村工作的法律法规。 - 拟订全县农业农村发展规划。'"},
)
def lost_dash(report: Report) -> Iterator[Problem]:
    """A dash of a list in the midst of a paragraph."""
    for passage, found, near in _found(report, DASH):
        yield Problem(f"“{near}”里有一横，像是列表的第一条没有写“- ”。请每条一行，都以“- ”开头。", (passage.place,), found)


@rule("E642", "“原因是”说了两遍", of=BOTH,
    reason="句子里已经有“主要原因是”，原因里再写一遍，印出来就是“主要原因是：主要原因是”",
    basis=STYLE,
    good="原因: 维修费减少",
    bad={"三公经费.公务接待费.原因": "主要原因是严格执行接待标准，控制陪餐人数"},
)
def reason_twice(report: Report) -> Iterator[Problem]:
    """A reason that begins with the words that the sentence has before it; twice in a row in any text."""
    for passage in _texts(report):
        in_sentence = passage.name.endswith("原因") and not passage.name.endswith("偏差原因")  # 自评表的格里没有前面的话
        found = BEGINS.match(passage.text) if in_sentence else None
        found = found or AGAIN.search(passage.text)
        if found:
            yield Problem(f"“{found.group()}”：句子里已有“主要原因是”，请只写一遍。", (passage.place,), found.group())


@rule("E643", "序号重复", of=BOTH,
    reason="序号由程序编；自己再写一个，印出来就是“1、1.”",
    basis=STYLE,
    good="- 拟订全县农业农村发展规划",
    bad={PARAGRAPH: "1.贯彻执行农业农村工作的法律法规和方针政策，拟订全县农业农村发展规划。"},
)
def own_numbers(report: Report) -> Iterator[Problem]:
    """A number written where the program sets one, and two numbers in a row."""
    for passage in _texts(report):
        mark = OWN.match(passage.text)
        text = passage.text[mark.end() :] if mark else passage.text
        numbered = not report.published and (mark or LISTS.search(passage.name))  # 公开的文本印的是编好的序号
        if found := (NUMBERED if numbered else TWICE).match(text):
            message = f"“{text[:20]}”前面的“{found.group().strip()}”重复了序号，序号由程序编。请删去。" if numbered else (
                f"“{text[:20]}”前面有两个序号“{found.group().strip()}”。请只留一个。")  # fmt: skip
            yield Problem(message, (passage.place,), found.group().strip())


@rule("A143", "名称外面有引号", of=DATA, level=Level.WARNING,
    reason="名称原样印出，中文引号也会印出来",
    basis=STYLE,
    good="名称: 清溪县农业农村局",
    bad={"概况.内设机构.1": "“办公室”"},
)
def quoted_names(report: Report) -> Iterator[Problem]:
    """A name that is wholly in quotation marks."""
    for passage in _texts(report):
        if NAMES.search(passage.name) and QUOTED.fullmatch(passage.text):
            message = f"“{passage.name}”写的是 {passage.text}，引号会印出来。名称里本来没有引号的，请删去。"
            yield Problem(message, (passage.place,), passage.text)
