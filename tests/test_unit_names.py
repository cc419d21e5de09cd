# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Names of units of every kind: told as the department's own, and found where they are another's."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.model.unit_names import head_of, is_head, is_unit, of_itself
from generator.published.audit import Publication, read_publication
from generator.source.finding import Level
from generator.source.resources import PACKAGE
from generator.source.template import read_yaml
from generator.source.words import said
from tests.rules.mutate import findings_of

assert rules
KINDS = (
    "教育局", "发展和改革委员会", "人民政府办公室", "人民法院", "人民检察院", "图书馆", "城关镇", "城关镇人民政府", "青山街道办事处", "青山街道",
    "总工会", "妇幼保健院", "委党校", "融媒体中心", "第一中学", "人民医院", "疾病预防控制中心", "农业技术推广站", "殡仪馆", "看守所",
    "委组织部", "人民武装部", "供销合作社", "妇女联合会", "红十字会", "科学技术协会", "文联", "残联", "公安局交通警察大队", "城市管理综合执法支队",
    "国有林场", "广播电视台", "机关幼儿园", "职业技术学校", "高新技术产业开发区", "开发区管理委员会", "少年宫", "水库管理处", "花鼓戏剧团",
    "日报社", "地方志编纂室", "政协", "人大常委会", "青山乡", "城市建设投资公司", "监狱", "民兵训练基地", "委巡察办", "烈士陵园", "工商联",
)  # fmt: skip
FURTHER = (
    "气象台", "环境监测站", "老年大学", "不动产登记中心", "婚姻登记处", "技工学校", "儿童福利院", "戒毒所", "林业工作站", "仲裁院", "群众艺术馆", "农机校",
    "关工委", "地震台", "侨联", "团委", "党史研究室", "驻京联络处", "水文站", "疗养院", "消防救援站", "绿化队", "科技馆", "慈善总会",
    "纪律检查委员会", "交响乐团", "动物园", "良种繁育场", "少年儿童业余体校", "教师进修学校", "法学会", "国际商会", "职业技能鉴定中心", "居委会", "产业集聚区", "高铁新区",
    "综合保税区", "粮食局", "种子站", "文工团", "军分区", "农场", "引黄灌溉管理局", "污水处理厂", "社区", "幼儿师范", "中医院", "第三小学",
    "血站", "急救中心", "司法局城关司法所",
)  # fmt: skip
OWN = (
    "{0}2022年度部门决算\n第三部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n{0}2022年度收入总计90.00万元。\n"
    "{1}2022年度支出总计90.00万元。\n二、机关运行经费支出情况说明\n{0}机关运行经费支出2.00万元。\n"
    "三、国有资产占用情况说明\n截至2022年12月31日，{0}共有车辆1辆，其中：其他用车1辆。"
)
TABLE = ("收入支出决算总表\n公开01表\n部门：{0}\n收入\t\t\t支出\t\t\n"
    "项目\t行次\t金额\t项目\t行次\t金额\n本年收入合计\t1\t90.00\t本年支出合计\t2\t90.00\n总计\t3\t90.00\t总计\t4\t90.00\n")


def read(folder: Path, text: str) -> Publication:
    path = folder / "公开.txt"
    path.write_text(text + "\n", "utf-8")
    return read_publication(path)


def told(publication: Publication) -> list[tuple[str, str]]:
    """Code and quote of errors and warnings."""
    return [(f.code, f.quote) for f in run(publication.report) if f.level is not Level.HINT]


def test_further_kinds() -> None:
    assert [kind for kind in FURTHER if not is_unit(f"桃溪县{kind}")] == []
    assert [kind for kind in FURTHER if list(of_itself(f"桃溪县{kind}2022年度收入总计90.00万元。")) != [f"桃溪县{kind}"]] == []
    assert [kind for kind in FURTHER if not said("单位.别处的句中").search(f"指导金河市{kind}内设机构")] == []


def test_each_ending_makes_a_unit_and_each_word_behind_it_its_own() -> None:
    entries = read_yaml(PACKAGE.parent / "templates" / "读法" / "单位.yaml")
    assert [example for example in entries["尾"]["例"] if not is_unit(f"桃溪{example}")] == []
    assert [example for example in entries["自述"]["例"] if not list(of_itself(f"桃溪县图书馆{example}"))] == []
    assert [example for example in entries["表头"]["例"] if not is_head(example) or not (head_of(example) or "万元" in example)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_unit_of_any_kind_is_the_department_itself(kind: str, tmp_path: Path) -> None:
    own = f"桃溪县{kind}"
    publication = read(tmp_path, OWN.format(own, own) + "\n" + TABLE.format(own))
    assert publication.report.text("部门.名称") == own
    assert publication.report.figure("收支总计.收入")
    assert told(publication) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["正文", "表头"])
def test_another_unit_of_any_kind_is_found(kind: str, where: str, tmp_path: Path) -> None:
    own, other = "桃溪县水利工程局", f"金河市{kind}"
    text = OWN.format(own, other if where == "正文" else own) + "\n" + TABLE.format(other if where == "表头" else own)
    assert ("W606", other) in told(read(tmp_path, text))


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_above_a_table_is_enough(kind: str, tmp_path: Path) -> None:
    publication = read(tmp_path, TABLE.format(f"桃溪县{kind}"))
    assert publication.report.text("部门.名称") == f"桃溪县{kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_in_data_too(kind: str, tmp_path: Path) -> None:
    paragraph = "{}内设机构按规定履行职责，拟订全县农业农村发展规划。"
    found = findings_of(tmp_path, {"概况.职责.1": paragraph.format(f"临江市{kind}")})
    assert [(f.code, f.quote) for f in found] == [("W606", f"临江市{kind}")]
    own = {"部门.名称": f"清溪县{kind}", "概况.职责.1": paragraph.format(f"清溪县{kind}")}
    assert [f for f in findings_of(tmp_path, own) if f.code in ("W605", "W606")] == []


@pytest.mark.parametrize(
    "head",
    ["部门：{}", "单位名称：{}", "编制单位：{}", "填报部门：{}", "部门（盖章）：{}", "汇总单位:{}", "预算部门：{}", "部门：{}（本级）", "部 门： {}"],
)
def test_head_lines_of_any_form(head: str, tmp_path: Path) -> None:
    own = "桃溪县图书馆"
    text = OWN.format(own, own) + "\n" + TABLE.replace("部门：{0}", head)
    assert told(read(tmp_path, text.format(own))) == []
    assert ("W606", "金河市融媒体中心") in told(read(tmp_path, text.format("金河市融媒体中心")))


@pytest.mark.parametrize(
    "sentence",
    ["桃溪县全部2022年财政拨款已经下达。", "全县经济社会2022年度收入增加。", "本县2022年一般公共预算执行良好。", "湖南省桃溪县2022年一般公共预算执行良好。", "单位：万元", "以上各科室2022年支出都已核对。"],
)
def test_what_is_no_unit(sentence: str, tmp_path: Path) -> None:
    own = "桃溪县图书馆"
    publication = read(tmp_path, OWN.format(own, own) + "\n四、其他情况说明\n" + sentence)
    assert sentence in [passage.text for passage in publication.report.passages]
    assert "W606" not in [code for code, _ in told(publication)]
