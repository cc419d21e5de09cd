"""Templates read what they wrote: each slot of a built text is bound by its own name, and a slip in it is found."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.console import read_again
from generator.disclosure.render import render
from generator.document.tree import Block, Document, Paragraph, Run
from generator.model.figure import Op
from generator.published.audit import read_publication
from generator.published.publication import Publication
from generator.published.status import Status
from generator.published.text import fold
from tests import plaintext
from tests.factory import changed, made, text_of

assert rules
ROOT = Path(__file__).parents[1]
FORM = "清溪县/2021"
OWN = """# 支出决算情况说明

本局账上花出去的钱一共{{ 支出.合计|万元 }}，维持日常运转的那一块{{ 支出.基本支出|占(支出.合计) }}；
盘子里头归省里拨来的{{ 一般公共预算.合计|额 }}，同头一年相差{{ 一般公共预算.合计|差额(上年.一般公共预算.合计) }}，
步子{{ 一般公共预算.合计|上升下降率(上年.一般公共预算.合计) }}，原先安排的拿下了{{ 一般公共预算.合计|完成率(一般公共预算.年初预算) }}；
智慧水务那一摊{{ 其他数.智慧水务|万元 }}，够得上工程类的{{ 其他数.智慧水务|占(支出.项目支出) }}，铺了{{ 其他数.站点|数 }}处。
"""
PROFILE = "基于: 湖南/2021\n其他数:\n  智慧水务: {单位: 万元, 必填: 是}\n  站点: {单位: 处, 必填: 是}\n"
Writer = Callable[[Document], bytes]
WRITERS: dict[str, Writer] = {
    "txt": lambda document: plaintext.text_of(document).encode(),
    "docx": lambda document: render(document, ["docx"])[0]["docx"],
    "pdf": lambda document: render(document, ["pdf"], "typst")[0]["pdf"],
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """The good department's document in a form of its own, with a section in words of its own."""
    folder = tmp_path / "templates" / FORM
    (folder / "3-情况说明").mkdir(parents=True)
    (folder / "profile.yaml").write_text(PROFILE, "utf-8")
    (folder / "3-情况说明" / "支出决算.j2").write_text(OWN, "utf-8")
    monkeypatch.chdir(tmp_path)
    read_again()
    data = changed({"版式": FORM, "其他数": {"智慧水务": "21.05", "站点": 7}})
    Path("部门.yaml").write_text(text_of(data), "utf-8")
    it = made(Path("部门.yaml"))
    assert not it.errors and it.document is not None
    return it.document


def published(document: Document, form: str, folder: Path) -> Publication:
    """The document as a file of that form, read."""
    path = folder / f"公开.{form}"
    path.write_bytes(WRITERS[form](document))
    return read_publication(path)


def found(publication: Publication) -> list[str]:
    """What is found, without hints."""
    return [f"{each.code} {each.message}" for each in run(publication.report) if each.code[0] != "H"]


def slipped(run: Run) -> Run:
    """A run with the last digit of the whole part of its number one up, or down for a nine."""
    digits = run.text.partition(".")[0]
    at = max(index for index, letter in enumerate(digits) if letter.isdecimal())
    digit = "8" if run.text[at] == "9" else str(int(run.text[at]) + 1)
    return replace(run, text=run.text[:at] + digit + run.text[at + 1 :])


def slips(document: Document, wanted: Callable[[Paragraph, Run], bool]) -> Iterator[tuple[str, Document]]:
    """The document with a slip in each figure of its paragraphs that is wanted, and the words up to it."""
    for at, block in enumerate(document.blocks):
        for number, each in enumerate(block.runs if isinstance(block, Paragraph) else ()):
            assert isinstance(block, Paragraph)
            if each.figure is not None and bare(each.text) and wanted(block, each):
                runs = (*block.runs[:number], slipped(each), *block.runs[number + 1 :])
                blocks = (*document.blocks[:at], replace(block, runs=runs), *document.blocks[at + 1 :])
                yield "".join(one.text for one in runs[: number + 1]), replace(document, blocks=blocks)


def own_words(block: Paragraph, run: Run) -> bool:
    """Whether a figure stands in the office's own sentence, and is not one that nothing else speaks of."""
    return block.text.startswith("本局账上花出去的钱") and not (run.figure and run.figure.unit == "处")


