"""One verdict for data and for what is made of them: check, build, check each file, import, build again, compare."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator.authoring.imports.files import Imported, import_files
from generator.checks.text.own_text import PROOF
from generator.commands.check import check_file
from generator.commands.checked import Checked
from generator.disclosure.department import Department, read_department
from generator.disclosure.proofread import examined
from generator.disclosure.render import render
from generator.document.profile import load_profile
from generator.document.tree import Document, lines
from generator.published.audit import read_publication
from generator.published.compare import compare
from generator.published.differences import Kind
from generator.source.finding import Finding
from tests.factory import Data, changed, text_of
from tests.test_manual import example

ROOT = Path(__file__).resolve().parents[1]
DATA = {p.relative_to(ROOT / "data").as_posix(): p.read_text("utf-8") for p in sorted((ROOT / "data").glob("*/*.yaml"))}
FILE_ONLY = {
    "H202": "印出来的数是四舍五入过的，加起来差在末位；数据里的数没有舍入",
    "H212": "比率由没有舍入的数算出，再由印出的数重算，差在末位",
}
IMPORT_ONLY = {"W704": "只公开了自评报告的，别的内容没有印出来，导入后要补写"}
SAME = {"W307": "W302"}  # 文件里的代码: 数据里同一件事的代码（变动一成以上的，数据里是 W302）
CODE = re.compile(r"（([EWH]\d{3})）")
LEAST_BOUND = 0.9
ASSETS = {"单价50万元以上通用设备": None, "单价100万元以上专用设备": None, "单价100万元以上设备": 2}
BY_KIND = {"货物": 26, "工程": 380, "服务": 54, "货物授予中小企业": 20, "工程授予中小企业": 200, "服务授予中小企业": 54}
LATER: Data = {"政府采购": BY_KIND, **{f"国有资产.{key}": value for key, value in ASSETS.items()}}
NOTHING = dict.fromkeys(("预算", "决算", "上年"), 0)
OWN_PART = [
    "@节 收入支出决算总体", "@节 收入决算", "@节 支出决算", "# 其他情况", "全年支出{{ 支出.合计|万元 }}，用于水利。",
    *(f"@节 {name}" for name in (
        "财政拨款收入支出决算总体", "一般公共预算财政拨款支出决算", "一般公共预算财政拨款基本支出决算", "三公经费支出决算",
        "政府性基金预算收入支出决算", "国有资本经营预算支出决算", "机关运行经费支出", "政府采购支出", "国有资产占用", "预算绩效",
    )),
]  # fmt: skip
FUNDS = {"年初预算": "1462.40", "全年预算": "1660.20", "全年执行": "1640"}
VARIANTS: dict[str, Data] = {
    "2019": {"版式": "湖南/2019", "年度": 2019},
    "2022": {"版式": "湖南/2022", "年度": 2022, **LATER},
    "2023": {"版式": "湖南/2023", "年度": 2023, "图表": "是", **LATER},
    "自己写的概况和情况说明": {
        "概况.正文": ["# 部门职责", "负责全县水利工作。", "# 机构设置", "内设办公室、规划股。"],
        "情况说明": OWN_PART,
    },
    "事业单位，没有采购、车辆、接待": {
        "部门.性质": "事业", "机关运行经费": None, "政府采购": {"货物": 0, "工程": 0, "服务": 0},
        "基本支出明细.30217": 0, "基本支出明细.30231": 0, "基本支出明细.30299": "40.60",
        "国有资产": {"车辆合计": 0, "单价50万元以上通用设备": 0, "单价100万元以上专用设备": 0},
        "三公经费": {
            "因公出国费": {**NOTHING, "团组": 0, "人次": 0}, "公务用车购置费": {**NOTHING, "购置数": 0},
            "公务用车运行维护费": {**NOTHING, "保有量": 0}, "公务接待费": {**NOTHING, "批次": 0, "人次": 0},
        },
        "绩效自评.整体情况": ["修复水毁工程42处。"],
    },
    "汇总，各种收支，十节的报告": {
        "部门.性质": "汇总", "机关运行经费.决算": "163.60", "概况.下属单位": ["清溪县水库管理所", "清溪县灌区管理所"],
        "绩效自评.提纲": "十节", "绩效自评.当年财政拨款": FUNDS,
        "收入.2130306": {"财政拨款": 540, "上级补助": 5, "事业收入": 3, "经营收入": 2, "附属单位上缴": 1, "其他收入": 1},
        "支出.2130306": {
            "项目支出": 548, "经营支出": 2, "上缴上级": 1, "对附属单位补助": 1, "财政拨款": {"项目支出": 540},
            "年初预算": 480, "原因": "年中追加水毁工程修复资金",
        },
    },
    "出国，购车，活动，单位的报告": {
        "绩效自评.提纲": "单位", "三公经费.较上年原因": "更新车辆",
        "三公经费.因公出国费": {
            "预算": 10, "决算": 8, "上年": 6, "团组": 2, "人次": 5, "原因": "压缩人数", "较上年原因": "新增一个团组", "说明": "考察水利",
        },
        "三公经费.公务用车购置费": {"预算": 20, "决算": 18, "上年": 0, "购置数": 1, "原因": "成交价低", "较上年原因": "更新车辆"},
        "一般性支出.节庆活动": {"决算": 2, "场次": [{"名称": "水日宣传活动", "人数": 100, "金额": 2, "明细": "场租"}]},
    },
}  # fmt: skip


def departments() -> dict[str, str]:
    """Every example and department of our own, by name, as YAML."""
    base = yaml.load(example(), Loader=yaml.BaseLoader)
    own = {f"手册，{name}": text_of(changed(changes, base)) for name, changes in VARIANTS.items()}
    return {"手册": example(), **{n: text for n, text in DATA.items() if "\n版式:" in f"\n{text}"}, **own}


@dataclass(frozen=True)
class Made:
    """A department with its document and all that was said of it, accepted findings too."""

    department: Department
    document: Document
    findings: tuple[Finding, ...]

    @property
    def said(self) -> set[str]:
        """The codes of what was said, and of what the proof-reader repeats."""
        told = (*self.findings, *(entry.finding for entry in self.department.accepted))
        return {code for f in told for code in (f.code, *(CODE.findall(f.message) if f.code == PROOF.code else ()))}


def made(path: Path) -> Made:
    """A file read, examined and composed, without errors but those accepted."""
    department = read_department(path)
    document, findings = examined(department)
    assert document is not None, findings
    return Made(department, document, findings)


@pytest.fixture(scope="module", params=departments().items(), ids=lambda pair: pair[0])
def chained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Path]:
    """A department and the folder that holds its file and the document made of it."""
    name, text = request.param
    folder = tmp_path_factory.mktemp("链")
    for other, content in DATA.items():
        if name in DATA and other.split("/")[0] == name.split("/")[0]:
            (folder / other.split("/")[1]).write_text(content, "utf-8")
    path = folder / "甲.yaml"
    path.write_text(text, "utf-8")
    own = made(path)
    (folder / "甲.html").write_bytes(render(own.document, ("html",))[0]["html"])
    return own, folder


def new(findings: tuple[Finding, ...], own: Made, besides: dict[str, str]) -> list[str]:
    """What is said of a file that was not said of the data, but for the codes of rules that cannot be heard there."""
    said = own.said | set(besides)
    return [f"{f.code} {f.message}" for f in findings if f.code not in said and SAME.get(f.code, f.code) not in said]


def agrees(checked: Checked, own: Made, least: float) -> None:
    """A file was read, and nothing is said of it that was not said of the data."""
    assert checked.counts is not None
    assert checked.counts["figures"] > 20
    assert checked.counts["bound"] >= least * checked.counts["figures"]
    assert new(checked.findings, own, FILE_ONLY) == []


def test_the_page_says_what_the_data_say(chained: tuple[Made, Path]) -> None:
    own, folder = chained
    agrees(check_file(folder / "甲.html"), own, LEAST_BOUND if whole(own) else 0)


def whole(own: Made) -> bool:
    """Whether the document is a whole 决算, not a report alone."""
    return any(part.folder == "2-决算表" for part in load_profile(own.department.facts.text("版式")).parts)


def test_it_is_read_back_as_it_was(chained: tuple[Made, Path]) -> None:
    own, folder = chained
    imported = import_files([folder / "甲.html"])
    assert (imported.left, imported.conflicts, imported.lacking, imported.shares.lost) == ((), (), (), 0)
    again = read_again(folder, imported)
    assert list(lines(again.document)) == list(lines(own.document))
    shares = {f.code for f in again.findings if f.code == "W704" and "授予中小企业" in f.message}  # 文中只印了占比，金额读不出来
    assert new(again.findings, own, dict.fromkeys(shares, "") if whole(own) else IMPORT_ONLY) == []
    publication = read_publication(folder / "甲.html")
    for side in (own, again):
        found = compare(side.document, side.department.facts, publication)
        assert len(found) > 10
        assert [d for d in found if d.kind is not Kind.EQUAL] == []


def read_again(folder: Path, imported: Imported) -> Made:
    """The imported file, written, read and composed."""
    path = folder / "乙.yaml"
    path.write_text(imported.text, "utf-8")
    return made(path)


@pytest.mark.parametrize(("kind", "engine"), [("docx", ""), ("xlsx", ""), ("pdf", "typst"), ("pdf", "weasyprint")])
def test_every_format_says_what_the_data_say(kind: str, engine: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(example(), "utf-8")
    own = made(path)
    assert own.findings == ()
    file = tmp_path / f"甲.{kind}"
    file.write_bytes(render(own.document, (kind,), engine or "weasyprint")[0][kind])
    checked = check_file(file)
    agrees(checked, own, LEAST_BOUND)
    assert checked.findings == ()
    if kind == "docx":
        assert read_again(tmp_path, import_files([file])).findings == ()
