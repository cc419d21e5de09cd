"""What to say of a key or a number that is not understood: what was probably meant."""

import difflib
import re
import unicodedata
from collections.abc import Collection

from generator.model.figure import WAN
from generator.source.numbers import parse_number

UNITS = ("万元", "亿元", "元", "万", "亿", "%", "人次", "批次", "个", "辆", "人", "台", "套", "年", "分")
LISTED = 12


def on_key(key: str, known: Collection[str], has_codes: bool) -> str:
    """A sentence on a key that is not known, where these keys, and 科目 codes too, are."""
    plain = unicodedata.normalize("NFKC", key).strip()
    if key[:1] in {"\u3000", "\u00a0"}:
        return "行首是全角空格，不起缩进的作用。请改成半角空格。"
    if ":" in plain or "：" in key:
        name = re.split("[:：]", key)[0]
        return f"冒号要用半角，后面要有一个空格：“{name}: 值”。"
    if key != plain and (plain in known or re.fullmatch(r"\d{3}(\d{2}){0,2}", plain)):
        return f"是不是“{plain}”？请去掉全角空格，数字用半角。"
    digits = re.sub(r"\D", "", plain)
    if has_codes and len(digits) >= 3:
        return _on_code(plain, digits)
    if near := _near(plain, known):
        return f"是不是“{near}”？"
    rest = "等" if len(known) > LISTED else ""
    return f"可用的有：{'、'.join(list(known)[:LISTED])}{rest}。"


def on_parted(text: str) -> str:
    """A sentence on a number that stands as a key, since a comma in braces parted it from what was before it."""
    return f"花括号里的逗号把前后分成了两项，“{text}”前面不是键。千分位的逗号后面应是三位数字，不空格；不是千分位的，写成“键: {text}”。"


def meant_by(key: str, known: Collection[str], has_codes: bool) -> str:
    """The key or code that was most likely meant by one that is not known; empty where that cannot be said."""
    plain = re.split("[:：]", unicodedata.normalize("NFKC", key).strip())[0].strip()
    digits = re.sub(r"\D", "", plain)
    if has_codes and len(digits) >= 3:
        return digits
    return plain if plain in known else _near(plain, known)


def _near(plain: str, known: Collection[str]) -> str:
    return next(iter(difflib.get_close_matches(plain, known, n=1, cutoff=0.4)), "")


def _on_code(key: str, digits: str) -> str:
    if len(digits) not in {3, 5, 7}:
        return f"科目编码是 3 位（类）、5 位（款）或 7 位（项），这里是 {len(digits)} 位。请核对。"
    if key == digits:
        return "请核对编码。"
    return f"键只写编码“{digits}”，名称由编码得出，不连着写，中间也不空格。"


def on_number(text: str, name: str, unit: str) -> str:
    """A sentence on what is no number, where a number in the unit belongs."""
    money = unit == WAN
    head = f"“{name}”应是一个数，写的是“{text}”。"
    plain = unicodedata.normalize("NFKC", text).strip()
    joined = re.sub(r"\s", "", plain)
    if parse_number(joined) is not None:
        return f"{head}数字中间不要空格：{joined}。"
    for own in UNITS:
        if (number := joined.removesuffix(own)) != joined and parse_number(number) is not None:
            return head + _on_unit(number, own, money)
    if _is_long(joined):
        return f"{head}太长了：小数点前最多 15 位，后最多 12 位。请核对。"
    if re.fullmatch(r"[\dOoIl,.]+", joined):
        return f"{head}里面混了字母 O、I 或 l，或者逗号、小数点的位置不对。请改成数字。"
    if joined in {"-", "—", "——", "/", "无", "没有"}:
        return f"{head}没有发生的写 0，不知道的留空。"
    return f"{head}请只写数字" + ("，单位由“金额单位”决定。" if money else f"，单位是{unit}。" if unit else "。")


def _is_long(text: str) -> bool:
    """Whether a text is a number, with more digits than one may have."""
    found = re.fullmatch(r"[+-]?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", text)
    return found is not None and parse_number(text) is None


def _on_unit(number: str, unit: str, money: bool) -> str:
    if money and unit in "%％":
        return f"这里要写金额，不是百分比；百分比由程序算出。请写成金额，只写数字，不写{unit}。"
    if money:
        return f"单位不写：按“金额单位”（不写则为万元）换算后只写数字；原写的单位是{unit}。"
    return f"单位不写，只写 {number}。"
