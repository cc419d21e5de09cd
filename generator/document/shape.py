"""The shape that the YAML files of a profile must have: each helper gives the value as it is meant, or says what is wrong and where."""

import difflib
from collections.abc import Collection, Mapping

from generator.source.template import TemplateError, where

YES, NO = "是", "否"


def fault(message: str, *raws: object) -> TemplateError:
    """The error, at the first of these values that knows where it stands."""
    return TemplateError(message, next((place for raw in raws if (place := where(raw))), None))


def closest(wrong: str, known: Collection[str]) -> str:
    """A sentence that names what was probably meant, else all there is."""
    near = difflib.get_close_matches(wrong, known, 1, 0.4)
    return f"是不是“{near[0]}”？" if near else f"能写的有：{'、'.join(known)}。" if known else ""


def mapping(raw: object, what: str, required: str, optional: str = "", parent: object = None) -> dict[str, object]:
    """The mapping itself once it has the required keys and none but the optional ones beside them."""
    if not isinstance(raw, dict):
        raise fault(f"{what}应当写成“键: 值”。", raw, parent)
    allowed = [*required.split(), *optional.split()]
    for key in raw:
        if key not in allowed:
            raise fault(f"{what}里有不认识的键：{key}。{closest(key, allowed)}", key, raw)
    if missing := [key for key in required.split() if key not in raw]:
        raise fault(f"{what}里缺少：{'、'.join(missing)}。请补上。", raw, parent)
    return raw


def terms(raw: object, what: str) -> Mapping[str, str]:
    """A mapping of any keys to text."""
    if not isinstance(raw, dict):
        raise fault(f"{what}应当写成“键: 值”。", raw)
    for key, value in raw.items():
        filled(value, f"{what}的“{key}”", key)
    return raw


def sequence(raw: object, what: str, parent: object = None) -> list[object]:
    """A list."""
    if not isinstance(raw, list):
        raise fault(f"{what}应当写成列表。", raw, parent)
    return raw


def text(raw: object, what: str, parent: object = None) -> str:
    """A text, which may be empty."""
    if not isinstance(raw, str):
        raise fault(f"{what}应当是文字。文字里有半角冒号或以 {{{{ 开头的，请加引号。", raw, parent)
    return raw


def filled(raw: object, what: str, parent: object = None) -> str:
    """A text that is not empty."""
    if not (found := text(raw, what, parent)).strip():
        raise fault(f"{what}是空的。请写上。", raw, parent)
    return found


def texts(raw: object, what: str, parent: object = None) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(item, what, raw) for item in sequence(raw, what, parent))


def number(raw: object, what: str, least: int = 1, most: int = 1_000) -> int:
    """A whole number within bounds."""
    plain = raw if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) < 10 else ""
    if not plain or not least <= int(plain) <= most:
        bounds = "正整数" if least == 1 else f"{least} 到 {most} 的整数"
        raise fault(f"{what}应当是{bounds}，写的是：{raw}。", raw)
    return int(plain)


def choice(raw: object, what: str) -> bool:
    """是 or 否."""
    if raw not in (YES, NO):
        raise fault(f"{what}只能写 是 或 否，写的是：{raw}。", raw)
    return raw == YES

