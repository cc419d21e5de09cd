"""The nine 决算表 of a published document to claims: read by their heads, codes as codes, blank as zero."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.claim import Claim
from generator.model.figure import WAN, Figure
from generator.published.blocks import Piece
from generator.published.naming import Names
from generator.published.outline import Sheet
from generator.published.text import folded
from generator.source.numbers import parse_number

TITLE = re.compile(r"^(?!注|公开|本表).{0,44}表$")
CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[、.．])")
INCOME_LABELS = (
    ("一般公共预算财政拨款", "收入.一般公共预算"), ("政府性基金", "收入.政府性基金"), ("国有资本经营", "收入.国有资本经营"),
    ("上级补助收入", "收入.上级补助"), ("附属单位上缴", "收入.附属单位上缴"), ("事业收入", "收入.事业收入"),
    ("经营收入", "收入.经营收入"), ("其他收入", "收入.其他收入"), ("本年收入合计", "收入.合计"),
    ("使用非财政拨款结余", "结转结余.使用非财政拨款结余"), ("年初结转和结余", "结转结余.年初.合计"), ("总计", "收支总计.收入"),
)  # fmt: skip
SPENDING_LABELS = (
    ("本年支出合计", "支出.合计"), ("结余分配", "结转结余.结余分配"), ("年末结转和结余", "结转结余.年末.合计"), ("总计", "收支总计.支出"),
)  # fmt: skip
FISCAL_INCOME = (
    ("本年收入合计", "收入.财政拨款"), ("年初财政拨款结转", "结转结余.年初.财政拨款"), ("总计", "财政拨款收支总计.收入"),
)  # fmt: skip
FISCAL_OPENING = (
    ("一般公共预算财政拨款", "一般公共预算"), ("政府性基金", "政府性基金"), ("国有资本经营", "国有资本经营"),
)  # fmt: skip
FUND_COLUMNS = ("财政拨款", "一般公共预算", "政府性基金", "国有资本经营")
COLUMNS = {
    "收入": (("本年收入合计", "合计"), ("财政拨款收入", "财政拨款"), ("上级补助收入", "上级补助"), ("事业收入", "事业收入"),
             ("经营收入", "经营收入"), ("附属单位", "附属单位上缴"), ("其他收入", "其他收入")),
    "支出": (("本年支出合计", "合计"), ("基本支出", "基本支出"), ("项目支出", "项目支出"), ("上缴上级", "上缴上级"),
             ("经营支出", "经营支出"), ("对附属单位", "对附属单位补助")),
    "一般公共预算": (("小计|合计|本年支出", "合计"), ("基本支出", "基本支出"), ("项目支出", "项目支出")),
    "政府性基金": (("年初结转", "年初结转结余"), ("本年收入", "本年收入"), ("小计|合计", "合计"), ("基本支出", "基本支出"),
                   ("项目支出", "项目支出"), ("年末结转", "年末结转结余")),
    "国有资本经营": (("小计|合计|本年支出", "合计"), ("基本支出", "基本支出"), ("项目支出", "项目支出")),
}  # fmt: skip
THREE_PUBLIC = ("", "因公出国费.", "公务用车购置及运行费.", "公务用车购置费.", "公务用车运行维护费.", "公务接待费.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells folded for matching and as they stand."""

    cells: tuple[str, ...]
    pieces: tuple[Piece, ...]


def kind_of(sheet: Sheet) -> str:
    """Which table a grid is, by its title and head; empty for none of the nine."""
    head = "".join(folded(piece) for row in sheet.grid.rows[:6] for piece in row)
    title = next((line for line in reversed(sheet.above) if TITLE.search(line)), "") + head
    if ("三公" in title and "预算数" in head) or ("因公出国" in head and "公务接待" in head and "科目" not in head):
        return "三公经费"
    if head.count("科目编码") >= 2 or ("人员经费" in head and "公用经费" in head):
        return "基本支出明细"
    if "行次" in head or ("项目" in head and "一、" in head):
        return "财政拨款收支总计" if "政府性基金预算财政拨款" in head and "年初财政拨款" in _all(sheet) else "收支总计"
    if "财政拨款收入" in head and "事业收入" in head:
        return "收入"
    if "上缴上级支出" in head or "对附属单位补助" in head:
        return "支出"
    if "年初结转" in head and "年末结转" in head:
        return "政府性基金"
    if "基本支出" in head and "项目支出" in head:
        return "国有资本经营" if "国有资本经营" in title else "一般公共预算"
    return ""


def _all(sheet: Sheet) -> str:
    return "".join(folded(piece) for row in sheet.grid.rows for piece in row)


