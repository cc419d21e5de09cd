"""Reading a table layout from its YAML file, with every mistake named in Chinese."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.document.grid import misfit
from generator.document.shape import choice, fault, filled, mapping, number, sequence, text, texts
from generator.document.table_layout import (
    BLANKS,
    FIRST,
    LAST,
    NONE,
    Body,
    FootCell,
    Groups,
    Items,
    Layout,
    LayoutLine,
    Listed,
    Pairs,
    Side,
    Single,
    Subjects,
    Units,
)
from generator.document.tree import Cell, Row
from generator.source.resources import shown
from generator.source.template import Placed, TemplateError, parse_yaml, read_template, where

CLASS_SLOT = ".类."
MOST = 100
ONE_CELL, THREE_CELLS = "一格", "三格"
LOOK_KEYS = {"编号": "number", "左": "left", "中": "middle", "右": "right", "零": "zero", "尾差说明": "tails"}
ZEROS = ("", "0", "0.00")
CODE = re.compile(r"[23][0-9]{2}([0-9]{2}){0,2}")


def load_layout(path: Path) -> Layout:
    """Read one layout file; raises TemplateError, in Chinese, naming the file and the part that is wrong."""
    return _read(read_template(path), shown(path))


@cache
def _read(source: str, file: str) -> Layout:
    raw = parse_yaml(source, file)
    try:
        return _layout(raw)
    except TemplateError as error:
        raise error if error.place else TemplateError(error.message, where(raw)) from None


def _layout(raw: object) -> Layout:
    needed = "列宽 表头" if isinstance(raw, dict) and "名单行" in raw else "名称 列宽 表头"
    keys = mapping(raw, "表", needed, "名称 横向 注 空表说明 表样 " + " ".join(BODIES))
    kinds = [kind for kind in BODIES if kind in keys]
    if len(kinds) != 1:
        raise fault(f"{'、'.join(BODIES)}里要写一个，也只能写一个。", raw)
    widths = tuple(number(width, "列宽") for width in sequence(keys["列宽"], "列宽", raw))
    layout = Layout(
        filled(keys["名称"], "名称", raw) if "名称" in keys else "",
        choice(keys.get("横向", "否"), "横向"),
        widths,
        tuple(_head_row(row) for row in sequence(keys["表头"], "表头")),
        _numbered(BODIES[kinds[0]](keys[kinds[0]]), len(widths)),
        tuple(map(str, texts(keys.get("注", []), "注"))),
        text(keys.get("空表说明", ""), "空表说明"),
        tuple(read_look(keys.get("表样", {})).items()),
    )
    _check_columns(layout, kinds[0], keys)
    return layout


def _numbered(body: Body, columns: int) -> Body:
    """A body with a column 行次 or 序号, or without it, as the number of columns says where the layout does not."""
    other = replace(body, numbered=not body.numbered) if isinstance(body, Pairs | Items | Units) and body.columns != columns else body
    return other if other.columns == columns else body


def read_look(raw: object) -> dict[str, str | bool]:
    """What a profile or a layout says of the looks of tables, by the fields of Look; raises TemplateError."""
    keys = mapping(raw, "表样", "", "编号 左 中 右 零 千分位 尾差说明")
    said: dict[str, str | bool] = {LOOK_KEYS[key]: text(value, f"表样的 {key}", raw) for key, value in keys.items() if key != "千分位"}
    if said.get("zero", "") not in ZEROS:
        raise fault(f"表样的 零 只能写 ''（空着）、0 或 0.00，写的是：{said['zero']}。", keys["零"], raw)
    return said | ({"grouping": choice(keys["千分位"], "千分位")} if "千分位" in keys else {})


def _check_columns(layout: Layout, kind: str, keys: dict[str, object]) -> None:
    columns = len(layout.widths)
    if (row := misfit(layout.head, columns)) is not None:
        message = f"表头第{row + 1}行的格子合起来不是{columns}列，请核对 列宽、宽 和 高。"
        raise fault(message, *sequence(keys["表头"], "表头")[row : row + 1], keys["表头"])
    body = layout.body
    if body.columns != columns:
        raise fault(f"{kind}合起来是{body.columns}列，列宽写了{columns}列。请改成一样多。", keys[kind])
    if isinstance(body, Groups) and not body.split and sum(cell.colspan + 1 for cell in body.foot) != columns:
        raise fault(f"分组行的末行合起来不是{columns}列（每格是 宽 再加一列金额）。", keys[kind])


def _head_row(raw: object) -> Row:
    return Row(tuple(_head_cell(cell) for cell in sequence(raw, "表头的一行")))


def _head_cell(raw: object) -> Cell:
    if not isinstance(raw, dict):
        return Cell(str(text(raw, "表头的一格")), align="center")
    keys = mapping(raw, "表头的一格", "文", "宽 高")
    colspan, rowspan = (number(keys.get(key, "1"), f"表头的 {key}", most=MOST) for key in ("宽", "高"))
    return Cell(str(text(keys["文"], "表头的 文")), None, "center", colspan, rowspan)


def _pairs(raw: object) -> Pairs:
    keys = mapping(raw, "成对行", "左 右", "中 行次")
    sides = tuple(_side(keys[key], key) for key in ("左", "中", "右") if key in keys)
    if len({len(side.foot) for side in sides}) > 1:
        counted = "，".join(f"{key}边有{len(_side(keys[key], key).foot)}行" for key in ("左", "中", "右") if key in keys)
        raise fault(f"成对行的末行{counted}，应当一样多。", raw)
    return Pairs(sides, choice(keys.get("行次", "是"), "行次"))


def _items(raw: object) -> Items:
    keys = mapping(raw, "项目行", "行", "行次")
    lines = _lines(keys["行"], "项目行的行")
    if not lines:
        raise fault("项目行一行也没有。", raw)
    return Items(_even(Side((), lines), "项目行", raw), choice(keys.get("行次", "否"), "行次"))


def _side(raw: object, what: str) -> Side:
    keys = mapping(raw, f"{what}边", "末行", "项目 类 编号")
    if ("项目" in keys) == ("类" in keys):
        raise fault(f"{what}边要写 项目 或 类，两者取一。", raw)
    items = _lines(keys["项目"], f"{what}边的项目") if "项目" in keys else _classes(keys["类"])
    side = Side(items, _lines(keys["末行"], f"{what}边的末行"), choice(keys.get("编号", "是"), f"{what}边的 编号"))
    if not (side.items or side.foot):
        raise fault(f"{what}边一行也没有。", raw)
    return _even(side, f"{what}边", raw)


def _even(side: Side, what: str, raw: object) -> Side:
    """The side, once its rows have as many amounts as each other."""
    for line in (*side.items, *side.foot):
        if line.names and len(line.names) != side.amounts:
            message = f"{what}“{line.label}”有{len(line.names)}个金额，别的行有{side.amounts}个，应当一样多。"
            raise fault(message, *line.names, raw)
    return side


def _classes(raw: object) -> tuple[LayoutLine, ...]:
    keys = mapping(raw, "类", "编码 金额")
    names = _names(keys["金额"], "类的金额")
    return tuple(
        LayoutLine("", tuple(_put(name, name.replace(CLASS_SLOT, f".{code}.")) for name in names), code)
        for code in _codes(keys["编码"], "类的编码")
    )


def _lines(raw: object, what: str) -> tuple[LayoutLine, ...]:
    return tuple(_line(item, what) for item in sequence(raw, what))


def _line(raw: object, what: str) -> LayoutLine:
    if raw == "":
        return LayoutLine()
    if not isinstance(raw, dict) or len(raw) != 1:
        raise fault(f"{what}每行写“项目名称: 金额的名称”，空行写 ''。", raw)
    ((label, names),) = raw.items()
    return LayoutLine(str(label), _cells(names, f"“{label}”的金额") if names != "" else ())


def _subjects(raw: object) -> Subjects:
    keys = mapping(raw, "科目行", "取自 金额", "编码 合计")
    code = _one_of(keys.get("编码", ONE_CELL), "科目行的 编码", (ONE_CELL, THREE_CELLS))
    total = _one_of(keys.get("合计", FIRST), "科目行的 合计", (FIRST, LAST, NONE))
    fields = _cells(keys["金额"], "科目行的金额")
    return Subjects(filled(keys["取自"], "取自", raw), fields, 3 if code == THREE_CELLS else 1, total)


def _one_of(raw: object, what: str, allowed: tuple[str, ...]) -> str:
    if raw not in allowed:
        raise fault(f"{what}写的是“{raw}”，能写的有：{'、'.join(allowed)}。", raw)
    return str(raw)


def _groups(raw: object) -> Groups:
    split = isinstance(raw, dict) and "分列" in raw
    keys = mapping(raw, "分组行", "取自 编码 分列" if split else "取自 编码 末行", "合计" if split else "")
    codes = tuple(_codes(group, "分组行的一组编码") for group in sequence(keys["编码"], "分组行的编码"))
    if split:
        if len(codes) > 1:
            raise fault("分组行写了 分列 的，编码只能有一组。", keys["编码"])
        total = _one_of(keys.get("合计", FIRST), "分组行的 合计", (FIRST, LAST, NONE))
        return Groups(filled(keys["取自"], "取自", raw), codes, (), _names(keys["分列"], "分列"), total)
    foot = tuple(_foot_cell(cell) for cell in sequence(keys["末行"], "分组行的末行"))
    return Groups(filled(keys["取自"], "取自", raw), codes, foot)


def _foot_cell(raw: object) -> FootCell:
    keys = mapping(raw, "分组行的末行", "文 宽 金额")
    return FootCell(str(text(keys["文"], "文")), number(keys["宽"], "宽", most=MOST), filled(keys["金额"], "金额", raw))


def _single(raw: object) -> Single:
    return Single(_cells(raw, "单行"))


def _listed(raw: object) -> Listed:
    keys = mapping(raw, "名单行", "取自 列", "首行")
    fields = texts(keys["列"], "名单行的列")
    first = mapping(keys.get("首行", {}), "名单行的首行", "", " ".join(fields), raw)
    return Listed(filled(keys["取自"], "取自", raw), fields, tuple((key, text(value, "首行", raw)) for key, value in first.items()))


def _units(raw: object) -> Units:
    keys = mapping(raw, "单位行", "金额", "合计")
    return Units(_cells(keys["金额"], "单位行的金额"), _one_of(keys.get("合计", FIRST), "单位行的 合计", (FIRST, LAST, NONE)))


BODIES: dict[str, Callable[[object], Body]] = {
    "成对行": _pairs, "科目行": _subjects, "分组行": _groups, "单行": _single, "项目行": _items, "名单行": _listed,
    "单位行": _units,
}  # fmt: skip


def _names(raw: object, what: str) -> tuple[str, ...]:
    """The name of one amount, or a list of several."""
    names = (raw,) if isinstance(raw, str) else texts(raw, what)
    return tuple(filled(name, what, raw) for name in names)


def _cells(raw: object, what: str) -> tuple[str, ...]:
    """The names of the amounts of a row, some of its cells perhaps without one."""
    return tuple(name if name in BLANKS else filled(name, what, raw) for name in ((raw,) if isinstance(raw, str) else texts(raw, what)))


def _codes(raw: object, what: str) -> tuple[str, ...]:
    codes = texts(raw, what)
    for code in codes:
        if not CODE.fullmatch(code):
            raise fault(f"{what}里的“{code}”不是科目编码。应是 3、5 或 7 位数字。", code, raw)
    return tuple(map(str, codes))


def _put(old: str, new: str) -> str:
    """The new name where the old one stands."""
    place = where(old)
    return Placed.at(new, place) if place else new
