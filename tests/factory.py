"""Departments of our own invention: a good one covering every section, changed key by key, and its document."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator.disclosure.department import compose, read_department
from generator.document.tree import Cell, Document, Heading, Paragraph, Row, Table, plain
from generator.model.facts import Facts
from generator.source.finding import Finding, Level

Data = dict[str, Any]


class Dumper(yaml.CSafeDumper):
    """A dumper that writes every value out."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer to a value written before."""
        return True


GOOD: Data = {
    "版式": "湖南/2021",
    "部门": {"名称": "示例县水务局", "自称": "本局", "性质": "行政"},
    "年度": 2021,
    "金额单位": "万元",
    "概况": {
        "职责": ["管理全县水资源。", "组织水利工程建设。"],
        "内设机构": ["办公室", "工程科", "水资源科"],
        "另设机构": ["机关党委"],
    },
    "收入": {
        "2080505": {"财政拨款": "12.34"},
        "2130301": {"财政拨款": "210.50"},
        "2130305": {"财政拨款": "88.06"},
    },
    "支出": {
        "2080505": {"基本支出": "12.34", "年初预算": "12.34"},
        "2130301": {"基本支出": "200.40", "项目支出": "10.10", "年初预算": "190.00", "原因": "新增人员"},
        "2130305": {"项目支出": "95.16", "年初预算": "120", "原因": "部分工程跨年实施"},
    },
    "一般公共预算": {"较上年原因": "工程增多"},
    "收支总计": {"较上年原因": "工程款增多"},
    "财政拨款收支总计": {"较上年原因": "拨款增多"},
    "结转结余": {"年初": {"合计": "30.00", "财政拨款": "30.00"}},
    "基本支出明细": {
        "30101": "100.00",
        "30102": "50.34",
        "30302": "20.00",
        "30201": "22.40",
        "30211": "15",
        "31002": "5.00",
    },
    "三公经费": {
        "原因": "控制支出",
        "较上年原因": "购置车辆",
        "因公出国费": {"预算": 0, "决算": 0, "团组": 0, "人次": 0},
        "公务用车购置费": {"预算": "18", "决算": "17.50", "购置数": 1, "原因": "成交价低", "较上年原因": "更新车辆"},
        "公务用车运行维护费": {
            "预算": "6",
            "决算": "6.20",
            "保有量": 3,
            "原因": "油价上涨",
            "较上年原因": "车况改善",
            "说明": "燃料和维修",
        },
        "公务接待费": {"预算": "3", "决算": "2.25", "批次": 12, "人次": 96, "原因": "从简", "说明": "接待检查组"},
    },
    "机关运行经费": {"年初预算": "40.00", "原因": "购置设备", "较上年原因": "压缩开支"},
    "一般性支出": {
        "会议费": {
            "年初预算": "2",
            "决算": "1.50",
            "原因": "合并开会",
            "场次": [
                {"名称": "防汛会议", "人数": 60, "金额": "1.10", "明细": "场租和资料"},
                {"名称": "年度总结会", "人数": 45, "内容": "总结工作", "金额": "0.40"},
            ],
        },
        "培训费": {"年初预算": "1.00", "决算": "1.00"},
        "节庆活动": {"场次": [{"名称": "水日宣传", "金额": "0.85"}, {"名称": "节水论坛", "金额": "1.15"}]},
    },
    "政府采购": {"货物": "20", "工程": "50.00", "服务": "5.50", "授予中小企业": "60.00", "授予小微企业": "30"},
    "国有资产": {
        "车辆": {"应急保障用车": 1, "执法执勤用车": 2},
        "单价50万元以上通用设备": 4,
        "单价100万元以上专用设备": 0,
    },
    "预算绩效": {"项目个数": 2, "涉及资金": "105.26", "情况": ["组织了全面自评。"], "结论": "完成较好"},
    "绩效自评": {
        "编制人数": 40,
        "实有人数": 38,
        "整体情况": ["供水安全有保障，支出{{ 支出.合计|万元 }}。"],
        "项目": [{"名称": "堤防加固", "全年预算": "100", "全年执行": "95.16", "说明": "按期完工"}],
        "问题": ["指标不够细。"],
        "改进": ["细化指标。"],
        "资金": {"全年预算": "330"},
        "指标": [
            {"一级": "产出指标", "二级": "数量指标", "名称": "加固堤防", "指标值": "5公里", "分值": 50, "得分": 48},
            {"一级": "效益指标", "二级": "社会效益", "名称": "受益人口", "指标值": "3万人", "分值": 40, "得分": 38},
        ],
    },
    "上年": {
        "收支总计": {"收入": "320.00", "支出": "320.00"},
        "财政拨款收支总计": {"收入": "320.00", "支出": "320.00"},
        "一般公共预算": {"合计": "290.00"},
        "三公经费": {
            "因公出国费": {"决算": 0},
            "公务用车购置费": {"决算": 0},
            "公务用车运行维护费": {"决算": "7.00"},
            "公务接待费": {"决算": "2.25"},
        },
        "机关运行经费": {"决算": "45.10"},
    },
}


