"""A 自评表 that a bureau lays out itself, in its own words and order of columns, is read back by its layout."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.disclosure.render import render
from generator.document.tree import Table
from generator.published.audit import read_publication
from tests.factory import Made, changed, made, text_of
from tests.plaintext import text_of as plain_text

FORM = "某市/2021"
LAYOUT = """名称: 部门绩效评价情况表
横向: 是
列宽: [7, 8, 9, 17, 11, 11, 6, 7, 22]
资金: 资金安排
资金栏: [资金来源, 权重: 分值, 批复数: 年初预算, 调整数: 全年预算, 支出数: 全年执行, 完成比例: 执行率, 评分: 得分]
资金行: {资金: 全部资金, 当年财政拨款: 本级拨款, 上年结转资金: 结转来的, 其他资金: 别的资金}
目标: 目标
目标栏: [定下的目标, 做到的情况]
指标: 各项指标
指标栏: [大类, 小类, 具体内容, 权重: 分值, 定的数: 指标值, 做到的数: 完成值, 评分: 得分, 说明: 偏差原因]
总分: 全部评分
等级: 评定档次：
注: [注：照本市的样式。]
"""
DATA = {
    "版式": FORM,
    "绩效自评.资金": {"年初预算": "322.34", "全年预算": "330", "全年执行": "318.00"},
    "绩效自评.当年财政拨款": {"年初预算": "322.34", "全年预算": "310", "全年执行": "298.00"},
    "绩效自评.上年结转资金": {"年初预算": "0", "全年预算": "20.00", "全年执行": "20.00"},
    "绩效自评.执行分值": 10,
    "绩效自评.预期目标": "供水安全有保障。",
    "绩效自评.实际完成": "没有发生供水事故。",
    "绩效自评.指标": [
        {"一级": "产出指标", "二级": "数量指标", "名称": "加固堤防", "指标值": "5公里", "完成值": "5公里", "分值": 50, "得分": 48,
         "偏差原因": "验收晚"},
        {"一级": "效益指标", "二级": "社会效益", "名称": "受益人口", "指标值": "3万人", "完成值": "3.1万人", "分值": 40, "得分": 38},
    ],
}  # fmt: skip
READ = ("年初预算", "全年预算", "全年执行")


@pytest.fixture(scope="module", autouse=True)
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working folder with this layout."""
    folder = tmp_path_factory.mktemp("某市财政局")
    own = folder / "templates" / FORM
    (own / "5-绩效自评").mkdir(parents=True)
    (own / "profile.yaml").write_text("基于: 湖南/2021\n", "utf-8")
    (own / "5-绩效自评" / "自评表.yaml").write_text(LAYOUT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


@pytest.fixture(scope="module")
def department(office: Path) -> Made:
    path = Path("部门.yaml")
    path.write_text(text_of(changed(DATA)), "utf-8")
    it = made(path)
    assert it.document is not None and not it.errors
    return it


def published(it: Made, kind: str) -> Path:
    assert it.document is not None
    contents = {"txt": plain_text(it.document).encode()} if kind == "txt" else render(it.document, (kind,))[0]
    path = Path(f"公开.{kind}")
    path.write_bytes(contents[kind])
    return path


def test_it_is_printed_in_its_words_and_order(department: Made) -> None:
    assert department.document is not None
    (table,) = (block for block in department.document.blocks if isinstance(block, Table) and "绩效评价情况表" in block.title)
    rows = [[cell.text for cell in row.cells] for row in table.body]
    assert ["资金安排", "资金来源", "权重", "批复数", "调整数", "支出数", "完成比例", "评分"] in rows
    assert ["全部资金", "10", "322.34", "330.00", "318.00", "96.36%", "9.64"] in rows
    assert ["效益指标（40分）", "社会效益", "受益人口", "40", "3万人", "3.1万人", "38", ""] in rows
    assert ["全部评分", "100", "", "", "95.64", "评定档次：优"] in rows


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_every_figure_and_text_of_it_is_read_back(kind: str, department: Made) -> None:
    facts = read_publication(published(department, kind)).report.facts
    wanted = {f"绩效自评.{row}.{column}" for row in ("资金", "当年财政拨款", "上年结转资金") for column in READ}
    wanted |= {f"绩效自评.指标.{n}.{field}" for n in (1, 2) for field in ("分值", "得分")} | {"绩效自评.总分", "绩效自评.执行率得分"}
    told = {name: figure.value for name in wanted if (figure := facts.figure(name)) is not None}
    expected = {name: figure.value for name in wanted if (figure := department.facts.figure(name)) is not None}
    expected |= {"绩效自评.总分": told["绩效自评.总分"], "绩效自评.执行率得分": told["绩效自评.执行率得分"]}
    assert told == expected and len(told) == 15
    assert f"{told['绩效自评.总分']}" == "95.64" and facts.text("绩效自评.等级") == "优"
    texts = {"指标.1.名称": "加固堤防", "指标.1.偏差原因": "验收晚", "指标.2.完成值": "3.1万人", "预期目标": "供水安全有保障。"}
    for name, words in texts.items():
        assert facts.text(f"绩效自评.{name}") == words


def test_a_digit_changed_in_it_is_found(department: Made) -> None:
    path = published(department, "html")
    text = path.read_text("utf-8")
    at = text.index(">95.64<", text.index("全部评分"))
    found = [{finding.code for finding in run(read_publication(path).report)}]
    path.write_text(f"{text[:at]}>96.64{text[at + 6 :]}", "utf-8")
    found.append({finding.code for finding in run(read_publication(path).report)})
    assert found[1] - found[0] == {"E517"}
