"""Which of the nine 决算表 a table is, by its title and head."""

import re

from generator.published.outline import Sheet
from generator.published.text import folded

TITLE = re.compile(r"^(?!注|公开|本表).{0,44}表$")
OTHER = re.compile(r"明细表|项目支出(?:决算)?表|分单位|绩效|预算表|资产|采购|购买服务|目标")


def kind_of(sheet: Sheet) -> str:
    """Which table a grid is, by its title and head; empty for none of the nine."""
    head = "".join(folded(piece) for row in sheet.grid.rows[:6] for piece in row)
    name = next((line for line in reversed(sheet.above) if TITLE.search(line)), "")
    title = name + head
    if ("三公" in title and "预算数" in head) or ("因公出国" in head and "公务接待" in head and "科目" not in head):
        return "三公经费"
    if head.count("科目编码") >= 2 or ("人员经费" in head and "公用经费" in head):
        return "基本支出明细"
    if "行次" in head or ("项目" in head and "一、" in head):
        return "财政拨款收支总计" if "政府性基金预算财政拨款" in head and "年初财政拨款" in _all(sheet) else "收支总计"
    if OTHER.search(name) and "基本支出" not in name:
        return ""
    if "财政拨款收入" in head and "事业收入" in head:
        return "收入"
    if "上缴上级支出" in head or "对附属单位补助" in head:
        return "支出"
    if "年初结转" in head and "年末结转" in head:
        return "政府性基金" if "政府性基金" in title else ""
    if "基本支出" in head and "项目支出" in head:
        return _by_fund(title)
    return ""


def _by_fund(title: str) -> str:
    """Which table of 基本支出 and 项目支出 it is, by its title."""
    for words, kind in (("国有资本经营", "国有资本经营"), ("政府性基金", "政府性基金"), ("一般公共预算", "一般公共预算")):
        if words in title:
            return kind
    return "支出" if re.search(r"(?<!拨款)支出决算表", title) else ""


def _all(sheet: Sheet) -> str:
    return "".join(folded(piece) for row in sheet.grid.rows for piece in row)
