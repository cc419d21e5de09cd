"""The reference of all keys, made from the list of keys."""

from collections.abc import Iterator

from generator.model import schema
from generator.model.keys import ROOT
from generator.model.years import ALWAYS

INTRODUCTION = (
    "本页由 `tools/make_docs.py` 从程序的键表生成，不要手改。\n\n"
    "缩进表示上下级；“编码”处写科目编码，“- ”表示列表的一条。数可以写千分位；没有发生的写 0，不知道的留空。"
)


def keys_markdown() -> str:
    """All keys as a page in Markdown, one table for each key of the outermost level that has keys below it."""
    return "\n".join(["# 数据文件的键", "", INTRODUCTION, "", *_page()]) + "\n"


def _page() -> Iterator[str]:
    yield from _table("最外层", {name: key for name, key in ROOT.fields.items() if not _below(key)})
    for name, key in ROOT.fields.items():
        if _below(key):
            yield from (f"## {name}", "", key.help, "")
            yield from _table("", dict(_below(key)))


def _table(title: str, fields: dict[str, schema.Key]) -> Iterator[str]:
    if title:
        yield from (f"## {title}", "")
    yield from ("| 键 | 写什么 | 说明 |", "|---|---|---|")
    yield from _rows(fields, 0)
    yield ""


def _rows(fields: dict[str, schema.Key], depth: int) -> Iterator[str]:
    for name, key in fields.items():
        told = f"{key.help}（{key.years}）" if key.years != ALWAYS else key.help
        yield f"| {'　' * depth}{name} | {_kind(key)} | {told.replace('|', '/')} |"
        yield from _rows(dict(_below(key)), depth + 1)


def _below(key: schema.Key) -> dict[str, schema.Key]:
    """The keys below a key: fields, the row of a code, the fields of a list's entries."""
    match key:
        case schema.Group(fields=fields):
            return dict(fields)
        case schema.Codes(row=row, fields=fields):
            return {"编码": row, **fields}
        case schema.Items(item=item) | schema.Names(item=schema.Group() as item):
            return {f"- {name}" if not at else name: field for at, (name, field) in enumerate(item.fields.items())}
    return {}


def _kind(key: schema.Key) -> str:
    match key:
        case schema.Amount():
            return "金额"
        case schema.Count(unit=unit, required=required):
            return f"数（{unit}）" + ("，必写" if required else "")
        case schema.Text(choices=choices, required=required):
            kind = " / ".join(choices) or "文字"
            return kind + ("，必写" if required else "") + (f"，默认{key.default}" if key.default else "")
        case schema.Prose():
            return "一段或几段文字"
        case schema.Names(item=item):
            return "列表，每条写名称，或一组键" if item else "列表"
        case schema.Figures():
            return "名称: 数"
        case schema.Terms():
            return "名词: 解释"
        case schema.Items():
            return "列表，每条一组键"
        case schema.PriorYear():
            return "文件名，或一组键"
    return "一组键"
