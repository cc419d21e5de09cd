"""Every key an officer may write, with its meaning: the one list behind reading, JSON Schema and the key reference."""

from dataclasses import replace
from typing import get_args

from generator.model.catalogue import Fund
from generator.model.schema import (
    Amount,
    Codes,
    Count,
    Figures,
    Group,
    Items,
    Key,
    Names,
    PriorYear,
    Prose,
    Terms,
    Text,
    asked,
    group,
)
from generator.model.years import years_of_keys

OWN_PARTS = ("概况.正文", "情况说明")  # 部门自己写、代替版式的整个部分
REASON = Text("决算数与预算数不同的原因，不写句号")
OWN_MARKS = "# 一级标题，## 二级标题，### 三级标题，@节 名 用版式里的一节，@节 名：标题 换一个标题"
CHANGE = Text("与上年相比增减的原因，不写句号")

SPLIT: dict[str, Key] = {
    "合计": Amount("本年支出合计；写了基本支出、项目支出等时可不写，写了则核对"),
    "基本支出": Amount("基本支出"),
    "项目支出": Amount("项目支出"),
}
INCOME: dict[str, Key] = {
    "合计": Amount("本年收入合计；写了各列时可不写，写了则核对"),
    "财政拨款": Amount("财政拨款收入"),
    "上级补助": Amount("上级补助收入"),
    "事业收入": Amount("事业收入"),
    "经营收入": Amount("经营收入"),
    "附属单位上缴": Amount("附属单位上缴收入"),
    "其他收入": Amount("其他收入"),
}
SPENDING = SPLIT | {
    "上缴上级": Amount("上缴上级支出"),
    "经营支出": Amount("经营支出"),
    "对附属单位补助": Amount("对附属单位补助支出"),
}
NAMING: dict[str, Key] = {
    "名称": Text("科目名称；编码在当年科目表内时不必写"),
    "预算": Text("由哪一种预算安排；编码在当年科目表内时不必写", get_args(Fund)),
}
BUDGET = Amount("年初预算数")
BY_ECONOMIC = Codes("按经济分类款编码；版式有科目和经济分类对照的表才写", "经济", Amount("决算数"))
KIND: dict[str, Key] = {
    "年初结转结余": Amount("年初结转和结余；两类写一类，另一类由程序推出"),
    "本年收入": Amount("本年收入；两类写一类，另一类由程序推出"),
    "经济分类": BY_ECONOMIC,
}

INCOME_KEY = Codes(
    "收入（公开02表），按功能分类科目编码逐项填写；只有合计时写合计各列",
    "功能",
    Group("一个科目的收入", INCOME | NAMING),
    INCOME
    | {
        "一般公共预算": Amount("财政拨款收入中的一般公共预算财政拨款；可由科目编码推出"),
        "政府性基金": Amount("财政拨款收入中的政府性基金预算财政拨款；可由科目编码推出"),
        "国有资本经营": Amount("财政拨款收入中的国有资本经营预算财政拨款；可由科目编码推出"),
    },
    wanted=True,
)
SPENDING_KEY = Codes(
    "支出（公开03、05表和基金、国资表），按功能分类科目编码逐项填写；只有合计时写合计各列",
    "功能",
    Group(
        "一个科目的支出",
        SPENDING
        | NAMING
        | {
            "财政拨款": Group("其中由财政拨款安排的；全部是财政拨款时不写", SPLIT),
            "年初预算": Amount("财政拨款年初预算数"),
            "全年预算": Amount("财政拨款全年预算数（调整预算数）；版式用到才写"),
            "年初结转结余": Amount("年初结转和结余；一般公共预算的科目，版式用到才写"),
            "基本": Group("基本支出的结转和经济分类；以下几组只说财政拨款，版式用到才写", KIND),
            "项目": Group(
                "项目支出的结转结余和经济分类",
                KIND | {"年末结转": Amount("年末项目支出结转；与年末结余写一个"), "年末结余": Amount("年末项目支出结余")},
            ),
            "人员经费": Amount("基本支出中的人员经费；与公用经费写一个"),
            "公用经费": Amount("基本支出中的公用经费"),
            "经济分类": replace(BY_ECONOMIC, help="基本支出和项目支出合在一起，按经济分类款编码；两类分开写了的不必写"),
            "原因": REASON,
            "用途": Text("这一项主要用于什么，不写句号；版式用到才写"),
        },
    ),
    SPENDING | {"财政拨款": Group("其中由财政拨款安排的", SPLIT)},
    wanted=True,
)
FUND_BASIC = Codes("基本支出，按经济分类款编码；版式有这张表才写", "经济", Amount("决算数"))
FUND_BALANCE: dict[str, Key] = {
    "年初结转结余": Amount("年初结转和结余"),
    "本年收入": Amount("本年收入"),
    "年末结转结余": Amount("年末结转和结余"),
}
BALANCE: dict[str, Key] = {
    "合计": Amount("结转和结余合计"),
    "财政拨款": Amount("其中财政拨款结转和结余"),
    "一般公共预算": Amount("其中一般公共预算财政拨款结转和结余"),
    "政府性基金": Amount("其中政府性基金预算财政拨款结转和结余"),
    "国有资本经营": Amount("其中国有资本经营预算财政拨款结转和结余"),
}
FOREIGN = "外宾接待"


