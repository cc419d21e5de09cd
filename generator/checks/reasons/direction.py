"""What a reason says: the way it points, the item it speaks of, and whether it says anything at all."""

import re

UP = re.compile(
    "增加|增长|增多|增发|增大|新增|追加|补发|调增|上调|上涨|上升|扩大"
    "|提高[^，。；]{0,8}?(?:标准|工资|待遇|费用|支出|补助|补贴|比例|基数|价格)|(?:标准|工资|待遇|补助|补贴|比例|基数|价格)提高"
)
DOWN = re.compile("减少|压缩|压减|缩减|核减|调减|下降|降低|下调|厉行节约|节约")
# 这些说法或否定动作，或说的是别的年度、别的数，方向不能由动词断定
TURNING = re.compile("没有|未|无|不|上年|去年|上一年|往年|前年|以前年度|下年|次年|结转|跨年|年初预算|效率|效益")
CLAUSE = re.compile("[，,。；;：:（(、]")
LEAD = re.compile("^(?:主要|原因|是|因为|由于|一是|因(?!公)|[:：])+")
SUBJECTS = {
    "因公出国费": re.compile("出国|出境|出访|因公|团组|境外"),
    "公务接待费": re.compile("接待|来访|陪餐|来宾|招待"),
    "公务用车运行维护费": re.compile("车|燃油|油价|油费|汽油|柴油"),
    "公务用车购置费": re.compile("车"),
}
YEAR = r"(本年度?|今年|当年|上年|较上年|与上年相比|\d{4}年度?)?"
EMPTY = re.compile(
    YEAR + "("
    r"(支出)?决算数?(大于|小于|高于|低于|超过|等于|不等于)(年初)?预算数?|(年初)?预算数?(大于|小于|高于|低于)(支出)?决算数?"
    r"|正常(预决算数?)?(的)?(浮动|变动|波动|增减|调整)"
    r"|(按实|据实|按实际|据实际)(情况|发生数?)?(列支|支付|支出|开支|结算)?|实际(支出|发生|列支)数?"
    r"|(本项)?(支出|经费|费用|收入|金额|预算|决算|开支|资金|拨款)?(有所)?(增加|减少|增长|下降|变化|变动|调整)(了)?"
    r"|(工作|业务|实际|单位)(工作)?(需要|情况|原因)|无|其他|其它|同上|略|正常|[-—/]+"
    ")"
)


def core(reason: str) -> str:
    """The reason without 主要是因为 before it and punctuation or blanks around it."""
    return LEAD.sub("", re.sub(r"\s", "", reason)).strip("，。；、,.;")


def says_nothing(reason: str) -> bool:
    """Whether the reason only says that the figures differ, or nothing."""
    return EMPTY.fullmatch(core(reason)) is not None


def direction(reason: str) -> int:
    """1 where the reason speaks of more and of nothing less, -1 the other way, 0 where that cannot be told.

    The first clause must say so plainly; a word of the opposite way anywhere else leaves it open.
    """
    text = core(reason)
    first = CLAUSE.split(text)[0]
    up, down = UP.search(text), DOWN.search(text)
    if TURNING.search(text) or (up and down):
        return 0
    return 1 if UP.search(first) else -1 if DOWN.search(first) else 0


def other_subject(item: str, reason: str) -> str:
    """The 三公 item that the reason speaks of although it was given for another; empty where it speaks of its own."""
    if item not in SUBJECTS or SUBJECTS[item].search(reason):
        return ""
    return next((other for other, words in SUBJECTS.items() if words.search(reason)), "")
