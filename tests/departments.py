"""Any department: changes to the good one, for properties that hold whatever is written."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.factory import Data

CODES = ("2010499", "2080505", "2110105", "2130301", "2120803", "2121301", "2230105")
THREE_PUBLIC = {
    "因公出国费": ("团组", "人次"),
    "公务用车购置费": ("购置数",),
    "公务接待费": ("批次", "人次"),
    "公务用车运行维护费": ("保有量",),
}
FUNDS = ("21208", "21213", "223")
NAMES = ("办公室", "规划科", "财务科（审计科）", "第一管理站", "县水库管理中心")
REASONS = ("人员增加", "政策调整，标准提高", "项目延期。", "上年数较小")
amounts = st.sampled_from(["0", "0.01", "3.00", "12.5", "100", "1234.56"]) | st.decimals(0, 99999, places=2).map(str)
maybe = st.none() | amounts
reasons = st.none() | st.sampled_from(REASONS)
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
counts = st.integers(0, 99)


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """A group of keys, those that are None left out."""
    return st.fixed_dictionaries(fields).map(lambda d: {k: v for k, v in d.items() if v is not None})


events = st.none() | st.lists(
    _some(名称=st.sampled_from(("防汛会", "工作会")), 人数=st.none() | counts, 内容=reasons, 金额=amounts, 明细=reasons),
    min_size=1,
    max_size=3,
)
costs = st.none() | _some(决算=amounts, 年初预算=maybe, 原因=reasons, 场次=events)
row = _some(基本支出=maybe, 项目支出=amounts, 年初预算=maybe, 原因=reasons)
three_public = st.fixed_dictionaries({
    part: _some(预算=amounts, 决算=amounts, 上年=maybe, 原因=reasons, 较上年原因=reasons, 说明=reasons,
                **dict.fromkeys(fields, counts))
    for part, fields in THREE_PUBLIC.items()
})  # fmt: skip
SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "概况": _some(内设机构=st.none() | names, 另设机构=st.none() | names, 下属单位=st.none() | names),
    "基本支出明细": st.none() | st.fixed_dictionaries({"30101": amounts, "30215": amounts, "31002": amounts}),
    "机关运行经费": _some(决算=amounts, 年初预算=maybe, 上年=maybe, 原因=reasons, 较上年原因=reasons),
    "三公经费": three_public,
    "一般性支出": st.none() | _some(会议费=costs, 培训费=costs, 节庆活动=st.none() | _some(场次=events)),
    "政府采购": st.none()
    | _some(合计=amounts, 授予中小企业=maybe, 授予小微企业=maybe)
    | _some(货物=amounts, 工程=amounts, 服务=amounts, 授予中小企业=maybe),
    "国有资产": st.none()
    | _some(车辆合计=counts)
    | _some(车辆=_some(应急保障用车=counts, 其他用车=counts), 单价50万元以上通用设备=counts, 单价100万元以上设备=counts),
    "预算绩效": _some(项目个数=counts, 涉及资金=maybe, 结论=reasons),
    "绩效自评.资金": _some(全年预算=amounts.filter(lambda amount: float(amount) > 0)),
    "绩效自评.项目": st.none()
    | st.lists(_some(名称=st.just("堤防"), 年初预算=maybe, 全年预算=maybe, 全年执行=maybe, 说明=reasons), max_size=2),
    "结转结余": st.fixed_dictionaries({"年初": _some(合计=amounts, 财政拨款=amounts)}),
    "上年": st.none() | st.fixed_dictionaries({"一般公共预算": _some(合计=maybe), "收支总计": _some(收入=maybe)}),
    "一般公共预算": st.none() | _some(较上年原因=reasons),
    "收支总计": st.none() | _some(较上年原因=reasons),
    "数字样式": _some(千分位=st.sampled_from("是否"), 金额小数=st.integers(0, 2), 百分比小数=st.integers(0, 2),
                  去尾零=st.sampled_from("是否")),
}  # fmt: skip


def _projects(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({"项目个数": counts, "涉及资金": amounts, **more})


VEHICLES = ("副部（省）级及以上领导用车", "主要领导干部用车", "机要通信用车", "应急保障用车", "执法执勤用车",
            "特种专业技术用车", "离退休干部服务用车", "其他用车")  # fmt: skip
SHANGHAI: dict[str, st.SearchStrategy[Any]] = {  # 上海的样式另外印的
    "概况.下属单位": st.none() | st.lists(
        _some(名称=st.sampled_from(NAMES), 备注=st.none() | st.sampled_from(("公益一类", "本年新增"))),
        min_size=1, max_size=3, unique_by=lambda unit: unit["名称"],
    ),
    "政府采购": st.fixed_dictionaries({
        **dict.fromkeys(("货物", "工程", "服务"), amounts),
        "预留": st.fixed_dictionaries(dict.fromkeys(("中小企业", "小微企业"), amounts)),
        "中标": st.fixed_dictionaries(dict.fromkeys(("预留中小企业", "预留小微企业", "其他项目"), amounts)),
    }),
    "国有资产": st.fixed_dictionaries({
        "车辆": st.fixed_dictionaries(dict.fromkeys(VEHICLES, counts)), "单价100万元以上设备": counts,
    }),
    "预算绩效": st.fixed_dictionaries({
        "制度": st.lists(st.sampled_from(("预算绩效管理办法", "项目支出管理办法（试行）")), min_size=1, max_size=2, unique=True),
        "机制": st.sampled_from(("事前申报、事中跟踪、事后评价",)),
        "编报": _projects(), "跟踪": _projects(),
        "自评": _projects(平均得分=counts, **dict.fromkeys(("优", "良", "中", "差"), counts)),
        "问题": st.fixed_dictionaries(dict.fromkeys(("发现", "已整改", "整改中"), counts)),
    }),
}  # fmt: skip


@st.composite
def departments(draw: st.DrawFn) -> Data:
    """Changes to the good department: any amounts, parts left out, funds, events, last year, styles."""
    changes = {key: draw(strategy) for key, strategy in SECTIONS.items()}
    codes = sorted(draw(st.sets(st.sampled_from(CODES), min_size=1)))  # 集合的次序每个进程不同
    changes["支出"] = {code: draw(row) for code in codes}
    changes["收入"] = {code: draw(_some(财政拨款=amounts, 其他收入=maybe)) for code in codes}
    for code in codes:
        if code.startswith("212") and (opening := draw(maybe)):
            changes["支出"][code]["年初结转结余"] = opening
    return changes


@st.composite
def shanghai(draw: st.DrawFn) -> Data:
    """Departments of Shanghai's form of 2024, with all that it prints."""
    changes = draw(departments()) | {key: draw(strategy) for key, strategy in SHANGHAI.items()}
    for spent in changes["支出"].values():
        spent.setdefault("年初预算", draw(amounts))
        spent |= draw(_some(用途=reasons))
    for part in THREE_PUBLIC:
        changes["三公经费"][part].setdefault("上年", draw(amounts))
    changes["三公经费"]["公务用车购置及运行费"] = draw(_some(较上年原因=reasons))
    changes["三公经费"]["公务接待费"]["外宾接待"] = draw(st.fixed_dictionaries({"金额": amounts, "批次": counts, "人次": counts}))
    changes["基本支出明细"] = changes["基本支出明细"] or {"30101": "0", "30215": "0", "31002": "0"}
    form: Data = {"版式": "上海/2024", "年度": 2024, "部门.名称": "上海市示例区水务局"}
    return {**_agreeing(changes), **form, "绩效自评": None, "数字样式": None}