def _three_public(help_text: str, **more: Key) -> Group:
    fields: dict[str, Key] = {
        "预算": Amount("预算数"),
        "决算": Amount("决算数"),
        "上年": Amount("上年决算数；上年文件里有时不必写"),
        "原因": REASON,
        "较上年原因": CHANGE,
        "说明": Text("主要用于什么，例如接待哪些单位"),
    }
    return Group(help_text, asked(fields | more, "预算", "决算", "原因", "较上年原因", *(name for name in more if name != FOREIGN)))


THREE_PUBLIC = Group(
    "财政拨款“三公”经费",
    {
        "预算": Amount("预算数合计；各项都写时可不写"),
        "决算": Amount("决算数合计；各项都写时可不写"),
        "上年": Amount("上年决算数合计；各项上年都写时可不写"),
        "原因": replace(REASON, wanted=True),
        "较上年原因": replace(CHANGE, wanted=True),
        "因公出国费": _three_public(
            "因公出国（境）费", 团组=Count("因公出国（境）团组数", "个"), 人次=Count("因公出国（境）人次", "人次")
        ),
        "公务用车购置费": _three_public("公务用车购置费", 购置数=Count("本年购置公务用车数量", "辆")),
        "公务用车运行维护费": _three_public(
            "公务用车运行维护费", 保有量=Count("年末开支财政拨款的公务用车保有量", "辆")
        ),
        "公务用车购置及运行费": group(
            "购置和运行维护两项合计；版式合着说，或上年分不出两项的才写",
            上年=Amount("两项的上年决算数合计；两项的上年都写时可不写"),
            较上年原因=CHANGE,
        ),
        "公务接待费": _three_public(
            "公务接待费",
            批次=Count("国内公务接待批次", "个"),
            人次=Count("国内公务接待人次", "人次"),
            外宾接待=group(
                "其中外宾接待；版式用到才写",
                金额=Amount("外宾接待支出"),
                批次=Count("外宾接待批次", "个"),
                人次=Count("外宾接待人次", "人次"),
            ),
        ),
    },
)
EVENT = group(
    "一次会议、培训或活动",
    名称=Text("名称"),
    人数=Count("参加人数", "人"),
    内容=Text("内容；与名称相同时不写"),
    金额=Amount("经费支出"),
    明细=Text("经费支出的构成"),
)


def _event_cost(name: str, wanted: bool) -> Group:
    return group(
        name,
        年初预算=replace(BUDGET, wanted=wanted),
        决算=Amount("支出决算（全部资金）", wanted=wanted),
        原因=REASON,
        场次=Items(f"{name}逐场列出", EVENT),
    )


