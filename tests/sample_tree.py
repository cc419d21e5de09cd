"""A sample document tree that uses every node, style and awkward character the writers must draw."""

from dataclasses import replace
from decimal import Decimal

from generator.document.tree import (
    Block,
    Cell,
    Contents,
    Cover,
    Document,
    Entry,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
)
from generator.model.figure import PERCENT, Figure

DEPARTMENT = "部门：示例市工业和信息化局"
UNIT = "金额单位：万元"
NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出", "其他支出")


def money(text: str, name: str = "示例") -> Figure:
    """The figure behind a printed amount."""
    return Figure(name, Decimal(text.replace(",", "")))


def amount(text: str, bold: bool = False) -> Cell:
    """A right-aligned amount; blank text is a zero that knows its figure."""
    return Cell(text, money(text.strip("%") or "0"), "right", bold=bold)


def centre(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """A head cell."""
    return Cell(text, None, "center", colspan, rowspan)


def part(number: str, title: str, anchor: str) -> Heading:
    """A level 1 heading."""
    return Heading(1, number, (Run(title),), anchor)


def prose() -> tuple[Block, ...]:
    """Headings of levels 2 to 4 and paragraphs of every style, with figures in runs."""
    figures = (
        Run("2021年度支出合计"),
        Run("5107.53万元", money("5107.53", "支出.合计")),
        Run("，与上年相比增加"),
        Run("12.40万元", money("12.40")),
        Run("，增长"),
        Run("98.4%", Figure("增减率", Decimal("98.4"), PERCENT)),
        Run("，主要是因为“三公”经费（含公务接待费）按规定从严控制；①室温25℃以下不得开空调；②办公用房500㎡。"),
    )
    return (
        Heading(2, "一、", (Run("收入支出决算总体情况说明"),), "s31"),
        Paragraph(figures),
        Heading(3, "（一）", (Run("一般公共预算财政拨款支出决算总体情况"),), "s311"),
        Paragraph((Run("负责人朱镕基、陶喆为示例姓名，同比±0.5%，范围≥10且≤20，单价3×5……注意——不得拆行。"),)),
        Heading(4, "1、", (Run("一般公共服务支出（类）行政运行（项）。"),), "s3111"),
        Paragraph((Run("年初预算为"), Run("1,680.21万元", money("1,680.21")), Run("，‘一事一议’另行说明。"))),
        Heading(4, "2、", (Run("资源勘探信息等支出（类）其他支出（项）。"),), "s3112"),
        Paragraph(tuple(Run("本单位严格执行预算管理制度，专款专用，提高资金使用效益。") for _ in range(12))),
        Heading(2, "二、", (Run("关于“三公”经费支出说明"),), "s32"),
        Paragraph((Run("绩效自评报告"),), "题"),
        Paragraph(
            (Run("公务接待批次"), Run("62", money("62")), Run("批，http://www.example.gov.cn/2021/report.html。"))
        ),
        Paragraph((Run("注：本表反映单位本年度“三公”经费支出情况。"),), "注"),
        Paragraph((Run("示例市工业和信息化局"),), "右"),
        Paragraph((Run("2022年8月15日"),), "右"),
    )


def totals_table() -> Table:
    """A portrait table of six columns with a two-row head."""
    head = (
        Row((centre("收入", colspan=3), centre("支出", colspan=3))),
        Row(tuple(centre(t) for t in ("项目", "行次", "金额", "项目", "行次", "金额"))),
        Row(tuple(centre(t) for t in ("栏次", "", "1", "栏次", "", "2"))),
    )
    rows = [
        Row((Cell(f"{n}、一般公共预算财政拨款收入"), centre(str(n)), amount("1,942.21" if n % 3 else ""),
             Cell(f"{n}、资源勘探工业信息等支出"), centre(str(n + 30)), amount("5107.53" if n % 2 else "")))
        for n in range(1, 25)
    ]  # fmt: skip
    total = Row((Cell("总计", align="center", bold=True), centre("30"), amount("6109.48", True),
                 Cell("总计", align="center", bold=True), centre("60"), amount("6109.48", True)))  # fmt: skip
    return Table(
        "收入支出决算总表", "公开01表", DEPARTMENT, "2021年度", UNIT,
        (34, 6, 14, 34, 6, 14), head, (*rows, total), ("注：本表反映部门本年度的总收支和年末结转结余情况。",),
        anchor="t01", sheet=True,
    )  # fmt: skip


def long_table() -> Table:
    """A landscape table of 80 body rows under a head with row and column spans."""
    natures = tuple(centre(nature, rowspan=2) for nature in NATURES)
    head = (
        Row((centre("项目", colspan=2), centre("本年支出合计", rowspan=2), *natures)),
        Row((centre("功能分类科目编码"), centre("科目名称"))),
        Row((centre("栏次", colspan=2), *(centre(str(n)) for n in range(1, 8)))),
    )
    body = tuple(long_row(n) for n in range(80))
    return Table(
        "支出决算表", "公开03表", DEPARTMENT, "", UNIT,
        (12, 30, 14, 14, 14, 12, 12, 14, 12), head, body, ("注：本表反映部门本年度各项支出情况。",),
        landscape=True, anchor="t03", sheet=True,
    )  # fmt: skip


def long_row(n: int) -> Row:
    """A row of the long table; every tenth is a 类 in bold, others leave some amounts blank."""
    bold = n % 10 == 0
    name = "资源勘探工业信息等支出" if bold else "其他资源勘探工业信息等支出（支持中小企业发展和管理）"
    texts = (f"{n + 1},107.53", f"{n}.98", "", "", "0.01" if n % 7 == 0 else "", "")
    return Row((Cell(str(2150000 + n), bold=bold), Cell(name, bold=bold), amount("5107.53", bold),
                *(amount(text, bold) for text in texts)))  # fmt: skip


def wide_table() -> Table:
    """A landscape table of twelve columns whose body spans rows too."""
    head = (
        Row((centre("预算数", colspan=6), centre("决算数", colspan=6))),
        Row((
            *(cell for _ in range(2) for cell in (
                centre("合计", rowspan=2), centre("因公出国（境）费", rowspan=2),
                centre("公务用车购置及运行费", colspan=3), centre("公务接待费", rowspan=2))),
        )),
        Row(tuple(centre(t) for t in ("小计", "公务用车购置费", "公务用车运行费") * 2)),
        Row(tuple(centre(str(n)) for n in range(1, 13))),
    )  # fmt: skip
    first = Row((Cell("合计①", align="center", rowspan=2), *(amount("1,234.56") for _ in range(11))))
    second = Row((*(amount("11.55") for _ in range(5)), Cell("小于1㎡（约25℃）", colspan=6, bold=True)))
    return Table(
        "一般公共预算财政拨款“三公”经费支出决算表", "公开07表", DEPARTMENT, "2021年度", UNIT,
        (1,) * 12, head, (first, second), ("注：1．预算数为全年预算数。", "2．决算数含上年结转。"),
        landscape=True, anchor="t07", sheet=True,
    )  # fmt: skip


def empty_table() -> Table:
    """A portrait table without body rows, only a note."""
    spends = (centre("小计"), centre("基本支出"), centre("项目支出"))
    head = (
        Row((centre("项目", colspan=2, rowspan=2), centre("本年支出", colspan=3))),
        Row(spends),
    )
    return Table(
        "国有资本经营预算财政拨款支出决算表", "公开09表", DEPARTMENT, "2021年度", UNIT,
        (14, 30, 14, 14, 14), head, (), ("注：本单位没有国有资本经营预算财政拨款支出，故本表为空。",),
        anchor="t09", sheet=True,
    )  # fmt: skip


def attachment() -> Table:
    """A small portrait table inside prose, bare of number and head line."""
    rows = (
        Row((Cell("产出指标"), Cell("数量指标"), amount("62"))),
        Row((Cell("满意度"), Cell("≥95%"), amount("98.4%"))),
    )
    return Table("部门整体支出绩效目标表", "", "", "", "", (2, 3, 1), (), rows, anchor="t51")


def document(draft: bool = False) -> Document:
    """The whole sample: cover, contents and five parts."""
    blocks: tuple[Block, ...] = (
        part("第一部分　", "示例市工业和信息化局概况", "p1"),
        Heading(2, "一、", (Run("部门职责"),), "s11"),
        Paragraph((Run("（一）贯彻执行国家和省、市有关工业和信息化工作的法律法规、方针政策。"),)),
        part("第二部分　", "部门决算表", "p2"),
        totals_table(), long_table(), wide_table(), empty_table(),
        part("第三部分　", "2021年度部门决算情况说明", "p3"), *prose(),
        part("第四部分　", "名词解释", "p4"),
        Paragraph((Run("一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。"),)),
        part("第五部分　", "附件", "p5"),
        Paragraph((Run("部门整体支出绩效自评报告见下表。"),)), attachment(),
    )  # fmt: skip
    cover = Cover(("2021年度", "示例市工业和信息化局部门决算"))
    entries = tuple(filter(None, map(entry, blocks)))
    return Document(
        "2021年度示例市工业和信息化局部门决算", "示例市工业和信息化局", 2021,
        (cover, Contents("目　录", entries), *blocks), draft,
    )  # fmt: skip


def entry(block: Block) -> Entry | None:
    """The contents line of a block: parts, sections and tables have one."""
    match block:
        case Heading(level=1 | 2):
            return Entry(block.level, block.text, block.anchor)
        case Table():
            return Entry(2, block.title, block.anchor)
    return None


def with_paragraph(text: str) -> Document:
    """The sample with one more paragraph at its end, for hostile text."""
    whole = document()
    return replace(whole, blocks=(*whole.blocks, Paragraph((Run(text),))))
