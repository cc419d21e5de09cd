"""The nine 决算表 of a published document to claims: read by their heads, codes as codes, blank as zero."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.claim import Claim
from generator.model.figure import WAN, Figure
from generator.published.blocks import Piece
from generator.published.heads import Row, code_of, columns_of, first_amount, is_total
from generator.published.naming import Names, item_name
from generator.published.outline import Sheet
from generator.published.text import folded
from generator.source.numbers import parse_number

ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[、.．])")
INCOME_LABELS = (
    ("一般公共预算财政拨款", "收入.一般公共预算"), ("政府性基金", "收入.政府性基金"), ("国有资本经营", "收入.国有资本经营"),
    ("财政拨款收入", "收入.财政拨款"), ("事业基金弥补", "结转结余.使用非财政拨款结余"),
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


def read_sheet(sheet: Sheet, kind: str, names: Names, unit: int = 0) -> Iterable[Claim]:
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

    def subjects(self, rows: Sequence[Row]) -> list[Claim]:
        """Rows of 科目: code, name, then the columns; nothing where the rows do not add up across, so misread."""
        columns, first = columns_of(rows, COLUMNS[self.kind]), first_amount(rows)
        found: list[list[Claim]] = []
        for row in rows:
            code, at = code_of(row)
            if code or is_total(row):
                label = row.cells[at] if 0 < at < len(row.cells) else "合计"
                cells = zip(columns, row.pieces[at + 1 if code else first :], strict=False)
                prefix = f"{self.kind}.{code}." if code else f"{self.kind}."
                found.append([claim for column, piece in cells if column for claim in self.claim(prefix + column, piece, label)])
        wrong = sum(not _adds_up(claims) for claims in found)
        return [] if wrong * 2 > len(found) else [claim for claims in found for claim in claims]

    def pairs(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """Two lists side by side: a label, a 行次, then amounts; 类 by name on the right."""
        opening = False
        skip = 2 if any("行次" in row.cells for row in rows[:4]) else 1
        for row in rows:
            labels = [i for i, cell in enumerate(row.cells) if re.search(r"[一-鿿]", cell)]
            for position, at in enumerate(labels):
                end = labels[position + 1] if position + 1 < len(labels) else len(row.cells)
                left = position == 0 and (at == 0 or len(labels) > 1)
                label = ORDINAL.sub("", row.cells[at])
                amounts = row.pieces[at + skip : end]
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
        by_column = any("人员经费" in row.cells and "公用经费" in row.cells for row in rows[:4])
        totals: list[str] = []
        for row in rows:
            coded = list(_economic(row))
            for code, at in coded:
                yield from self.claim(f"基本支出明细.{code}", row.pieces[at + 1], row.cells[at])
            totals += [name for name in ("人员经费", "公用经费") if any(cell == f"{name}合计" for cell in row.cells)]
            if by_column and is_total(row):
                totals = ["合计", "人员经费", "公用经费"]
            if totals and not coded:
                numbers = [piece for piece in row.pieces if parse_number(piece.text.strip()) is not None]
                for name, piece in zip(totals, numbers, strict=False):
                    yield from self.claim(f"基本支出明细.{name}", piece, f"{name}合计")
                totals = [] if numbers else totals

    def three_public(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """The one row of amounts: six of 预算数, then six of 决算数, or one of each by turns; or a row for each item."""
        by_turns = any(re.search("(?:预算数决算数){3}", "".join(row.cells)) for row in rows[:6])
        for row in rows:
            values = [parse_number(cell) for cell in row.cells]
            known = [value for value in values if value is not None]
            if len(row.cells) < 12 or not known or known == list(range(1, len(known) + 1)):
                continue
            if re.search(r"[一-鿿]", "".join(row.cells)):
                continue
            for index, piece in enumerate(row.pieces[:12]):
                item, turn = divmod(index, 2) if by_turns else (index % 6, index // 6)
                column = ("预算", "决算")[turn]
                yield from self.claim(f"三公经费.{THREE_PUBLIC[item]}{column}", piece, column)
            return
        yield from self.public_items(rows)

    def public_items(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """A row for each 三公 item, where the head gives 预算数 and then 决算数."""
        head = "".join("".join(row.cells) for row in rows[:3])
        if not re.search("预算数.*决算数", head) or max((len(row.cells) for row in rows), default=0) > 5:
            return
        for row in rows:
            label = "".join(cell for cell in row.cells if re.search(r"[一-鿿]", cell))
            item = item_name(label) or ("三公经费" if "合计" in label else "")
            numbers = [piece for piece in row.pieces if re.fullmatch(r"[\d,]+\.\d+|0", piece.text.strip())]
            if item and len(numbers) == 2:
                for column, piece in zip(("预算", "决算"), numbers, strict=True):
                    yield from self.claim(f"{item}.{column}", piece, label)


def _economic(row: Row) -> Iterator[tuple[str, int]]:
    """Each 经济分类 code of a row, in one cell or in two, with the column of its name."""
    for at, cell in enumerate(row.cells):
        following = row.cells[at + 1] if at + 1 < len(row.cells) else ""
        if re.fullmatch(r"3\d{2}", cell) and re.fullmatch(r"\d{2}", following) and at + 3 < len(row.cells):
            yield cell + following, at + 2
        elif re.fullmatch(r"3\d{2}(?:\d{2})?", cell) and at + 2 < len(row.cells):
            yield cell, at + 1


def _adds_up(claims: Sequence[Claim]) -> bool:
    """Whether the columns of a row come to its 合计, as far as it has both."""
    total = next((claim.value for claim in claims if claim.name.endswith(".合计")), None)
    parts = [claim.value for claim in claims if not claim.name.endswith((".合计", "结转结余", "本年收入"))]
    return total is None or not parts or abs(sum(parts, Decimal(0)) - total) < Decimal("0.1")


def _first(table: Sequence[tuple[str, str]], label: str) -> str:
    return next((name for words, name in table if words in label), "")