def publishable() -> st.SearchStrategy[Data]:
    """Departments whose amounts agree with each other, as nearly every published one's do: what is built has no errors."""
    return departments().map(_agreeing)


def _agreeing(changes: Data) -> Data:
    """Income covers spending, details add up to their totals, parts are no larger than wholes, nothing needed is left out."""
    spent, received = changes["支出"], changes["收入"]
    for code, row in spent.items():
        most = max(_sum(row, "基本支出", "项目支出"), Decimal(received[code]["财政拨款"]))
        received[code] = {**received[code], "财政拨款": str(most)}
    opening = (changes["结转结余"] or {"年初": {"合计": "0"}})["年初"]
    funds = sum((_sum(row, "年初结转结余") for row in spent.values()), Decimal(0))
    carried = sorted(funds + Decimal(opening.get(key, opening["合计"])) for key in ("合计", "财政拨款"))
    changes["结转结余"] = {"年初": {"合计": str(carried[1]), "财政拨款": str(carried[0])}}
    for cost in (changes["一般性支出"] or {}).values():
        if "决算" in cost and (held := cost.get("场次")):
            cost["决算"] = str(sum(Decimal(event["金额"]) for event in held))
    _detail(changes, sum((_sum(row, "基本支出") for code, row in spent.items() if not code.startswith(FUNDS)), Decimal(0)))
    _counted(changes["三公经费"])
    bought = changes["政府采购"] or {}
    if {"授予中小企业", "授予小微企业"} <= bought.keys():
        bought["授予小微企业"], bought["授予中小企业"] = sorted((bought["授予小微企业"], bought["授予中小企业"]), key=Decimal)
    return changes


def _detail(changes: Data, basic: Decimal) -> None:
    """Let the economic items add up to the basic spending, and the running costs to those of goods and assets."""
    if not changes["基本支出明细"]:
        return
    held = (changes["一般性支出"] or {}).get("会议费", {}).get("决算", "0")
    meeting = min(Decimal(changes["基本支出明细"]["30215"]), Decimal(held), basic)
    assets = min(Decimal(changes["基本支出明细"]["31002"]), basic - meeting)
    items = {"30101": basic - meeting - assets, "30215": meeting, "31002": assets}
    changes["基本支出明细"] = {code: str(amount) for code, amount in items.items()}
    changes["机关运行经费"]["决算"] = str(meeting + assets)


def _counted(three: Data) -> None:
    """As many people as groups, and some of each where money was spent."""
    for part, fields in THREE_PUBLIC.items():
        least = 1 if Decimal(three[part]["决算"]) else 0
        numbers = sorted(max(three[part][field], least) for field in fields)
        three[part].update(zip(fields, numbers, strict=True))


def _sum(row: Data, *keys: str) -> Decimal:
    return sum((Decimal(row.get(key, "0")) for key in keys), Decimal(0))
