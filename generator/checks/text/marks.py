"""Prose as text: leftovers of the form, punctuation, brackets, counts with decimals, repeated words."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Passage, Report
from generator.model.numerals import NUMERALS
from generator.model.slots import HOLE, SLOT
from generator.source.words import said

STYLE = "《党政机关公文格式》（GB/T 9704）和《标点符号用法》（GB/T 15834）"
FORM = "《预算法》第七十五条：收支真实、数额准确、内容完整；公开模板里的提示和选择项应在公开前删改"
PARAGRAPH = "概况.职责.1"
SHOWN = 12

LEFTOVERS = said("核对.模板留下的字样")
DOUBLED = re.compile(r"，，+|。。+|；；+|、、+|：：+|[，；、：]。|。[，；、：]|[，、；]{2,}")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff%”）])[,;:?()](?=[\u4e00-\u9fff“（])")
COUNTS = said("核对.带小数的数量")
ENUMERATOR = re.compile(rf"(?:^|(?<=[。；;：:，,\s]))\s*[\d{NUMERALS}]{{1,3}}[)）]")
PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "【": "】", "〔": "〕", "『": "』", "「": "」"}
PAIRED = re.compile(f"[{''.join((*PAIRS, *PAIRS.values()))}]")
FULL_WIDTH = str.maketrans("()", "（）")
ADJACENT = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff、：（）“”]{2,59})\1|([\u4e00-\u9fff][^。；\ufffc]{11,59})[，、；：。]\2")
TWICE = re.compile(r"(?!业创)([\u4e00-\u9fff]{2})\1")
INSIDE, BOUNDS = re.compile(r"[、“”（）]"), "，。；：、！？（）“”"
LONG = 12
ENDS = ("。", "；", "：", "！", "？", ".", ":", ";")


def text_of(passage: Passage) -> str:
    """The text of a passage, each quoted figure as one mark."""
    return SLOT.sub(HOLE, passage.text)


def around(text: str, start: int, end: int) -> str:
    """A piece of text with a little on both sides."""
    return text[max(0, start - SHOWN) : end + SHOWN].replace(HOLE, "…").strip()


def _each(report: Report, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, str, str]]:
    """Passage, match and surroundings of every hit."""
    for passage in report.passages:
        text = text_of(passage)
        for match in pattern.finditer(text):
            yield passage, match.group(), around(text, *match.span())


@rule("E601", "留有模板的提示或选择项", of=BOTH,
    reason="照模板改写时漏删的提示、占位和二选一的词，公开后一眼可见",
    basis=FORM,
    good="与上年相比增加1.07万元，增长41.84%",
    bad={PARAGRAPH: "贯彻执行XX工作的法律法规和方针政策，拟订全县农业农村发展规划。"},
)
def leftovers(report: Report) -> Iterator[Problem]:
    """Placeholders, notes to the writer and undecided words of the form, those of a paragraph together."""
    for passage, group in groupby(_each(report, LEFTOVERS), key=itemgetter(0)):
        hits = list(group)
        found = list(dict.fromkeys(words for _, words, _ in hits))
        message = f"“{hits[0][2]}”里的{''.join(f'“{words}”' for words in found)}像是模板留下的。请填写或删改。"
        yield Problem(message, (passage.place,), found[0])


@rule("W607", "标点重复", of=BOTH,
    reason="删改文字时常留下两个标点",
    basis=STYLE,
    good="一处只用一个标点",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规和方针政策，，拟订全县农业农村发展规划。"},
)
def doubled_punctuation(report: Report) -> Iterator[Problem]:
    """Two marks where one belongs."""
    for passage, found, near in _each(report, DOUBLED):
        yield Problem(f"“{near}”里标点“{found}”重复。请只留一个。", (passage.place,), found)


@rule("H608", "汉字之间用了半角标点", of=BOTH,
    reason="中文标点用全角，半角的排出来挤在一起",
    basis=STYLE,
    good="占100%，主要用于",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规,拟订全县农业农村发展规划。"},
)
def half_width(report: Report) -> Iterator[Problem]:
    """Half-width marks between Chinese characters: one finding for a passage, or for a whole published document."""
    hits = [(passage, found) for passage in report.passages if (found := HALF_WIDTH.search(text_of(passage)))]
    # 数据每段各在一处改；公开的文本通篇如此，一次替换就改完
    groups = [hits] if report.published and hits else [[hit] for hit in hits]
    for group in groups:
        passage, found = group[0]
        near = around(text_of(passage), *found.span())
        marks = "、".join(dict.fromkeys(mark for p, _ in group for mark in HALF_WIDTH.findall(text_of(p))))
        more = f"，共 {len(group)} 段" if len(group) > 1 else ""
        message = f"“{near}”等处用了半角的 {marks}{more}。请改成全角。"
        yield Problem(message, tuple(p.place for p, _ in group), near)


@rule("W609", "括号或引号不成对", of=BOTH,
    reason="少一半括号或引号，意思就分不清了；“”写反也算不成对",
    basis=STYLE,
    good="“三公”经费（含出国、公车、接待）",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规（含规章，拟订全县农业农村发展规划。"},
)
def brackets(report: Report) -> Iterator[Problem]:
    """Brackets and quotes unclosed, unopened or crossed; a page of a published file may cut a paragraph in two."""
    whole = True
    for passage in report.passages:
        text = text_of(passage)
        ended = not report.published or text.rstrip().endswith(ENDS)  # 数据的一段是完整的
        at = _unpaired(text)
        if at is not None and (ended if text[at].translate(FULL_WIDTH) in PAIRS else whole):
            near = around(text, at, at + 1)
            message = f"“{near}”里的“{text[at]}”没有与它成对的另一半。请补上或改正。"
            yield Problem(message, (passage.place,), near)
        whole = ended


def _unpaired(text: str) -> int | None:
    """Where the first bracket stands that has no partner."""
    plain = ENUMERATOR.sub(lambda m: " " * len(m.group()), text).translate(FULL_WIDTH)
    open_at: list[int] = []
    for found in PAIRED.finditer(plain):
        at, mark = found.start(), found.group()
        if mark in PAIRS:
            open_at.append(at)
        else:
            if not open_at or PAIRS[plain[open_at[-1]]] != mark:
                return at if not open_at else open_at[-1]
            open_at.pop()
    return open_at[0] if open_at else None


@rule("W610", "数量带小数", of=BOTH,
    reason="车辆、人次、批次是整数，0.00辆是从金额格式带来的",
    basis=STYLE,
    good="公务用车保有量为0辆",
    bad={PARAGRAPH: "管理公务用车7.00辆，拟订全县农业农村发展规划并组织实施。"},
)
def counts(report: Report) -> Iterator[Problem]:
    """Counts of things printed with decimals, once for a passage."""
    for passage in report.passages:
        found = list(dict.fromkeys(match.group() for match in COUNTS.finditer(text_of(passage))))
        if found:
            several = f"{'、'.join(found[:3])}{'等' if len(found) > 3 else ''}"
            yield Problem(f"“{several}”是数量，不应带小数。请改成整数。", (passage.place,), found[0])


@rule("H611", "词语可能重复", of=BOTH,
    reason="复制粘贴时常把一个词写两遍",
    basis=STYLE,
    good="湖南某某科技有限公司",
    bad={PARAGRAPH: "贯彻执行农业农村农村工作的法律法规，拟订全县农业农村发展规划。"},
)
def repeated_words(report: Report) -> Iterator[Problem]:
    """A word of two characters written twice in a row."""
    for passage, found, near in _each(report, TWICE):
        yield Problem(f"“{near}”里“{found[:2]}”连写了两遍。请核对。", (passage.place,), found)


@rule("W612", "句子重复", of=BOTH,
    reason="复制粘贴时常把半句话或一整句写两遍",
    basis=STYLE,
    good="内设机构包括：办公室、计划财务股",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规，贯彻执行农业农村工作的法律法规，拟订规划。"},
)
def repeated_clauses(report: Report) -> Iterator[Problem]:
    """A piece of three characters or more twice in a row, or a sentence twice in one paragraph."""
    for passage in report.passages:
        text = text_of(passage)
        twice = [match.group(1) or match.group(2) for match in ADJACENT.finditer(text) if not _of_list(text, match)]
        sentences = Counter(part.strip() for part in re.split("[。；]", text) if len(part.strip()) >= LONG)
        twice += [sentence for sentence, times in sentences.items() if times > 1 and sentence not in twice]
        for piece in twice:
            shown = piece.strip("，、；：").replace(HOLE, "…")
            yield Problem(f"“{shown}”在同一段里写了两遍。请删去一遍。", (passage.place,), shown)


def _of_list(text: str, match: re.Match[str]) -> bool:
    """Whether a piece written twice is only the end of one name and the beginning of the next: 拨款收入、事业收入、事业单位经营收入."""
    piece = match.group(1) or ""
    if not INSIDE.search(piece):
        return False
    begins = match.start() == 0 or text[match.start() - 1] in BOUNDS
    ends = match.end() == len(text) or text[match.end()] in BOUNDS
    return _unpaired(piece) is not None or not (begins or ends)