PROCUREMENT = group(
    "政府采购支出",
    合计=Amount("政府采购支出总额；写了货物、工程、服务时可不写"),
    货物=Amount("政府采购货物支出", wanted=True),
    工程=Amount("政府采购工程支出", wanted=True),
    服务=Amount("政府采购服务支出", wanted=True),
    授予中小企业=Amount("授予中小企业合同金额", wanted=True),
    授予小微企业=Amount("其中授予小微企业合同金额", wanted=True),
    货物授予中小企业=Amount("货物采购授予中小企业合同金额", wanted=True),
    工程授予中小企业=Amount("工程采购授予中小企业合同金额", wanted=True),
    服务授予中小企业=Amount("服务采购授予中小企业合同金额", wanted=True),
    预留=group(
        "面向中小企业预留的政府采购项目；版式用到才写",
        中小企业=Amount("面向中小企业预留的预算金额"),
        小微企业=Amount("面向小微企业预留的预算金额"),
    ),
    中标=group(
        "由中小企业中标或成交的金额；版式用到才写",
        预留中小企业=Amount("面向中小企业预留的项目中，由中小企业中标或成交的金额"),
        预留小微企业=Amount("面向小微企业预留的项目中，由小微企业中标或成交的金额"),
        其他项目=Amount("其他项目中，由中小企业中标或成交的金额"),
    ),
)
VEHICLES = (
    "副部（省）级及以上领导用车", "主要领导干部用车", "主要负责人用车", "机要通信用车", "应急保障用车",
    "执法执勤用车", "特种专业技术用车", "离退休干部服务用车", "其他用车",
    "领导干部用车", "一般公务用车", "业务用车", "接待用车",  # 往年样式和别处的分法
)  # fmt: skip
ASSETS = group(
    "国有资产占用",
    车辆合计=Count("车辆总数；写了各类车辆时可不写", "辆", wanted=True),
    车辆=Group("各类车辆数", {name: Count(name, "辆") for name in VEHICLES}),
    单价50万元以上通用设备=Count("单价50万元以上通用设备", "台（套）", wanted=True),
    单价100万元以上专用设备=Count("单价100万元以上专用设备", "台（套）", wanted=True),
    单价100万元以上设备=Count("不含车辆", "台（套）", wanted=True),
)
INDICATOR = group(
    "一条绩效指标",
    一级=Text("一级指标，如 产出指标", wanted=True),
    二级=Text("二级指标，如 数量指标", wanted=True),
    名称=Text("三级指标", wanted=True),
    指标值=Text("年度指标值", wanted=True),
    完成值=Text("实际完成值", wanted=True),
    分值=Count("分值", "分", wanted=True),
    得分=Count("得分", "分", wanted=True),
    偏差原因=Text("未完成指标的偏差原因分析及改进措施"),
)
FUNDING: dict[str, Key] = {
    "年初预算": Amount("年初预算数"),
    "全年预算": Amount("全年预算数"),
    "全年执行": Amount("全年执行数"),
}
PROJECT = group(
    "一个项目",
    名称=Text("项目名称"),
    年初预算=BUDGET,
    全年预算=Amount("全年预算数"),
    全年执行=Amount("全年执行数"),
    说明=Text("用途和绩效"),
)
PERFORMANCE = group(
    "绩效自评（报告和自评表）",
    提纲=Text("报告提纲的名称，即版式文件夹 5-绩效自评 下的文件名", default="整体支出"),
    报告=Prose("自己写的整篇报告，代替提纲；# 一级标题，## 二级标题，### 三级标题"),
    职责=Prose("报告里的部门职责；不写时用概况的职责"),
    机构=Prose("报告里的机构设置和人员"),
    编制人数=Count("编制人数", "人", wanted=True),
    实有人数=Count("实有人数", "人", wanted=True),
    整体情况=Prose("部门整体支出绩效情况", wanted=True),
    项目=Items("项目支出", PROJECT),
    项目情况=Prose("项目支出绩效情况"),
    问题=Prose("存在的问题", wanted=True),
    改进=Prose("下一步改进措施", wanted=True),
    应用=Prose("结果拟应用和公开情况"),
    其他说明=Prose("其他需要说明的情况"),
    资金=Group("年度资金总额；年初预算、全年预算、全年执行不写时由决算推出", asked(FUNDING, "全年预算")),
    当年财政拨款=Group("其中：当年财政拨款", FUNDING),
    上年结转资金=Group("其中：上年结转资金", FUNDING),
    其他资金=Group("其中：其他资金", FUNDING),
    执行分值=Count("预算执行率的分值，一般为10", "分", wanted=True),
    预期目标=Text("年度总体目标：预期目标", wanted=True),
    实际完成=Text("年度总体目标：实际完成情况", wanted=True),
    指标=Items("绩效指标，按表内次序", INDICATOR, wanted=True),
)
ACCEPTED = group(
    "一处接受的发现",
    代码=Text("发现的代码，如 W302"),
    位置=Text("发现里引的名称或文字，或那一处的键，如 三公经费.较上年原因"),
    理由=Text("为什么接受；必写"),
)
YES_NO = ("是", "否")
UNIT = group(
    "一个下属单位",
    名称=Text("单位名称"),
    性质=Text("单位性质，如 公益一类事业单位"),
    备注=Text("备注"),
    收入=Group("该单位的收入；版式有分单位的表才写，本级的由程序推出", INCOME_KEY.fields),
    支出=Group("该单位的支出；版式有分单位的表才写，本级的由程序推出", SPENDING),
)


