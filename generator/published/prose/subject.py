"""Which 科目, 三公 item or event a stretch of text turns to."""

from collections.abc import Iterator

from generator.model.catalogue import FUNDS
from generator.published.outline import Line
from generator.published.prose.context import State
from generator.published.prose.labels import CODE, LINEAGE, Names, item_name
from generator.published.prose.labels import NUMBERED as ITEMS
from generator.source.words import said

EVENTS, REASONS, BASE = said("正文.会议和培训"), said("原因.到原因为止"), said("正文.占的是什么")
CHAIN, CHAINED = said("正文.带级别的科目"), said("正文.级别前的名称")
DASHED, NUMBERED = said("正文.横线相连的科目"), said("正文.编号的项")
FLAT = said("正文.与上年一样")
SINGLE, NAME_ENDS = said("正文.开头的项"), said("正文.科目的名称到此为止")


def turned(state: State, line: Line, text: str, names: Names) -> None:
    """Note the 科目, 三公 item or event that a stretch of text turns to."""
    if line.section == "三公经费":
        state.turn(item_name(BASE.sub("", REASONS.sub("", text))) or state.item)
    elif line.section == "一般性支出":
        for match in EVENTS.finditer(text):
            state.turn(f"一般性支出.{match[1]}")
    elif line.section in FUNDS:
        _turn_to_subject(state, line, text, names)


def as_last_year(state: State, line: Line, text: str) -> Iterator[str]:
    """The costs of the 三公 items that a stretch of text says are what they were last year: 公务接待费…，与上年持平。"""
    for found in FLAT.finditer(text) if line.section == "三公经费" else ():
        if item := item_name(BASE.sub("", REASONS.sub("", text[: found.start()]))) or state.item:
            yield f"{item}.决算"


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
        parts = [name[1].strip("“”") for name in CHAINED.finditer(chain.group())]
        code = names.code(parts, "" if first == "类" else state.parent[:3]) if first == "类" or state.parent else ""
        state.unknown += [] if code or (first == "款" and not state.parent) else [chain.group()]
        state.parent = code or state.parent
        return code, True
    title = NAME_ENDS.split(bare, maxsplit=1)[0]
    single = SINGLE.match(ITEMS.sub("", text))
    code = names.joined(title) or (names.single((single["name"] if single else title).removesuffix("（项）")) if line.rank >= 4 else "")
    return code, bool(code) or line.rank >= 4