def read_sheet(sheet: Sheet, kind: str, names: Names, unit: int = 0) -> Iterator[Claim]:
    """The claims of one table; `unit` shifts its amounts to 万元 (−4 for 元)."""
    rows = [Row(tuple(map(folded, row)), row) for row in sheet.grid.rows]
    reader = _Reader(kind, names, unit)
    match kind:
        case "收支总计" | "财政拨款收支总计":
            return reader.pairs(rows)
        case "基本支出明细":
            return reader.groups(rows)
        case "三公经费":
            return reader.three_public(rows)
    return reader.subjects(rows)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns rows into claims on facts."""

    kind: str
    names: Names
    unit: int

    def claim(self, name: str, piece: Piece, quote: str) -> Iterator[Claim]:
        """A claim where the cell holds a number."""
        value = parse_number("".join(piece.text.split()))
        if value is not None and name:
            figure = Figure(name, value.scaleb(self.unit) if self.unit else value, WAN, piece.place)
            yield Claim(name, "数", figure.value, WAN, piece.place, f"{quote} {piece.text.strip()}", None, self.kind + "表")

    def subjects(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """Rows of 科目: code, name, then the columns in the order of the head."""
        columns = self.columns(rows)
        for row in rows:
            found = next((i for i, cell in enumerate(row.cells[:3]) if CODE.fullmatch(cell)), None)
            total = next((i for i, cell in enumerate(row.cells[:3]) if cell == "合计"), None)
            if found is None and total is None:
                continue
            code = row.cells[found] + "." if found is not None else ""
            first = found + 2 if found is not None else self.first_amount(rows)
            label = row.cells[found + 1] if found is not None and found + 1 < len(row.cells) else "合计"
            for column, piece in zip(columns, row.pieces[first:], strict=False):
                yield from self.claim(f"{self.kind}.{code}{column}", piece, label)

    @staticmethod
    def first_amount(rows: Sequence[Row]) -> int:
        """The column of the first amount, as in the rows that have a code."""
        return next((i + 2 for row in rows for i, cell in enumerate(row.cells[:3]) if CODE.fullmatch(cell)), 2)

    def columns(self, rows: Sequence[Row]) -> list[str]:
        """The columns in order: those of the form that the head names."""
        head = [cell for row in rows[:6] if not any(CODE.fullmatch(c) for c in row.cells[:3]) for cell in row.cells]
        text = "|".join(head)
        return [name for words, name in COLUMNS[self.kind] if re.search(words, text)]

    def pairs(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """Two lists side by side: a label, a 行次, then amounts; 类 by name on the right."""
        opening = False
        for row in rows:
            labels = [i for i, cell in enumerate(row.cells) if re.search(r"[一-鿿]", cell)]
            for position, at in enumerate(labels):
                end = labels[position + 1] if position + 1 < len(labels) else len(row.cells)
                left = position == 0 and (at == 0 or len(labels) > 1)
                label = ORDINAL.sub("", row.cells[at])
                amounts = row.pieces[at + 2 : end]
                opening = opening or "年初财政拨款" in label
                yield from self.pair(label, left, opening, amounts)

    def pair(self, label: str, left: bool, opening: bool, amounts: Sequence[Piece]) -> Iterator[Claim]:
        """The amounts behind one label."""
        fiscal = self.kind == "财政拨款收支总计"
        if left and amounts:
            table = FISCAL_INCOME if fiscal else INCOME_LABELS
            name = _first(table, label)
            if fiscal and not name and (fund := _first(FISCAL_OPENING, label)):
                name = f"结转结余.年初.{fund}" if opening else f"收入.{fund}"
            yield from self.claim(name, amounts[0], label)
        elif not left and not fiscal and amounts:
            code = self.names.code((label,))
            yield from self.claim(_first(SPENDING_LABELS, label) or (f"支出.{code}.合计" if code else ""), amounts[0], label)
        elif not left and fiscal:
            for fund, piece in zip(FUND_COLUMNS, amounts, strict=False):
                yield from self.claim(self.fiscal_name(label, fund), piece, label)

    def fiscal_name(self, label: str, fund: str) -> str:
        """The fact of a cell on the right side of the 财政拨款 table."""
        if "本年支出合计" in label:
            return f"{fund}.合计"
        if "年末财政拨款" in label:
            return f"结转结余.年末.{fund}"
        if label.endswith("总计"):
            return f"财政拨款收支总计.{'支出' if fund == '财政拨款' else fund}"
        code = self.names.code((label,))
        return f"{fund}.{code}.合计" if code else ""

    def groups(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """Table 06: code, name and amount, two or three times a row; then the two totals."""
        totals: list[str] = []
        for row in rows:
            for at, cell in enumerate(row.cells):
                if re.fullmatch(r"3\d{2}(?:\d{2})?", cell) and at + 2 < len(row.cells):
                    yield from self.claim(f"基本支出明细.{cell}", row.pieces[at + 2], row.cells[at + 1])
            totals += [name for name in ("人员经费", "公用经费") if any(cell == f"{name}合计" for cell in row.cells)]
            if totals and not any(re.fullmatch(r"3\d{2}(?:\d{2})?", cell) for cell in row.cells):
                numbers = [piece for piece in row.pieces if parse_number(piece.text.strip()) is not None]
                for name, piece in zip(totals, numbers, strict=False):
                    yield from self.claim(f"基本支出明细.{name}", piece, f"{name}合计")
                if numbers:
                    totals = []

    def three_public(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """The one row of amounts: six of 预算数, then six of 决算数; the row of 栏次 is passed over."""
        for row in rows:
            values = [parse_number(cell) for cell in row.cells]
            known = [value for value in values if value is not None]
            if len(row.cells) < 12 or not known or known == list(range(1, len(known) + 1)):
                continue
            if re.search(r"[一-鿿]", "".join(row.cells)):
                continue
            for index, piece in enumerate(row.pieces[:12]):
                column = "预算" if index < 6 else "决算"
                yield from self.claim(f"三公经费.{THREE_PUBLIC[index % 6]}{column}", piece, column)
            return


def _first(table: Sequence[tuple[str, str]], label: str) -> str:
    return next((name for words, name in table if words in label), "")