@dataclass(frozen=True)
class Made:
    """A department read and composed."""

    document: Document | None
    findings: tuple[Finding, ...]
    facts: Facts

    @property
    def errors(self) -> list[Finding]:
        """The findings that would stop a build."""
        return [finding for finding in self.findings if finding.level is Level.ERROR]

    @property
    def codes(self) -> list[str]:
        """The code of every finding."""
        return [finding.code for finding in self.findings]

    def section(self, title: str) -> list[str]:
        """The paragraphs and lower headings of a section."""
        assert self.document is not None
        return section(self.document, title)

    def say(self, title: str) -> str:
        """A section as one text; the department must be free of errors."""
        assert not self.errors, self.errors
        return "\n".join(self.section(title))


def changed(changes: Mapping[str, Any] | None = None, base: Data = GOOD) -> Data:
    """A department with some keys, by path (支出.2130301.基本支出), set or, with None, removed."""
    data = deepcopy(base)
    for path, value in (changes or {}).items():
        *above, last = path.split(".")
        place = data
        for key in above:
            place = place.setdefault(key, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return data


def text_of(data: Data) -> str:
    """The department as YAML."""
    return yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1000)


def make(changes: Mapping[str, Any] | None = None, draft: bool = False, base: Data = GOOD, **others: Data) -> Made:
    """The good department with changes, read from a file; `others` are files beside it (prior=…: prior.yaml)."""
    with TemporaryDirectory() as folder:
        for name, data in others.items():
            Path(folder, f"{name}.yaml").write_text(text_of(data), "utf-8")
        path = Path(folder, "部门.yaml")
        path.write_text(text_of(changed(changes, base)), "utf-8")
        return made(path, draft)


def made(path: Path, draft: bool = False) -> Made:
    """A department's file, read and composed."""
    department = read_department(path)
    document, lacking = compose(department, draft)
    return Made(document, (*department.findings, *lacking), department.facts)


def with_facts(path: Path) -> Facts:
    """All facts of a department's file."""
    return read_department(path).facts


def section(document: Document, title: str) -> list[str]:
    """The paragraphs and lower headings under the level 2 heading of that title."""
    inside = False
    found = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            inside = plain(block.runs) == title
        elif inside and isinstance(block, Heading | Paragraph):
            found.append(block.text)
    assert found, f"没有“{title}”这一节"
    return found


def tables(document: Document) -> dict[str, Table]:
    """The tables by title."""
    return {block.title: block for block in document.blocks if isinstance(block, Table)}


def row_of(table: Table, first: str) -> Row:
    """The body row that has this text in a cell."""
    return next(row for row in table.body if any(cell.text.strip() == first for cell in row.cells))


def texts(cells: Iterable[Cell]) -> list[str]:
    """What cells print."""
    return [cell.text for cell in cells]


def sentences(document: Document) -> Iterator[str]:
    """Every heading and paragraph."""
    return (block.text for block in document.blocks if isinstance(block, Heading | Paragraph))


def printed(value: Decimal | str, places: int = 2) -> str:
    """A number as prose prints it, half up."""
    return str(Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def share(part: Decimal | str, whole: Decimal | str, places: int = 1) -> str:
    """A percent as prose prints it."""
    return printed(Decimal(part) / Decimal(whole) * 100, places) + "%"
