"""Reading a table layout from its YAML file, with every mistake named in Chinese."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.document.grammar import TemplateError
from generator.document.grid import misfit
from generator.document.profile import parse_yaml
from generator.document.table_layout import (
    Body,
    FootCell,
    Groups,
    Layout,
    Line,
    Pairs,
    Side,
    Single,
    Subjects,
)
from generator.document.tree import Cell, Row

CLASS_SLOT = ".类."


def load_layout(path: Path) -> Layout:
    """Read one layout file; raises TemplateError, in Chinese, naming the file and the part that is wrong."""
    return _read(path.read_text("utf-8-sig"), path)


@cache
def _read(text: str, path: Path) -> Layout:
    raw = parse_yaml(text, path)
    try:
        return _layout(raw)
    except TemplateError as error:
        raise TemplateError(f"{path}：{error}") from None


def _layout(raw: object) -> Layout:
    keys = _mapping(raw, "表", "名称 列宽 表头", "横向 注 空表说明 " + " ".join(BODIES))
    kinds = [kind for kind in BODIES if kind in keys]
    if len(kinds) != 1:
        raise TemplateError(f"{'、'.join(BODIES)}里要写一个，也只能写一个")
    widths = tuple(_count(width, "列宽") for width in _list(keys["列宽"], "列宽"))
    layout = Layout(
        _text(keys["名称"], "名称"),
        _choice(keys.get("横向", "否"), "横向"),
        widths,
        tuple(_head_row(row) for row in _list(keys["表头"], "表头")),
        BODIES[kinds[0]](keys[kinds[0]]),
        _texts(keys.get("注", []), "注"),
        _text(keys.get("空表说明", ""), "空表说明"),
    )
    _check_columns(layout, kinds[0])
    return layout


def _check_columns(layout: Layout, kind: str) -> None:
    columns = len(layout.widths)
    if (row := misfit(layout.head, columns)) is not None:
        raise TemplateError(f"表头第{row + 1}行的格子合起来不是{columns}列，请核对 列宽、宽 和 高")
    body = layout.body
    if body.columns != columns:
        raise TemplateError(f"{kind}合起来是{body.columns}列，列宽写了{columns}列")
    if isinstance(body, Groups) and sum(cell.colspan + 1 for cell in body.foot) != columns:
        raise TemplateError(f"分组行的末行合起来不是{columns}列（每格是 宽 再加一列金额）")


def _head_row(raw: object) -> Row:
    return Row(tuple(_head_cell(cell) for cell in _list(raw, "表头的一行")))


def _head_cell(raw: object) -> Cell:
    if not isinstance(raw, dict):
        return Cell(_text(raw, "表头的一格"), align="center")
    keys = _mapping(raw, "表头的一格", "文", "宽 高")
    colspan, rowspan = (_count(keys.get(key, "1"), f"表头的 {key}") for key in ("宽", "高"))
    return Cell(_text(keys["文"], "表头的 文"), None, "center", colspan, rowspan)


def _pairs(raw: object) -> Pairs:
    keys = _mapping(raw, "成对行", "左 右")
    left, right = _side(keys["左"], "左"), _side(keys["右"], "右")
    if len(left.foot) != len(right.foot):
        raise TemplateError(f"成对行的末行左边有{len(left.foot)}行，右边有{len(right.foot)}行，应当一样多")
    return Pairs(left, right)


def _side(raw: object, where: str) -> Side:
    keys = _mapping(raw, where, "末行", "项目 类")
    if ("项目" in keys) == ("类" in keys):
        raise TemplateError(f"{where}边要写 项目 或 类，两者取一")
    items = _lines(keys["项目"], f"{where}边的项目") if "项目" in keys else _classes(keys["类"])
    side = Side(items, _lines(keys["末行"], f"{where}边的末行"))
    for line in (*side.items, *side.foot):
        if line.names and len(line.names) != side.amounts:
            raise TemplateError(f"{where}边“{line.label}”有{len(line.names)}个金额，别的行有{side.amounts}个")
    return side


def _classes(raw: object) -> tuple[Line, ...]:
    keys = _mapping(raw, "类", "编码 金额")
    names = _names(keys["金额"], "类的金额")
    return tuple(
        Line("", tuple(name.replace(CLASS_SLOT, f".{code}.") for name in names), code)
        for code in _texts(keys["编码"], "类的编码")
    )


def _lines(raw: object, where: str) -> tuple[Line, ...]:
    return tuple(_line(item, where) for item in _list(raw, where))


def _line(raw: object, where: str) -> Line:
    if raw == "":
        return Line()
    if not isinstance(raw, dict) or len(raw) != 1:
        raise TemplateError(f"{where}每行写“项目名称: 金额的名称”，空行写 ''")
    ((label, names),) = raw.items()
    return Line(label, _names(names, f"“{label}”的金额"))


def _subjects(raw: object) -> Subjects:
    keys = _mapping(raw, "科目行", "取自 金额")
    return Subjects(_text(keys["取自"], "取自"), _names(keys["金额"], "科目行的金额"))


def _groups(raw: object) -> Groups:
    keys = _mapping(raw, "分组行", "取自 编码 末行")
    codes = tuple(_texts(group, "分组行的一组编码") for group in _list(keys["编码"], "分组行的编码"))
    foot = tuple(_foot_cell(cell) for cell in _list(keys["末行"], "分组行的末行"))
    return Groups(_text(keys["取自"], "取自"), codes, foot)


def _foot_cell(raw: object) -> FootCell:
    keys = _mapping(raw, "分组行的末行", "文 宽 金额")
    return FootCell(_text(keys["文"], "文"), _count(keys["宽"], "宽"), _text(keys["金额"], "金额"))


def _single(raw: object) -> Single:
    return Single(_names(raw, "单行"))


BODIES: dict[str, Callable[[object], Body]] = {
    "成对行": _pairs, "科目行": _subjects, "分组行": _groups, "单行": _single,
}  # fmt: skip


def _mapping(raw: object, where: str, required: str, optional: str = "") -> dict[str, object]:
    """The mapping itself once it has the required keys and none but the optional ones beside them."""
    if not isinstance(raw, dict):
        raise TemplateError(f"{where}应当写成“键: 值”")
    if unknown := raw.keys() - {*required.split(), *optional.split()}:
        raise TemplateError(f"{where}里有不认识的键：{'、'.join(sorted(unknown))}")
    if missing := [key for key in required.split() if key not in raw]:
        raise TemplateError(f"{where}里缺少：{'、'.join(missing)}")
    return raw


def _list(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list):
        raise TemplateError(f"{where}应当写成列表")
    return raw


def _text(raw: object, where: str) -> str:
    if not isinstance(raw, str):
        raise TemplateError(f"{where}应当是文字")
    return raw


def _texts(raw: object, where: str) -> tuple[str, ...]:
    return tuple(_text(item, where) for item in _list(raw, where))


def _names(raw: object, where: str) -> tuple[str, ...]:
    """The name of one amount, or a list of several."""
    return (raw,) if isinstance(raw, str) else _texts(raw, where)


def _count(raw: object, where: str) -> int:
    if not (isinstance(raw, str) and raw.isascii() and raw.isdigit() and int(raw)):
        raise TemplateError(f"{where}应当是正整数，写的是：{raw}")
    return int(raw)


def _choice(raw: object, where: str) -> bool:
    if raw not in ("是", "否"):
        raise TemplateError(f"{where}只能写 是 或 否，写的是：{raw}")
    return raw == "是"
