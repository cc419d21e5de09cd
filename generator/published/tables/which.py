"""Which of the nine 决算表 a table is, by its title and head."""

import re

from generator.model.claim import TableKind
from generator.model.numerals import ONE
from generator.published.outline import Sheet
from generator.published.text import folded
from generator.source.words import said

TITLE = said("表.表名")
NUMBER = said("表.表号")
OTHER = said("表.不是九张表")
ITEMS = said("表.逐条列的表")
PLAN = said("表.计划表")
SUMMARY = said("表.总表")
BASIC = said("表.基本支出表")
RUN_TOGETHER = re.compile(rf"-?[\d,]+\.\d{{2}}\s*(?:-?[\d,]+\.\d{{2}}|{ONE}.*|本年(?:收入|支出)合计)")
ITEM_HEADS = ("金额", "合计", "统计数", "决算数", "数量")
OF_FUND = said("表.资金")
SUBJECT = said("表.科目的表头")
SUMS = said("表.总表的行")
SPENT = said("表.支出表")
COLUMNS = said("表.支出表的列")
OF_ALL = said("表.不分资金的支出表")


def kind_of(sheet: Sheet) -> TableKind:
    """Which table a grid is, by its title and head; empty for none of the nine, 条目 for one with a row for each item.

    Empty too where cells have run together or lost their places: its columns cannot be told, so it is not read.
    """
    if sheet.grid.blurred or any(RUN_TOGETHER.fullmatch(piece.text.strip()) for row in sheet.grid.rows for piece in row):
        return ""
    head = "".join(folded(piece) for row in sheet.grid.rows[:6] for piece in row)
    name = next((line for each in reversed(sheet.above) if TITLE.search(line := NUMBER.sub("", each))), "")
    title = name + head
    if "统计数" in head or (ITEMS.search(name) and not PLAN.search(name) and any(word in head for word in ITEM_HEADS)):
        return "条目"
    if SUMMARY.search(name):
        return "财政拨款收支总计" if "财政拨款收" in name else "收支总计"
    if ("三公" in title and "预算数" in head) or ("因公出国" in head and "公务接待" in head and "科目" not in head):
        return "三公经费"
    split = "人员经费" in head and "公用经费" in head and "项目支出" not in head
    if head.count("科目编码") >= 2 or split or (BASIC.search(name) and "工资福利支出" in head):
        return "基本支出明细"
    if ("行次" in head or ("项目" in head and "一、" in head)) and "功能分类科目编码" not in head:
        return _summary(sheet, head)
    if OTHER.search(name) and "基本支出" not in name:
        return ""
    return _of_subjects(name, title, head)


def _summary(sheet: Sheet, head: str) -> TableKind:
    """Which of the two tables of 收支 a table without their title is; empty for neither."""
    text = _all(sheet)
    if not SUMS.search(text):
        return ""
    return "财政拨款收支总计" if "政府性基金预算财政拨款" in head and "年初财政拨款" in text else "收支总计"


def _of_subjects(name: str, title: str, head: str) -> TableKind:
    """Which table with a row for each 科目 it is, columns that were empty left out or not."""
    if "财政拨款收入" in head and "事业收入" in head:
        return "收入"
    if "上缴上级支出" in head or "对附属单位补助" in head:
        return "支出"
    if "年初结转" in head and "年末结转" in head:
        funds: tuple[TableKind, ...] = ("政府性基金", "国有资本经营")
        return next((fund for fund in funds if fund in title), "一般公共预算" if "一般公共预算" in name else "")
    if "基本支出" in head and "项目支出" in head and (kind := _by_fund(title)):
        return kind
    if SUBJECT.search(head) and "经济分类" not in head and not OF_FUND.search(name):
        return "收入" if name.endswith("收入决算表") else "支出" if SPENT.search(name) else ""
    if SUBJECT.search(head) and "经济分类" not in head and COLUMNS.search(head):
        return _by_fund(name)
    return ""


def _by_fund(title: str) -> TableKind:
    """Which table of 基本支出 and 项目支出 it is, by its title."""
    kinds: tuple[TableKind, ...] = ("国有资本经营", "政府性基金", "一般公共预算")
    for kind in kinds:
        if kind in title:
            return kind
    return "支出" if OF_ALL.search(title) else ""


def _all(sheet: Sheet) -> str:
    return "".join(folded(piece) for row in sheet.grid.rows for piece in row)