def derived(block: Paragraph, run: Run) -> bool:
    """Whether a figure is a ratio, or a change with its way."""
    formula = run.figure.formula if run.figure else None
    return formula is not None and (formula.op is Op.RATIO or not run.text[0].isdecimal())


@pytest.mark.parametrize("form", WRITERS)
def test_an_offices_own_sentence_is_bound_and_gives_no_finding(office: Document, form: str, tmp_path: Path) -> None:
    read = published(office, form, tmp_path)
    assert found(read) == []
    (line,) = (line for line in read.lines if "账上花出去的钱" in line.text.text)
    places = {line.text.place(at) for at in range(len(line.text.text))}
    bound = [f"{claim.name} {claim.kind} {claim.value}{claim.unit}" for claim in read.claims if claim.place in places]
    assert sorted(bound) == [
        "一般公共预算.合计 增减率 9.7%",
        "一般公共预算.合计 完成率 98.7%",
        "一般公共预算.合计 差额 28.00万元",
        "一般公共预算.合计 数 318.00万元",
        "其他数.智慧水务 占 20.0%",
        "其他数.智慧水务 数 21.05万元",
        "其他数.站点 数 7",
        "支出.合计 数 318.00万元",
        "支出.基本支出 占 66.9%",
    ]
    assert all(entry.bound for entry in read.seen if entry.line == line)


@pytest.mark.parametrize("form", WRITERS)
def test_a_slip_in_each_slot_of_an_offices_own_sentence_is_found(office: Document, form: str, tmp_path: Path) -> None:
    each = list(slips(office, own_words))
    assert len(each) == 8
    assert [words[-24:] for words, document in each if not found(published(document, form, tmp_path))] == []


def bare(text: str) -> str:
    """The digits of a printed figure."""
    return re.sub(r"[^\d.]", "", text)


SOME = 0.6  # 上年数只由一个增减额推出的，数太小、比率随便哪位都算得出的，无从印证
DATA = sorted(path for path in (ROOT / "data").rglob("20*.yaml") if "版式" in path.read_text("utf-8"))


def proved(publication: Publication) -> set[str]:
    """What is said up to each figure that follows from others and is said to be proved."""
    said = {line.text.place(at): line.text.text[:at] for line in publication.lines for at in range(len(line.text.text))}
    good = (each.claim for each in publication.judged if each.status is Status.VERIFIED and each.claim.computed is not None)
    return {said[claim.place] for claim in good if claim.place in said}


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.name}{path.stem}")
def test_a_slip_in_a_derived_slot_of_every_profiles_example_is_found(path: Path, tmp_path: Path) -> None:
    document = made(path).document
    assert document is not None
    whole = published(document, "txt", tmp_path)
    known = proved(whole)
    every = list(slips(document, derived))
    each = [(words, slip) for words, slip in every if fold(re.sub(r"[\d.,]+\D*$", "", words)) in known]
    assert len(each) >= len(every) * SOME
    some = random.Random(2021).sample(each, min(10, len(each)))
    assert [words[-24:] for words, slip in some if found(published(slip, "txt", tmp_path)) == found(whole)] == []


EDITED = ("；智慧水务那一摊", "，另外添了几台电脑；智慧水务这一摊")


def edited(document: Document) -> Document:
    """The document with some words of the office's own sentence put otherwise by hand."""
    return replace(document, blocks=tuple(map(_edited, document.blocks)))


def _edited(block: Block) -> Block:
    if not isinstance(block, Paragraph) or EDITED[0] not in block.text:
        return block
    return replace(block, runs=tuple(replace(each, text=each.text.replace(*EDITED)) for each in block.runs))


def test_a_sentence_that_was_edited_is_read_by_its_other_clauses(office: Document, tmp_path: Path) -> None:
    """What is left of it word for word is still bound, short or changed clauses are not; a slip in what is bound is found."""
    read = published(edited(office), "txt", tmp_path)
    assert found(read) == []
    (line,) = (line for line in read.lines if "账上花出去的钱" in line.text.text)
    assert [entry.mention.label for entry in read.seen if entry.line == line and not entry.bound] == ["步子上升", "智慧水务这一摊"]
    slipped_ = list(slips(edited(office), lambda block, each: own_words(block, each) and each.text[:1].isdecimal()))
    missed = [words[-7:] for words, document in slipped_ if not found(published(document, "txt", tmp_path))]
    assert missed == ["22.05万元", "类的21.0%"]
