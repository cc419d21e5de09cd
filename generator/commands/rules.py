"""juesuan rules: what the rules are, on the screen or as a page of the documentation."""

import argparse
import difflib
import re
import sys
import unicodedata
from collections.abc import Iterator

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import MENDED, RULES, Rule
from generator.commands.codes import FOUND, OK

GROUPS = {
    "1": "读文件和填写", "2": "勾稽关系", "3": "原因", "4": "三公、采购、资产、会议、培训",
    "5": "绩效", "6": "文字", "7": "内容是否齐全", "8": "与上年衔接", "9": "部门之间",
}  # fmt: skip
SHOWN = 10
INTRODUCTION = (
    "本页由 `juesuan rules --markdown` 生成，不要手改。\n\n"
    "代码的含义不变。错误挡住生成，警告应当核对，提示供参考；"
    "核对过、决定不改的，可以在数据文件的“接受”里写明代码、位置和理由。"
)


def group_of(rule: Rule) -> str:
    """The group that a rule belongs to: the first digit of its code."""
    return GROUPS[rule.code[1]]


def by_group() -> dict[str, list[Rule]]:
    """All rules, group by group in order of code."""
    ordered = sorted(RULES.values(), key=lambda rule: (rule.code[1:], rule.code))
    return {title: found for title in GROUPS.values() if (found := [r for r in ordered if group_of(r) == title])}


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("code", nargs="?", metavar="代码", help="规则代码，如 E201，或标题里的词；不写则列出全部")
    parser.add_argument("--markdown", action="store_true", help="输出全部规则的说明页")


def run(options: argparse.Namespace) -> int:
    """Print one rule, or all of them, or the page."""
    if options.markdown:
        print(rules_markdown(), end="")
        return OK
    if options.code is None:
        for title, members in by_group().items():
            print(f"{title}\n" + "\n".join(f"  {r.code} {r.level.value} {r.title}" for r in members) + "\n")
        return OK
    rule = RULES.get(unicodedata.normalize("NFKC", options.code).strip().upper())
    if rule is None:
        print(_unknown(options.code), file=sys.stderr)
        return FOUND
    print("\n".join(describe(rule)))
    return OK


def _unknown(code: str) -> str:
    """What to say of a code that no rule has: one like it, the rules whose title speaks of the word, or how codes look."""
    wanted = unicodedata.normalize("NFKC", code).strip().upper()
    digits = re.search(r"\d{3}", wanted)
    near = [known for known in RULES if digits and known[1:] == digits.group()]
    near = near or [known for known, rule in RULES.items() if wanted and wanted in rule.title.upper()]
    near = near or difflib.get_close_matches(wanted, RULES, n=3, cutoff=0.7)
    if near:
        shown = "\n".join(f"  {known} {RULES[known].title}" for known in near[:SHOWN])
        return f"没有“{code}”这个代码。相近的有：\n{shown}"
    return (
        f"没有“{code}”这个代码。代码是一个字母加三位数字，写在每处发现的前面，如 E201；也可以写标题里的词，如 尾差。"
        "运行 juesuan rules 列出全部。"
    )


def describe(rule: Rule) -> Iterator[str]:
    """A rule in full, for the screen."""
    yield f"{rule.code} {rule.level.value} {rule.title}"
    yield f"  为什么：{rule.reason}。"
    yield f"  依据：{rule.basis}"
    yield f"  查谁：{rule.of.value}（{rule.file}）"
    yield f"  正例：{rule.good}"
    yield from (f"  反例：{change}" for change in changes(rule))
    yield from (f"  改正：{mend}" for mend in mends(rule))


def changes(rule: Rule) -> Iterator[str]:
    """What turns a good file into a bad one, or the published text that is wrong."""
    if isinstance(rule.bad, str):
        yield _line(rule.example())
    else:
        for key, value in rule.bad.items():
            yield f"{key} 写成 {_line(value)}" if value else f"不写 {key}"


def mends(rule: Rule) -> Iterator[str]:
    """What is to be changed in the published text of a rule so that it is right."""
    for wrong, right in MENDED.findall(rule.bad if isinstance(rule.bad, str) else ""):
        was, now = f"“{_line(wrong)}”", f"“{_line(right)}”"
        yield f"{was}改成{now}" if wrong and right else f"删去{was}" if wrong else f"补上{now}"


def _line(text: str) -> str:
    """A text on one line."""
    return text.strip().replace("\n", " ⏎ ")


def rules_markdown() -> str:
    """All rules as a page in Markdown, one table a group."""
    return "\n".join(["# 核对规则", "", INTRODUCTION, "", *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    for title, members in by_group().items():
        yield from (
            f"## {title}",
            "",
            "| 代码 | 级别 | 查谁 | 发现 | 为什么 | 依据 | 正例 | 反例 | 规则所在的文件 |",
            "|---|---|---|---|---|---|---|---|---|",
        )
        for rule in members:
            bad = "；".join((*changes(rule), *(f"改正：{mend}" for mend in mends(rule))))
            cells = (rule.code, rule.level.value, rule.of.value, rule.title, rule.reason, rule.basis, rule.good, bad, rule.file)
            yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
        yield ""
