"""Good disclosures in other regions' forms and table layouts: every fact is read as it is, and nothing is found wrong."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import read_publication
from generator.published.publication import Publication
from generator.source.finding import Level
from tests.factory import make
from tests.plaintext import LAYOUTS, Layout, text_of
from tests.regional import FORMS, draw, report

assert rules
PROFILES = ("湖南/2019", "湖南/2021", "湖南/2023")
TOLD = {"四川": 25, "广东": 20, "重庆": 12, "浙江": 18, "云南": 12, "上海": 13, "新疆": 15}  # 每种写法里说到几个数


def read(folder: Path, text: str) -> Publication:
    path = folder / "公开.txt"
    path.write_text(text, "utf-8")
    return read_publication(path)


def found(publication: Publication) -> list[str]:
    """Errors and warnings."""
    return [f"{f.code} {f.message}" for f in run(publication.report) if f.level is not Level.HINT]


DEMANDS = ("W302", "W7")  # 这些文本只有数，没有原因，也没有写全；应有什么，另有测试
OLDER = "湖南/2019"  # 八张表的版式，按 2021 年度的数据成文，少一张表


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("seed", [1, 5, 9])
def test_a_good_disclosure_of_another_region(name: str, seed: int, tmp_path: Path) -> None:
    data = draw(seed, 2020 + seed % 4)
    publication = read(tmp_path, FORMS[name](data))
    facts = publication.report.facts
    told = {fact: facts[fact].value for fact in data.facts() if fact in facts}  # type: ignore[union-attr]
    assert told == {fact: value for fact, value in data.facts().items() if fact in told} and len(told) == TOLD[name]
    assert [each for each in found(publication) if not each.startswith(DEMANDS)] == []
    assert publication.summary["bound"] >= publication.summary["figures"] * 0.98
    assert publication.summary["verified"] > 0 and publication.summary["contradicted"] == 0


@pytest.mark.parametrize("seed", [1, 5, 9])
def test_a_good_report_alone(seed: int, tmp_path: Path) -> None:
    data = draw(seed)
    publication = read(tmp_path, report(data))
    facts = publication.report.facts
    assert [facts.figure(f"支出.{part}").value for part in ("合计", "基本支出", "项目支出")] == [  # type: ignore[union-attr]
        data.spending, data.basic, data.spending - data.basic,
    ]  # fmt: skip
    assert facts.figure("绩效自评.总分").value == 98 and len(facts.names("绩效自评.指标")) == 3  # type: ignore[union-attr]
    assert found(publication) == []
    assert found(read(tmp_path, report(data).replace("满意度指标10分", "满意度指标9分")))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_good_disclosure_of_our_own(profile: str, tmp_path: Path) -> None:
    document = make({"版式": profile}).document
    assert document is not None
    publication = read(tmp_path, text_of(document))
    assert [each for each in found(publication) if profile != OLDER or not each.startswith("W722")] == []
    assert publication.summary["unbound"] <= 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_facts(layout: str, tmp_path: Path) -> None:
    document = make().document
    assert document is not None
    plain = read(tmp_path, text_of(document)).report.facts
    other = read(tmp_path, text_of(document, LAYOUTS[layout]))
    assert found(other) == []
    for name in plain:
        if (figure := plain.figure(name)) is not None and not name.startswith("年度"):
            again = other.report.figure(name)
            assert again is not None and again.value == figure.value, name


def test_columns_are_told_by_their_heads(tmp_path: Path) -> None:
    text = (
        "支出决算表\n单位：万元\n"
        "科目编码\t科目名称\t项目支出\t基本支出\t本年支出合计\n"
        "合计\t\t30.00\t12.00\t42.00\n"
        "205\t教育支出\t30.00\t12.00\t42.00\n20502\t普通教育\t30.00\t12.00\t42.00\n2050202\t小学教育\t30.00\t12.00\t42.00\n"
    )
    facts = read(tmp_path, text).report.facts
    assert [facts.figure(f"支出.2050202.{column}").value for column in ("基本支出", "项目支出", "合计")] == [12, 30, 42]  # type: ignore[union-attr]


def test_a_table_by_units_is_not_taken_for_one_by_subjects(tmp_path: Path) -> None:
    text = (
        "收入决算表（分单位）\n单位：万元\n单位名称\t本年收入合计\t财政拨款收入\t事业收入\n"
        "合计\t42.00\t40.00\t2.00\n甲中心\t30.00\t29.00\t1.00\n乙中心\t12.00\t11.00\t1.00\n"
    )
    publication = read(tmp_path, text)
    assert not any("甲" in name for name in publication.report.facts)
    assert found(publication) == []


def test_the_layouts_differ() -> None:
    document = make().document
    assert document is not None
    assert len({text_of(document, layout) for layout in LAYOUTS.values()}) == len(LAYOUTS)
    assert text_of(document, Layout(yuan=True)) != text_of(document)
