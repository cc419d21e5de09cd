"""What adds up to what, what equals what and what is part of what: the sums of the forms (公开01–09表), once.

Names are those of facts; each whole comes with its parts. Amounts of parts and whole are in one unit.
"""

from collections.abc import Iterator

from generator.model.catalogue import FUNDS

BASIC = "基本支出明细"
OPENING, CLOSING = "结转结余.年初", "结转结余.年末"
RESERVE, DISTRIBUTED = "结转结余.使用非财政拨款结余", "结转结余.结余分配"
TRIPS, PURCHASE, RUNNING, RECEPTION = "因公出国费", "公务用车购置费", "公务用车运行维护费", "公务接待费"
VEHICLE_COST = "公务用车购置及运行费"
TITLES = {TRIPS: "因公出国（境）费", RECEPTION: "公务接待费", PURCHASE: "公务用车购置费", RUNNING: "公务用车运行维护费"}
PROCURED = ("货物", "工程", "服务")
KINDS = {"基本": "基本支出", "项目": "项目支出"}
HELD, CAME, LEFT = "年初结转结余", "本年收入", "年末结转结余"
CARRIED_ON, SAVED = "年末结转", "年末结余"
ECONOMIC = "经济分类"
BASIC_BY_ROW = f"基本.{ECONOMIC}"
BY_ECONOMIC = {ECONOMIC: "合计", **{f"{kind}.{ECONOMIC}": spent for kind, spent in KINDS.items()}}
"""Where a row of 科目 is told by 经济分类, and the amount that it then comes to."""
# 财政部样式的公开06表和《政府收支分类科目》：人员经费是301、303，公用经费是302、307、310、399。309、311、312、313是基本建设、对企业和
# 社会保障基金的支出，不在基本支出里，表内没有；公开的表印了这些类的，只能算在公用经费里，因为人员经费只有那两类
PERSONNEL, PUBLIC = ("301", "303"), ("302", "307", "310", "399")
CLASSES = {"人员经费": PERSONNEL, "公用经费": PUBLIC}
EVENT_COSTS = {"会议费": "30215", "培训费": "30216"}
EVENTS = (*EVENT_COSTS, "节庆活动")
BASIC_COSTS = {"30212": TRIPS, "30217": RECEPTION, "30231": RUNNING, "31013": PURCHASE}

SUMS: dict[str, tuple[str, ...]] = {
    "收入.财政拨款": tuple(f"收入.{fund}" for fund in FUNDS),
    "财政拨款.合计": tuple(f"{fund}.合计" for fund in FUNDS),
    "收支总计.收入": ("收入.合计", RESERVE, f"{OPENING}.合计"),
    "收支总计.支出": ("支出.合计", DISTRIBUTED, f"{CLOSING}.合计"),
    "财政拨款收支总计.收入": ("收入.财政拨款", f"{OPENING}.财政拨款"),
    "财政拨款收支总计.支出": ("财政拨款.合计", f"{CLOSING}.财政拨款"),
    f"{OPENING}.财政拨款": tuple(f"{OPENING}.{fund}" for fund in FUNDS),
    f"{CLOSING}.财政拨款": tuple(f"{CLOSING}.{fund}" for fund in FUNDS),
    f"{BASIC}.合计": tuple(f"{BASIC}.{part}" for part in CLASSES),
    "政府采购.合计": tuple(f"政府采购.{kind}" for kind in PROCURED),
    "政府采购.授予中小企业": tuple(f"政府采购.{kind}授予中小企业" for kind in PROCURED),
}
SAME = (
    ("收支总计.支出", "收支总计.收入"),
    ("财政拨款收支总计.支出", "财政拨款收支总计.收入"),
    (f"{BASIC}.合计", "一般公共预算.基本支出"),
)
# 没有另写的，就是右边的数
DEFAULTS = {
    "机关运行经费.决算": f"{BASIC}.公用经费",
    "绩效自评.资金.年初预算": "一般公共预算.年初预算",
    "绩效自评.资金.全年执行": "支出.合计",
}
# 公开的文本里多半是同一个数；左边的不会更大的另列
USUALLY_SAME = (
    ("机关运行经费.决算", f"{BASIC}.公用经费"),
    ("绩效自评.资金.年初预算", "一般公共预算.年初预算"),
    ("政府采购.授予小微企业", "政府采购.授予中小企业"),
)
NEVER_MORE = frozenset({"机关运行经费.决算", "政府采购.授予小微企业"})
WITHIN = (
    ("三公经费.决算", "财政拨款.合计"),
    *((f"一般公共预算三公经费.{column}", f"三公经费.{column}") for column in ("决算", "预算")),
    *((f"一般公共预算三公经费.{item}.决算", f"三公经费.{item}.决算") for item in (TRIPS, PURCHASE, RUNNING, VEHICLE_COST, RECEPTION)),
    *((f"一般性支出.{event}.决算", "支出.合计") for event in EVENTS),
    ("政府采购.合计", "支出.合计"),
)
OF_ROW = {
    **{column: tuple(f"{kind}.{column}" for kind in KINDS) for column in (HELD, CAME, LEFT)},
    f"项目.{LEFT}": (f"项目.{CARRIED_ON}", f"项目.{SAVED}"),
    KINDS["基本"]: (*CLASSES,),
}
"""In a row of 科目 of 财政拨款: what each kind of spending held, received and left, and what it was for."""
THREE_PUBLIC = ("三公经费.{}预算", "三公经费.{}决算", "上年.三公经费.{}决算")


def three_public(column: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The wholes of a column of THREE_PUBLIC with their parts: 公务用车购置及运行费, then all."""
    yield column.format(f"{VEHICLE_COST}."), tuple(column.format(f"{part}.") for part in (PURCHASE, RUNNING))
    yield column.format(""), tuple(column.format(f"{part}.") for part in (TRIPS, VEHICLE_COST, RECEPTION))
