"""Which 科目, 三公 item or event a stretch of text turns to."""

import re

from generator.model.catalogue import FUNDS
from generator.model.numerals import ITEM
from generator.published.outline import Line
from generator.published.prose.context import State
from generator.published.prose.labels import CODE, LINEAGE, Names, item_name

EVENTS = re.compile(r"(?<!基本支出)(会议费|培训费)")
REASONS = re.compile(r"(?:主要)?原因[^，。；]*")
BASE = re.compile(r"占[^，。；\d]*$")  # 占“三公”经费的：只是比的基数
CHAIN = re.compile(r"(?:“?[^，。；：、（）“”\d]{2,24}”?（(?P<kind>类|款|项)）)(?:“?[^，。；：、（）“”\d]{2,24}”?（[款项]）)?")
CHAINED = re.compile(r"([^（）]+)（[类款项]）")
DASHED = re.compile(r"(?:^|[、.．）])(?P<one>[一-鿿]{3,24})[-—－][一-鿿（）、]{2,60}[-—－][^，。；]{2,60}（[^（）\d]{0,6}\d{7}）?$")
NUMBERED = re.compile(r"[：；。]\d{1,2}[.、．](?:\d{7})?(?P<name>[^，。；：、\d（）]{2,30})（项）(?:财政|拨款|支出)*$")
SINGLE = re.compile(rf"^{ITEM}?(?P<name>[^，。；：、\d]{{2,30}}?)（项）")


def turned(state: State, line: Line, text: str, names: Names) -> None:
    """Note the 科目, 三公 item or event that a stretch of text turns to."""
    if line.section == "三公经费":
        state.turn(item_name(BASE.sub("", REASONS.sub("", text))) or state.item)
    elif line.section == "一般性支出":
        for match in EVENTS.finditer(text):
            state.turn(f"一般性支出.{match[1]}")
    elif line.section in FUNDS:
        _turn_to_subject(state, line, text, names)


def _turn_to_subject(state: State, line: Line, text: str, names: Names) -> None:
    found: list[tuple[str, bool]] = []
    for m in LINEAGE.finditer(text):
        code = names.code((m["one"].strip("、.．“"), m["two"], m["three"]))
        state.unknown += [] if code else [m.group()]
        code = code or names.beside(m["one"].strip("、.．“"), m["three"])
        found.append((code or m.group(), not code))
    found = found or [(code, False) for code in CODE.findall(text) if len(code) == 7 and code in names.known]
    if found and (dashed := DASHED.search(text)) and not names.code((dashed["one"],)):
        state.unknown.append(dashed["one"])
    if not found and state.parent and (within := NUMBERED.search(text)):
        code = names.code((within["name"].strip("“”"),), state.parent[:5])
        found = [(code or within.group(), not code)]
    if not found and line.text.text.startswith(text) and text:
        code, begun = _begun(state, line, text, names)
        found = [(code or str(line.text.place(0)), not code)] if begun else []
    if found:
        subject, nameless = found[-1]
        state.turn(f"{line.section}.{subject}", nameless)
        state.roles.clear()


def _begun(state: State, line: Line, text: str, names: Names) -> tuple[str, bool]:
    """The code of the 类, 款 or 项 that a line begins with, empty where nobody knows it, and whether it begins with one at all."""
    bare = text.removeprefix(line.number)
    if (chain := CHAIN.match(bare)) and (first := chain["kind"]) != "项":
        parts = [name.strip("“”") for name in CHAINED.findall(chain.group())]
        code = names.code(parts, "" if first == "类" else state.parent[:3]) if first == "类" or state.parent else ""
        state.unknown += [] if code or (first == "款" and not state.parent) else [chain.group()]
        state.parent = code or state.parent
        return code, True
    title = re.split(r"[。：:]|支出决算|年初预算|\d+\.\d", bare, maxsplit=1)[0]
    single = SINGLE.match(text)
    code = names.joined(title) or (names.single((single["name"] if single else title).removesuffix("（项）")) if line.rank >= 4 else "")
    return code, bool(code) or line.rank >= 4