def _evaluated(help_text: str, **more: Key) -> Group:
    """Projects that were planned, followed or judged: how many, with how much money."""
    return Group(help_text, {"项目个数": Count("项目个数", "个"), "涉及资金": Amount("涉及的预算金额"), **more})


PERFORMANCE_SECTION = group(
    "情况说明里的预算绩效一节",
    项目个数=Count("开展自评的项目个数", "个", wanted=True),
    涉及资金=Amount("自评项目涉及的资金", wanted=True),
    情况=Prose("组织评价的情况", wanted=True),
    结论=Text("评价结论，一句", wanted=True),
    政府性基金=_evaluated("开展自评的政府性基金预算项目；上面的项目个数、涉及资金就只算一般公共预算的"),
    制度=Names("建立的预算绩效管理制度；以下各键版式用到才写"),
    机制=Text("建立的预算绩效管理工作机制"),
    编报=_evaluated("编报绩效目标的项目"),
    跟踪=_evaluated("绩效跟踪的项目"),
    自评=_evaluated(
        "绩效自评的项目",
        平均得分=Count("自评的平均得分", "分"),
        优=Count("评级为优的项目", "个"),
        良=Count("评级为良的项目", "个"),
        中=Count("评级为中（合格）的项目", "个"),
        差=Count("评级为差（不合格）的项目", "个"),
    ),
    问题=group(
        "自评中发现的问题",
        发现=Count("发现的问题", "个"),
        已整改=Count("已经完成整改的", "个"),
        整改中=Count("正在整改的", "个"),
    ),
    重点评价=_evaluated("重点绩效评价的项目"),
    项目自评=_evaluated("项目支出自评"),
    整体自评=_evaluated("整体支出自评"),
    部门评价=_evaluated("部门评价的项目"),
    重点项目部门评价=_evaluated("部门评价的重点项目"),
    单位整体部门评价=_evaluated("部门评价的单位整体支出"),
)

