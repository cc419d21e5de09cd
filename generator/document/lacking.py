"""What a sentence lacks, as a finding: the fact that is not there, and where it belongs."""

import re
from collections.abc import Iterator

from generator.document.spelling import UnknownName
from generator.document.write import MissingFact, WrongBase
from generator.model.catalogue import FUNDS
from generator.model.facts import Facts
from generator.model.keys import ROOT
from generator.model.schema import Group
from generator.source.finding import Finding, Level
from generator.source.place import Place
from generator.source.template import TemplateError

OF_FUND = re.compile(rf"^(?:{'|'.join(FUNDS)})(?=\.\d)")  # 各项的数写在“支出”里


def finding_of(error: Exception, facts: Facts, place: Place | None) -> Finding:
    """The finding for what stopped a sentence; `place` is that of the authored text it stands in."""
    places = (place,) if place else ()
    match error:
        case UnknownName():
            return Finding("A112", Level.ERROR, "缺少要用的数", f"文字里的引用：{error.message}", places, error.name)
        case MissingFact() if missing := facts.lacking(error.name):
            zero = [name for name in missing if facts.figure(name) is not None]
            asked = (OF_FUND.sub("支出", name) for name in missing)
            wrong = f"“{'”“'.join(zero)}”是 0" if zero else f"没有写“{'”“'.join(dict.fromkeys(asked))}”"
            unknown = "算不出，总分和等级也就不知道" if error.name.startswith("绩效自评.") else "算不出"
            remedy = "请核对这个数" if zero else "请补上，没有发生的写 0；合计也可以直接写"
            message = f"“{error.name}”要由各部分算出，{wrong}，{unknown}。{remedy}。"
            near = places or tuple(_near(missing[0], facts))
            return Finding("A112", Level.ERROR, "缺少要用的数", message, near, missing[0])
        case MissingFact() if place:
            message = f"文字里引用的“{error.name}”没有写，也推算不出。请核对名称，或补上这个数。"
            return Finding("A112", Level.ERROR, "缺少要用的数", message, places, error.name)
        case MissingFact() if not _written(head := error.name.partition(".")[0], facts):
            example = f"，例如 {head}: {{预算: 0, 决算: 0}}" if {"预算", "决算"} <= _fields(head) else ""
            message = f"情况说明要用“{head}”，文件里没有写。请补上这一组，没有发生的写 0{example}。"
            return Finding("A112", Level.ERROR, "缺少要用的数", message, (), f"{head}.决算")
        case MissingFact():
            message = f"情况说明要用“{error.name}”，文件里没有写，也推算不出。请补上，没有发生的写 0。"
            return Finding("A112", Level.ERROR, "缺少要用的数", message, tuple(_near(error.name, facts)), error.name)
        case WrongBase():
            message = f"“{error}”的基数是 0，比率没有意义。请核对基数，或改写这句话。"
            return Finding("A114", Level.ERROR, "基数是零", message, places, str(error))
    message = error.message if isinstance(error, TemplateError) else str(error)
    return Finding("A113", Level.ERROR, "文字里的引用有误", message, places)


def _fields(section: str) -> set[str]:
    """The keys that may stand right under a section."""
    key = ROOT.fields.get(section)
    return set(key.fields) if isinstance(key, Group) else set()


def _written(section: str, facts: Facts) -> bool:
    """Whether anything of a section was written."""
    found = (facts[name] for name in facts.under(section))
    return any(fact.place is not None for fact in found if not isinstance(fact, tuple))


def _near(name: str, facts: Facts) -> Iterator[Place]:
    """The place of an authored neighbour of a missing fact: the key where it belongs."""
    parent = name.rpartition(".")[0]
    while parent:
        places = [fact.place for n in facts.under(parent) if not isinstance(fact := facts[n], tuple) and fact.place]
        if places:
            yield min(places)
            return
        parent = parent.rpartition(".")[0]
