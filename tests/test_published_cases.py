"""The cases of tests/cases: of each wording what is read out of it, which slips are found, and what is found wrong.

A case is written as an officer would put it. `写着` is the text under the head of its file (`抬头`; a line set in goes
on from the one before), or `改自` names another case and `改` what is changed in it. A good case says under `读作` which
fact got which amount (`？` a figure that nobody knows), and under `印证不了`, by reason, the figures of which a wrong
digit is not found; of every other figure it is found. A bad case says under `报出` the errors and warnings, hints too
where it names one.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from generator.checks import rules
from generator.checks.registry import run
from generator.model.figure import WAN, Figure
from generator.published.audit import read_publication
from generator.published.publication import Publication

assert rules
FOLDER = Path(__file__).parent / "cases"
KEYS = {"抬头", "写着", "改自", "改", "读作", "印证不了", "报出"}
FIGURE = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?(?=\s*(?:[万亿]?元|[%％辆人个台分次]|批次))|(?<![\d.])\d+\.\d+(?![\d.])")


def read_cases() -> dict[str, dict[str, Any]]:
    """Every case by its name, with its full text under `文`."""
    cases: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        parts = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        head = parts.pop("抬头")
        for name, case in parts.items():
            assert name not in cases and case.keys() <= KEYS and ("读作" in case) != ("报出" in case), name
            cases[name] = {**case, "文": text_of(case, head, cases)}
    return cases


def text_of(case: Mapping[str, Any], head: str, cases: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of a case; what it changes must stand there just once."""
    if "写着" in case:
        return case.get("抬头", head) + re.sub(r"\n +", "", case["写着"])
    text: str = cases[case["改自"]]["文"]
    for old, new in case["改"].items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


CASES = read_cases()
GOOD = [name for name, case in CASES.items() if "读作" in case]
BAD = [name for name, case in CASES.items() if "报出" in case]


@cache
def publication(text: str) -> Publication:
    """A text as a published file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "公开.txt")
        path.write_text(text, "utf-8")
        return read_publication(path)


def found(text: str, hints: bool = False) -> list[str]:
    """The codes of the errors and warnings in the order they are told."""
    return [finding.code for finding in run(publication(text).report) if hints or finding.code[0] != "H"]


def shown(figure: Figure, kind: str = "数") -> str:
    unit = "" if figure.unit in {WAN, ""} else figure.unit
    return f"{'' if kind == '数' else kind + ' '}{figure.value:f}{unit}"


def understood(text: str) -> list[str]:
    """What a text was read as; where that is nothing, the sections that it was taken for."""
    sections = (f"节 {line.section}" for line in publication(text).lines if line.section)
    return list(parts(publication(text))) or list(dict.fromkeys(sections))


def parts(read: Publication) -> Iterator[str]:
    """Facts and rates in order, figures that nobody knows, scores, tables, lists, the contents."""
    for claim in read.claims:
        yield f"{claim.name} {shown(Figure(claim.name, claim.value, claim.unit), claim.kind)}".lstrip()
    for entry in read.seen:
        if not entry.bound:
            yield f"？{entry.mention.label} {shown(entry.mention.figure)}"
    for name, fact in read.report.facts.items():
        if name.startswith("绩效自评.") and isinstance(fact, Figure) and fact.place is not None:
            yield f"{name} {shown(fact)}"
    for table in read.report.tables:
        yield f"表 {table.kind}：{'有数' if table.amounts else '没有数'}{'，注：' + table.note if table.note else ''}"
    for listing in read.report.listings:
        yield f"列举 {listing.what} {listing.count or ''}：{'、'.join(listing.names)}{'等' if listing.open else ''}"
    yield from (f"目录 {heading.number}{heading.title}" for heading in read.report.contents)


def slips(text: str) -> Iterator[tuple[str, str]]:
    """Each figure with what stands before it, and the text with the last digit of its whole part raised by one (9: lowered)."""
    for figure in FIGURE.finditer(text):
        whole = figure.start() + len(figure[0].partition(".")[0]) - 1
        digit = "8" if text[whole] == "9" else str(int(text[whole]) + 1)
        yield text[: figure.end()], text[:whole] + digit + text[whole + 1 :]


def test_the_cases_are_found_and_have_figures() -> None:
    assert sum(len(list(slips(CASES[name]["文"]))) for name in GOOD) > 400
    assert len(GOOD) > 70 and len(BAD) > 60


@pytest.mark.parametrize("name", GOOD)
def test_a_good_wording_is_read_as_it_is_meant_and_gives_no_finding(name: str) -> None:
    case = CASES[name]
    assert "\n".join(understood(case["文"])) == case["读作"].strip()
    assert found(case["文"]) == []


@pytest.mark.parametrize("name", GOOD)
def test_a_wrong_digit_is_found_in_every_figure_that_something_speaks_of(name: str) -> None:
    case = CASES[name]
    unproved = [end for ends in case.get("印证不了", {}).values() for end in ends]
    missed = []
    for before, slipped in slips(case["文"]):
        excepted = [end for end in unproved if before.endswith(end)]
        if not found(slipped):
            missed += excepted or [before[-20:]]
        else:
            assert not excepted, f"{excepted}写错了是能发现的，请从“印证不了”里删去"
    assert sorted(missed) == sorted(unproved)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_wording_gives_just_its_findings(name: str) -> None:
    expected = CASES[name]["报出"]
    assert found(CASES[name]["文"], hints=any(code[0] == "H" for code in expected)) == expected


def test_a_threshold_is_no_figure_of_other_decimals() -> None:
    """单价100万元以上 among amounts of two decimals is no slip of form."""
    assert "H619" not in found(CASES["设备的门槛"]["文"], hints=True)
    assert "H619" in found(CASES["设备的门槛"]["文"].replace("30.50万元", "30万元"), hints=True)


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("“三公”经费预算12.00万元，支出9.50万元。", "三公经费.决算", "9.50"),
        ("三公经费年初预算数为12.00万元，实际支出9.50万元。", "三公经费.决算", "9.50"),
        ("“三公”经费预算12.00万元（其中公务接待费预算5.00万元），支出9.50万元。", "三公经费.决算", "9.50"),
        ("其中公务接待费预算5.00万元，支出4.50万元。", "三公经费.公务接待费.决算", "4.50"),
        ("培训费预算5.00万元，支出4.50万元。", "", "4.50"),
        ("2022年度部门预算900.00万元，支出800.00万元。", "支出.合计", "800.00"),
        ("2022年度总收入900.00万元，总支出800.00万元。", "支出.合计", "800.00"),
    ],
)
def test_what_a_report_says_was_spent_is_of_what_the_budget_before_it_is(said: str, name: str, value: str, tmp_path: Path) -> None:
    path = tmp_path / "自评.txt"
    path.write_text(f"己县统计局2022年度部门整体支出绩效自评报告\n一、部门概况\n负责统计。\n二、资金使用情况\n{said}\n", "utf-8")
    claims = read_publication(path).claims
    assert [claim.name for claim in claims if claim.kind == "数" and str(claim.value) == value] == ([name] if name else [])