_ROOT = group(
    "一个部门一个年度的决算公开",
    版式=Text("版式文件夹，如 湖南/2021；不写则本文件只供下一年比较，不生成文件"),
    部门=group(
        "部门",
        名称=Text("部门全称", required=True, names_file=True),
        自称=Text("正文里的自称", default="本单位"),
        性质=Text("有无机关运行经费由此决定", ("行政", "参公", "事业", "汇总"), "行政", wanted=True),
        决算=Text("公开的是部门决算，还是单位（部门所属的、单独公开的）决算：封面、标题、表注和文件名照着写", ("部门", "单位"), "部门"),
    ),
    年度=Count("决算年度，如 2021", "年", required=True),
    金额单位=Text("本文件金额的单位", ("万元", "元"), "万元"),
    批复日期=Text("财政部门批复本部门决算的日期，如 2025-08-12；写了就核对公开是否及时", date=True),
    公开日期=Text("向社会公开的日期，如 2025-08-29", date=True),
    数字样式=group(
        "正文数字的样式；不写时用版式的",
        千分位=Text("正文金额是否用千分位", YES_NO),
        金额小数=Count("正文金额的小数位数", "位"),
        百分比小数=Count("百分比的小数位数", "位"),
        去尾零=Text("小数末尾的零是否省去", YES_NO),
        百分比去尾零=Text("百分比小数末尾的零是否省去；不写时同去尾零", YES_NO),
        零写作0=Text("数是零时是否只写 0，不带小数", YES_NO),
        尾差=Text("元换算成万元的尾差：照实，每个数各自四舍五入；凑平，各项先取整，合计由取整后的数相加", ("照实", "凑平")),
    ),
    图表=Text("情况说明里是否配图（收支结构、与上年的变化、“三公”经费预决算对比）；不写时照版式", YES_NO),
    概况=group(
        "第一部分 概况",
        职责=Prose("部门职责，每条一段", wanted=True),
        内设机构=Names("内设机构", wanted=True),
        另设机构=Names("另设的机关党委等"),
        下属单位=Names("纳入决算的下属单位；没有则不写", UNIT),
        正文=Prose(f"自己写的整个第一部分，代替版式里的；{OWN_MARKS}"),
    ),
    科目=Codes(
        "当年科目表里没有、本部门用到的科目；上级或财政局新设的写在这里",
        "功能",
        group("一个科目", 名称=Text("科目名称"), 预算=Text("由哪一种预算安排", get_args(Fund))),
    ),
    收入=INCOME_KEY,
    支出=SPENDING_KEY,
    一般公共预算=Group(
        "一般公共预算财政拨款支出（公开05表）；一般由支出推出，只有合计时写这里",
        SPLIT
        | {
            "年初预算": BUDGET,
            "全年预算": Amount("全年预算数（调整预算数）；版式用到才写"),
            "原因": REASON,
            "较上年原因": replace(CHANGE, wanted=True),
        },
    ),
    政府性基金=Group(
        "政府性基金预算；一般由支出、收入推出，只有合计时写这里",
        SPLIT | FUND_BALANCE | {"说明": Prose("补充说明"), "基本支出明细": FUND_BASIC},
    ),
    国有资本经营=Group(
        "国有资本经营预算；一般由支出、收入推出",
        SPLIT | FUND_BALANCE | {"说明": Prose("补充说明"), "基本支出明细": FUND_BASIC},
    ),
    收支总计=group(
        "收入支出总计；一般由收入、支出和结转结余推出",
        收入=Amount("收入总计"),
        支出=Amount("支出总计"),
        较上年原因=replace(CHANGE, wanted=True),
    ),
    财政拨款收支总计=group(
        "财政拨款收入支出总计；一般由推算得出",
        收入=Amount("财政拨款收入总计"),
        支出=Amount("财政拨款支出总计"),
        较上年原因=replace(CHANGE, wanted=True),
    ),
    结转结余=group(
        "结转和结余",
        年初=Group("年初结转和结余", asked(BALANCE, "合计", "财政拨款")),
        年末=Group("年末结转和结余；由年初、收入、支出推出，写了则核对", BALANCE),
        使用非财政拨款结余=Amount("使用非财政拨款结余"),
        结余分配=Amount("结余分配"),
        说明=Prose("结转和结余的补充说明，如年初数为什么与上年年末数不等；写了，年初与上年不等就不再提醒"),
    ),
    基本支出明细=Codes(
        "一般公共预算财政拨款基本支出（公开06表），按经济分类款编码",
        "经济",
        Amount("决算数"),
        {
            "合计": Amount("基本支出合计；可由各款推出"),
            "人员经费": Amount("人员经费；可由各款推出"),
            "公用经费": Amount("公用经费；可由各款推出"),
            "人员经费科目": Names("只有合计时：人员经费包括哪些款"),
            "公用经费科目": Names("只有合计时：公用经费包括哪些款"),
        },
        wanted=True,
    ),
    三公经费=THREE_PUBLIC,
    机关运行经费=group(
        "机关运行经费；行政、参公单位的决算数即公用经费",
        决算=Amount("决算数；不写时用公用经费"),
        年初预算=replace(BUDGET, wanted=True),
        上年=Amount("上年决算数；上年文件里有时不必写"),
        原因=Text("比年初预算增减的原因", wanted=True),
        较上年原因=replace(CHANGE, wanted=True),
    ),
    一般性支出=group(
        "一般性支出",
        会议费=_event_cost("会议费", wanted=True),
        培训费=_event_cost("培训费", wanted=True),
        节庆活动=_event_cost("节庆、晚会、论坛、赛事等活动", wanted=False),
    ),
    政府采购=PROCUREMENT,
    国有资产=ASSETS,
    预算绩效=PERFORMANCE_SECTION,
    其他数=Figures("版式另外要用的数：名称由版式的 profile.yaml 列出，写“名称: 数”"),
    情况说明=Prose(f"自己写的整个第三部分，代替版式里的；{OWN_MARKS}"),
    名词解释=group(
        "第四部分 名词解释",
        补充=Terms("补充的名词，或代替版式里的同名解释"),
        不列=Names("不列的名词"),
        只列用到的=Text("是：文中没有出现的名词不列", YES_NO, "否"),
    ),
    绩效自评=PERFORMANCE,
    上年=PriorYear("上年的文件名，或写出上年的若干数（键与本年相同）"),
    接受=Items("核对过、决定不改的发现：照常列出，不再计数，错误也不再挡住生成", ACCEPTED),
)


def _in_their_years(whole: Group, name: str = "") -> Group:
    """A group whose keys know the years in which the forms ask for them."""
    return replace(whole, fields={field: _of_years(key, f"{name}.{field}".removeprefix(".")) for field, key in whole.fields.items()})


def _of_years(key: Key, name: str) -> Key:
    if isinstance(key, Group):
        return _in_their_years(key, name)
    return replace(key, years=YEARS[name]) if name in YEARS else key


YEARS = years_of_keys()
ROOT = _in_their_years(_ROOT)
