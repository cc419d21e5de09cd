# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Disclosures of our own invention in the forms that other regions use: one set of figures, told in several ways."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

Amount = Decimal
CENT = Decimal("0.01")
ITEMS = (
    ("2013801", "一般公共服务支出", "市场监督管理事务", "行政运行"),
    ("2013802", "一般公共服务支出", "市场监督管理事务", "一般行政管理事务"),
    ("2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"),
    ("2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗"),
    ("2210201", "住房保障支出", "住房改革支出", "住房公积金"),
)
PUBLIC = ("因公出国", "公车购置", "公车运行", "接待")


def m(value: Decimal) -> str:
    """An amount as printed."""
    return f"{value:.2f}"


def p(part: Decimal, whole: Decimal, places: int = 2) -> str:
    """A percent as printed."""
    return str((part / whole * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + "%"


def way(now: Decimal, before: Decimal, words: tuple[str, str] = ("增长", "下降")) -> str:
    """增加X万元，增长Y%."""
    up = now >= before
    return f"{'增加' if up else '减少'}{m(abs(now - before))}万元，{words[0] if up else words[1]}{p(abs(now - before), before)}"


@dataclass
class Data:
    """Figures that agree with each other, drawn at random."""

    name: str
    year: int
    spent: dict[str, Decimal] = field(default_factory=dict)
    budget: dict[str, Decimal] = field(default_factory=dict)
    basic: Decimal = Decimal(0)
    other_income: Decimal = Decimal(0)
    opening: Decimal = Decimal(0)
    closing: Decimal = Decimal(0)
    before: dict[str, Decimal] = field(default_factory=dict)
    public: dict[str, tuple[Decimal, Decimal, Decimal]] = field(default_factory=dict)
    personnel: Decimal = Decimal(0)
    running_before: Decimal = Decimal(0)
    bought: tuple[Decimal, Decimal, Decimal] = (Decimal(0), Decimal(0), Decimal(0))

    @property
    def general(self) -> Decimal:
        """一般公共预算财政拨款支出."""
        return sum(self.spent.values(), Decimal(0))

    @property
    def other_spent(self) -> Decimal:
        """Spending of other funds."""
        return self.other_income

    @property
    def spending(self) -> Decimal:
        """本年支出合计."""
        return self.general + self.other_spent

    @property
    def fiscal_income(self) -> Decimal:
        """财政拨款收入."""
        return self.general + self.closing - self.opening

    @property
    def income(self) -> Decimal:
        """本年收入合计."""
        return self.fiscal_income + self.other_income

    @property
    def total(self) -> Decimal:
        """收支总计."""
        return self.income + self.opening

    @property
    def project(self) -> Decimal:
        """项目支出 of 一般公共预算."""
        return self.general - self.basic

    @property
    def office(self) -> Decimal:
        """公用经费."""
        return self.basic - self.personnel

    def classes(self) -> dict[str, Decimal]:
        """类 by name."""
        found: dict[str, Decimal] = {}
        for code, kind, _, _ in ITEMS:
            found[kind] = found.get(kind, Decimal(0)) + self.spent[code]
        return found

    def costs(self, column: int) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
        """三公 in total, 出国, 车 together, 购置 and 运行, 接待: here total, 出国, 车, 购置, 接待 of a column."""
        trips, purchase, running, reception = (self.public[key][column] for key in PUBLIC)
        return trips + purchase + running + reception, trips, purchase + running, purchase, reception


    def facts(self) -> dict[str, Decimal]:
        """The facts that the forms tell, by the names that an audit gives them."""
        names = ("", "因公出国费.", "公务用车购置及运行费.", "公务用车购置费.", "公务接待费.")
        return {
            "收支总计.收入": self.total, "收支总计.支出": self.total, "财政拨款收支总计.收入": self.fiscal_income + self.opening,
            "收入.合计": self.income, "收入.财政拨款": self.fiscal_income, "收入.其他收入": self.other_income,
            "支出.合计": self.spending, "支出.基本支出": self.basic, "支出.项目支出": self.spending - self.basic,
            "结转结余.年初.合计": self.opening, "结转结余.年末.合计": self.closing, "机关运行经费.决算": self.office,
            "基本支出明细.合计": self.basic, "基本支出明细.人员经费": self.personnel, "基本支出明细.公用经费": self.office,
            "一般公共预算.合计": self.general, "一般公共预算.年初预算": sum(self.budget.values(), Decimal(0)),
            **{f"一般公共预算.{code}.合计": value for code, value in self.spent.items()},
            **{f"一般公共预算.{code}.年初预算": value for code, value in self.budget.items()},
            **{f"三公经费.{name}预算": value for name, value in zip(names, self.costs(0), strict=True)},
            **{f"三公经费.{name}决算": value for name, value in zip(names, self.costs(1), strict=True)},
            "政府采购.合计": sum(self.bought, Decimal(0)), "政府采购.货物": self.bought[0],
            "政府采购.工程": self.bought[1], "政府采购.服务": self.bought[2],
        }  # fmt: skip


def draw(seed: int, year: int = 2022, name: str = "青川示例局") -> Data:
    """A set of figures."""
    random = Random(seed)

    def amount(low: int, high: int) -> Decimal:
        return Decimal(random.randrange(low * 100, high * 100)) * CENT

    data = Data(name, year)
    for code, *_ in ITEMS:
        data.spent[code] = amount(20, 900)
        data.budget[code] = amount(20, 900)
    data.basic = (data.general * 3 / 5).quantize(CENT)
    data.personnel = (data.basic * 4 / 5).quantize(CENT)
    data.other_income, data.opening, data.closing = amount(10, 200), amount(10, 90), amount(10, 90)
    data.before = {key: amount(800, 4000) for key in ("总计", "财拨", "一般")}
    data.running_before = amount(50, 300)
    data.public = {
        "因公出国": (Decimal(0), Decimal(0), Decimal(0)),
        "公车购置": (Decimal(0), Decimal(0), Decimal(0)),
        "公车运行": (amount(6, 12), amount(3, 6), amount(3, 9)),
        "接待": (amount(6, 12), amount(2, 6), amount(2, 9)),
    }
    data.bought = (amount(10, 90), amount(10, 90), amount(10, 90))
    return data


def sichuan(d: Data) -> str:
    """四川: 收、支总计各是, zero sources listed, 完成预算X%, 其他重要事项."""
    y, last = d.year, d.year - 1
    total, trips, cars, _, guests = d.costs(1)
    planned = d.costs(0)[0]
    prior = d.costs(2)
    lines = [
        f"{y}年度{d.name}部门决算", "第一部分 部门概况", "一、主要职能", "负责示例工作。",
        f"第二部分 {y}年度部门决算情况说明", "一、收入支出决算总体情况说明",
        f"{y}年度收、支总计均为{m(d.total)}万元。与{last}年相比，收、支总计各{way(d.total, d.before['总计'])}。主要变动原因是项目增减。",
        "（图1：收、支决算总计变动情况图）（柱状图）", "二、收入决算情况说明",
        f"{y}年本年收入合计{m(d.income)}万元，其中：一般公共预算财政拨款收入{m(d.fiscal_income)}万元，占{p(d.fiscal_income, d.income)}；"
        f"政府性基金预算财政拨款收入0万元，占0%；事业收入0万元，占0%；其他收入{m(d.other_income)}万元，占{p(d.other_income, d.income)}。",
        "三、支出决算情况说明",
        f"{y}年本年支出合计{m(d.spending)}万元，其中：基本支出{m(d.basic)}万元，占{p(d.basic, d.spending)}；"
        f"项目支出{m(d.spending - d.basic)}万元，占{p(d.spending - d.basic, d.spending)}；上缴上级支出0万元，占0%。",
        "四、财政拨款收入支出决算总体情况说明",
        f"{y}年财政拨款收、支总计均为{m(d.fiscal_income + d.opening)}万元。与{last}年相比，财政拨款收、支总计各"
        f"{way(d.fiscal_income + d.opening, d.before['财拨'])}。主要变动原因是人员增减。",
        "五、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况",
        f"{y}年一般公共预算财政拨款支出{m(d.general)}万元，占本年支出合计的{p(d.general, d.spending)}。"
        f"与{last}年相比，一般公共预算财政拨款支出{way(d.general, d.before['一般'])}。主要变动原因是项目增减。",
        "（二）一般公共预算财政拨款支出决算结构情况",
        f"{y}年一般公共预算财政拨款支出{m(d.general)}万元，主要用于以下方面："
        + "；".join(f"{kind}{m(v)}万元，占{p(v, d.general)}" for kind, v in d.classes().items()) + "。",
        "（三）一般公共预算财政拨款支出决算具体情况",
        f"{y}年一般公共预算支出决算数为{m(d.general)}万元，完成预算{p(d.general, sum(d.budget.values(), Decimal(0)))}。其中：",
    ]  # fmt: skip
    for n, (code, kind, group, item) in enumerate(ITEMS, 1):
        word = "大于" if d.spent[code] > d.budget[code] else "小于"
        lines.append(
            f"{n}.{kind.removesuffix('支出')}（类）{group}（款）{item}（项）：支出决算为{m(d.spent[code])}万元，"
            f"完成预算{p(d.spent[code], d.budget[code])}，决算数{word}预算数的主要原因是按实际支付。"
        )
    lines += [
        "六、一般公共预算财政拨款基本支出决算情况说明",
        f"{y}年一般公共预算财政拨款基本支出{m(d.basic)}万元，其中：",
        f"人员经费{m(d.personnel)}万元，主要包括：基本工资、津贴补贴、奖金等。",
        f"公用经费{m(d.office)}万元，主要包括：办公费、印刷费、差旅费等。",
        "七、“三公”经费财政拨款支出决算情况说明", "（一）“三公”经费财政拨款支出决算总体情况说明",
        f"{y}年“三公”经费财政拨款支出决算为{m(total)}万元，完成预算{p(total, planned)}，较上年{way(total, prior[0])}。"
        "决算数小于预算数的主要原因是厉行节约。",
        "（二）“三公”经费财政拨款支出决算具体情况说明",
        f"{y}年“三公”经费财政拨款支出决算中，因公出国（境）费支出决算{m(trips)}万元，占0%；公务用车购置及运行维护费支出决算"
        f"{m(cars)}万元，占{p(cars, total)}；公务接待费支出决算{m(guests)}万元，占{p(guests, total)}。具体情况如下：",
        "1.因公出国（境）经费支出0万元，完成预算100%。全年安排因公出国（境）团组0次，出国（境）0人。因公出国（境）支出决算与上年持平。",
        f"2.公务用车购置及运行维护费支出{m(cars)}万元，完成预算{p(cars, d.costs(0)[2])}。公务用车购置及运行维护费支出决算比上年"
        f"{way(cars, prior[2])}。主要原因是里程变化。",
        f"3.公务接待费支出{m(guests)}万元，完成预算{p(guests, d.costs(0)[4])}。公务接待费支出决算比上年{way(guests, prior[4])}。主要原因是批次变化。",
        "国内公务接待25批次，190人次（不包括陪同人员），共计支出" + m(guests) + "万元。",
        "八、政府性基金预算支出决算情况说明", "政府性基金预算财政拨款支出0万元。",
        "十、其他重要事项的情况说明", "（一）机关运行经费支出情况",
        f"{y}年，{d.name}机关运行经费支出{m(d.office)}万元，比{last}年{way(d.office, d.running_before)}。",
        "（二）政府采购支出情况",
        f"{y}年，{d.name}政府采购支出总额{m(sum(d.bought, Decimal(0)))}万元，其中：政府采购货物支出{m(d.bought[0])}万元、"
        f"政府采购工程支出{m(d.bought[1])}万元、政府采购服务支出{m(d.bought[2])}万元。",
        "（三）国有资产占有使用情况",
        f"截至{y}年12月31日，{d.name}共有车辆5辆，其中：机要通信用车1辆、应急保障用车1辆、执法执勤用车2辆、其他用车1辆。",
    ]  # fmt: skip
    return "\n".join(lines).replace("八、政府性", "八、政府性").replace("十、其他", "九、其他") + "\n"


def guangdong(d: Data) -> str:
    """广东: one long sentence with 完成全年预算X万元的Y%, 不可比, one decimal."""
    total, _, cars, _, guests = d.costs(1)
    planned, before = d.costs(0), d.costs(2)

    def item(title: str, now: Decimal, plan: Decimal, prior: Decimal) -> str:
        up = "增加" if now >= prior else "减少"
        rise = "增长" if now >= prior else "降低"
        return (
            f"{title}支出决算为{now.normalize():f}万元，完成全年预算{plan.normalize():f}万元的{p(now, plan, 1)}，"
            f"比上年决算数{up}{abs(now - prior).normalize():f}万元，{rise}{p(abs(now - prior), prior, 1)}"
        )

    return "\n".join([
        f"第三部分 {d.year}年度部门决算情况说明", "一、收入支出决算总体情况说明",
        f"{d.name}{d.year}年度总收入{m(d.total)}万元，其中本年收入{m(d.income)}万元，使用非财政拨款结余0万元，年初结转和结余{m(d.opening)}万元。",
        f"{d.name}{d.year}年度总支出{m(d.total)}万元，其中本年支出{m(d.spending)}万元，结余分配0万元，年末结转和结余{m(d.closing)}万元。",
        "二、“三公”经费财政拨款支出决算情况说明", "（一）“三公”经费财政拨款支出决算总体情况说明",
        f"{d.name}{d.year}年度{item('“三公”经费财政拨款', total, planned[0], before[0])}。其中：因公出国（境）费支出决算为0万元，"
        "完成预算0万元的--%（基数为0，不可比），比上年决算数增加0万元，增长--（基数为0，不可比）；"
        f"{item('公务用车购置及运行维护费', cars, planned[2], before[2])}；{item('公务接待费', guests, planned[4], before[4])}。",
        "（二）“三公”经费财政拨款支出决算具体情况说明",
        f"{d.year}年度“三公”经费财政拨款支出决算中，因公出国（境）费0万元，占0%；公务用车购置及运行维护费支出{m(cars)}万元，"
        f"占{p(cars, total, 1)}；公务接待费支出{m(guests)}万元，占{p(guests, total, 1)}。具体情况如下：",
        "1.因公出国（境）费支出0万元。全年使用财政拨款安排出国团组0个、累计0人次。",
        f"2.公务用车购置及运行维护费支出{m(cars)}万元，其中：公务用车购置支出为0万元；公务用车运行维护费支出{m(cars)}万元，公务用车保有量为3辆。",
        f"3.公务接待费支出{m(guests)}万元。全年国内公务接待20批次，共接待国内来访人员163人次。",
        "三、机关运行经费支出情况说明",
        f"{d.name}{d.year}年度机关运行经费支出{m(d.office)}万元，比上年决算数{way(d.office, d.running_before, ('增长', '降低'))}。",
        "四、政府采购支出情况说明",
        f"{d.name}{d.year}年度政府采购支出合计{m(sum(d.bought, Decimal(0)))}万元，其中：政府采购货物支出{m(d.bought[0])}万元，"
        f"占{p(d.bought[0], sum(d.bought, Decimal(0)))}；政府采购工程支出{m(d.bought[1])}万元，占{p(d.bought[1], sum(d.bought, Decimal(0)))}；"
        f"政府采购服务支出{m(d.bought[2])}万元，占{p(d.bought[2], sum(d.bought, Decimal(0)))}。",
    ]) + "\n"  # fmt: skip


def chongqing(d: Data) -> str:
    """重庆: （一）1.总体情况 2.收入情况, 较上年决算数, 较年初预算数, 一位小数."""
    y = d.year
    sides = (("收入", d.income), ("支出", d.spending))
    planned = sum(d.budget.values(), Decimal(0))
    return "\n".join([
        f"{d.name}{y}年度部门决算情况说明", "一、部门基本情况", "（一）职能职责", "负责示例工作。", "二、部门决算情况说明",
        "（一）收入支出决算总体情况说明",
        f"1.总体情况。{y}年度收入总计{m(d.total)}万元，支出总计{m(d.total)}万元。收支较上年决算数{way(d.total, d.before['总计'])}，主要原因是项目增减。",
        f"2.收入情况。{y}年度{sides[0][0]}合计{m(d.income)}万元，其中：财政拨款收入{m(d.fiscal_income)}万元，占{p(d.fiscal_income, d.income)}；"
        f"其他收入{m(d.other_income)}万元，占{p(d.other_income, d.income)}。此外，使用非财政拨款结余0.00万元，年初结转和结余{m(d.opening)}万元。",
        f"3.支出情况。{y}年度支出合计{m(d.spending)}万元，其中：基本支出{m(d.basic)}万元，占{p(d.basic, d.spending)}；"
        f"项目支出{m(d.spending - d.basic)}万元，占{p(d.spending - d.basic, d.spending)}。",
        f"4.结转结余情况。{y}年度年末结转和结余{m(d.closing)}万元，较上年决算数{way(d.closing, d.opening)}，主要原因是项目进度。",
        "（二）财政拨款收入支出决算总体情况说明",
        f"{y}年度财政拨款收、支总计{m(d.fiscal_income + d.opening)}万元。与{y - 1}年相比，财政拨款收、支总计各{way(d.fiscal_income + d.opening, d.before['财拨'])}。",
        "（三）一般公共预算财政拨款支出决算情况说明",
        f"1.支出情况。{y}年度一般公共预算财政拨款支出{m(d.general)}万元，较上年决算数{way(d.general, d.before['一般'])}。主要原因是项目增减。"
        f"较年初预算数{way(d.general, planned)}。主要原因是追加项目。",
        "2.比较情况。" + "本部门一般公共预算财政拨款支出主要用于以下几个方面：",
        *(f"（{n}）{kind}{m(v)}万元，占{p(v, d.general)}，主要用于示例工作。" for n, (kind, v) in enumerate(d.classes().items(), 1)),
    ]) + "\n"  # fmt: skip


def zhejiang(d: Data) -> str:
    """浙江: 三、情况说明 with （一）…（十）."""
    y = d.year
    return "\n".join([
        f"{d.name}{y}年度部门决算", "一、概况", "（一）部门职责", "负责示例工作。", "（二）机构设置", "本部门无下属单位。", f"二、{y}年度部门决算公开表", "详见附件。",
        f"三、{y}年度部门决算情况说明", "（一）收入支出决算总体情况说明",
        f"{y}年度收、支总计{m(d.total)}万元，与上年度相比，各{way(d.total, d.before['总计'])}，主要原因是：项目增减。",
        "（二）收入决算情况说明",
        f"本年收入合计{m(d.income)}万元，包括财政拨款收入{m(d.fiscal_income)}万元（其中，一般公共预算{m(d.fiscal_income)}万元，政府性基金预算0万元），"
        f"占收入合计{p(d.fiscal_income, d.income)}；其他收入{m(d.other_income)}万元，占收入合计{p(d.other_income, d.income)}。",
        "（三）支出决算情况说明",
        f"本年支出合计{m(d.spending)}万元，其中基本支出{m(d.basic)}万元，占{p(d.basic, d.spending)}；项目支出{m(d.spending - d.basic)}万元，"
        f"占{p(d.spending - d.basic, d.spending)}；经营支出0万元，占0%。",
        "（五）一般公共预算财政拨款支出决算情况说明".replace("五", "四"), "1.一般公共预算财政拨款支出决算总体情况。",
        f"{y}年度一般公共预算财政拨款支出{m(d.general)}万元，占本年支出合计的{p(d.general, d.spending)}。与{y - 1}年相比，"
        f"一般公共预算财政拨款支出{way(d.general, d.before['一般'])}。主要原因是项目增减。",
        "2.一般公共预算财政拨款支出决算结构情况。",
        f"{y}年度一般公共预算财政拨款支出{m(d.general)}万元，主要用于以下方面："
        + "；".join(f"{kind.removesuffix('支出')}（类）支出{m(v)}万元，占{p(v, d.general)}" for kind, v in d.classes().items()) + "。",
        "3.一般公共预算财政拨款支出决算具体情况。",
        *(
            f"（{n}）{kind}（类）{group}（款）{item}（项）。年初预算为{m(d.budget[code])}万元，支出决算为{m(d.spent[code])}万元，完成年初预算的"
            f"{p(d.spent[code], d.budget[code])}。决算数{'大' if d.spent[code] > d.budget[code] else '小'}于年初预算数的主要原因是按实际支付。"
            for n, (code, kind, group, item) in enumerate(ITEMS, 1)
        ),
    ]) + "\n"  # fmt: skip


def yunnan(d: Data) -> str:
    """云南: 收入合计, 占总收入的, 与上年对比, 三公 beside 公务接待费 with 预算."""
    y = d.year
    total, _, cars, _, guests = d.costs(1)
    return "\n".join([
        f"{d.name}{y}年度部门决算", f"第三部分 {y}年度部门决算情况说明", "一、收入决算情况说明",
        f"{d.name}{y}年度收入合计{m(d.income)}万元。其中：财政拨款收入{m(d.fiscal_income)}万元，占总收入的{p(d.fiscal_income, d.income)}；"
        f"上级补助收入0.00万元，占总收入的0.00%；其他收入{m(d.other_income)}万元，占总收入的{p(d.other_income, d.income)}。"
        f"与上年相比，收入合计{way(d.income, d.before['总计'])}。",
        "二、支出决算情况说明",
        f"{d.name}{y}年度支出合计{m(d.spending)}万元。其中：基本支出{m(d.basic)}万元，占总支出的{p(d.basic, d.spending)}；"
        f"项目支出{m(d.spending - d.basic)}万元，占总支出的{p(d.spending - d.basic, d.spending)}。与上年相比，支出合计{way(d.spending, d.before['一般'])}。",
        "三、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况",
        f"{d.name}{y}年度一般公共预算财政拨款支出{m(d.general)}万元，占本年支出合计的{p(d.general, d.spending)}。与上年相比{way(d.general, d.before['财拨'])}，主要原因是项目增减。",
        "（二）一般公共预算财政拨款支出决算具体情况",
        *(
            f"{n}.{kind}（类）支出{m(v)}万元，占一般公共预算财政拨款总支出的{p(v, d.general)}。主要用于示例工作；"
            for n, (kind, v) in enumerate(d.classes().items(), 1)
        ),
        "四、财政拨款“三公”经费支出决算情况说明", "（一）“三公”经费支出决算总体情况",
        f"{d.name}{y}年度财政拨款“三公”经费支出预算为{m(d.costs(0)[0])}万元，支出决算为{m(total)}万元，完成预算的{p(total, d.costs(0)[0])}。"
        f"其中：因公出国（境）费支出决算为0.00万元，完成预算的0%；公务用车购置及运行费支出决算为{m(cars)}万元，完成预算的{p(cars, d.costs(0)[2])}；"
        f"公务接待费支出决算为{m(guests)}万元，完成预算的{p(guests, d.costs(0)[4])}。",
        f"{y}年度“三公”经费支出决算数比上年{way(total, d.costs(2)[0])}。其中：公务用车购置及运行费支出决算{way(cars, d.costs(2)[2])}；"
        f"公务接待费支出决算{way(guests, d.costs(2)[4])}。",
    ]) + "\n"  # fmt: skip


def shanghai(d: Data) -> str:
    """上海: （208类）（05款）（01项）, 主要用于, 年初预算."""
    y = d.year
    lines = [
        f"第三部分 {d.name}{y}年度部门决算情况说明", "一、收入支出决算总体情况说明",
        f"{y}年度收、支总计{m(d.total)}万元。与上年度相比，收、支总计各{way(d.total, d.before['总计'])}。主要原因：项目增减。",
        "二、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况",
        f"{y}年度一般公共预算财政拨款支出{m(d.general)}万元，占本年支出合计的{p(d.general, d.spending)}。",
        "（二）一般公共预算财政拨款支出决算具体情况",
        f"{y}年度一般公共预算财政拨款支出年初预算为{m(sum(d.budget.values(), Decimal(0)))}万元，支出决算为{m(d.general)}万元，"
        f"完成年初预算的{p(d.general, sum(d.budget.values(), Decimal(0)))}。其中：",
    ]  # fmt: skip
    for n, (code, kind, group, item) in enumerate(ITEMS, 1):
        word = "大于" if d.spent[code] > d.budget[code] else "小于"
        lines.append(
            f"{n}、{kind}（{code[:3]}类）{group}（{code[3:5]}款）{item}（{code[5:]}项）{m(d.spent[code])}万元，主要用于示例工作。"
            f"年初预算为{m(d.budget[code])}万元，支出决算为{m(d.spent[code])}万元。决算数{word}年初预算数的主要原因是按实际支付。"
        )
    return "\n".join(lines) + "\n"


def xinjiang(d: Data) -> str:
    """新疆: totals each with its parts, then one comparison for both."""
    y = d.year
    return "\n".join([
        f"{d.name}{y}年度部门决算公开说明", "第二部分 部门决算情况说明", "一、收入支出决算总体情况说明",
        f"{y}年度收入总计{m(d.total)}万元，其中：本年收入合计{m(d.income)}万元，使用非财政拨款结余0.00万元，年初结转和结余{m(d.opening)}万元。",
        f"{y}年度支出总计{m(d.total)}万元，其中：本年支出合计{m(d.spending)}万元，结余分配0.00万元，年末结转和结余{m(d.closing)}万元。",
        f"收入支出总体与上年相比，{way(d.total, d.before['总计'])}，主要原因是：项目增减。",
        "二、收入决算情况说明",
        f"本年收入{m(d.income)}万元，其中：财政拨款收入{m(d.fiscal_income)}万元，占{p(d.fiscal_income, d.income)}；上级补助收入0.00万元，占0.00%；"
        f"其他收入{m(d.other_income)}万元，占{p(d.other_income, d.income)}。",
        "三、支出决算情况说明",
        f"本年支出{m(d.spending)}万元，其中：基本支出{m(d.basic)}万元，占{p(d.basic, d.spending)}；项目支出{m(d.spending - d.basic)}万元，"
        f"占{p(d.spending - d.basic, d.spending)}。",
        "四、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算具体情况",
        *(
            f"{n}.{kind}（类）{group}（款）{item}（项）：支出决算数为{m(d.spent[code])}万元，比上年决算{way(d.spent[code], d.budget[code])}，主要原因是人员变动。"
            for n, (code, kind, group, item) in enumerate(ITEMS, 1)
        ),
    ]) + "\n"  # fmt: skip


def report(d: Data) -> str:
    """A 自评 report alone: spending, its projects with their 执行率, points in prose and in the table."""
    y, project = d.year, d.spending - d.basic
    first = (project * 3 / 5).quantize(CENT)
    second = project - first
    return "\n".join([
        f"{y}年度{d.name}整体支出绩效自评报告", "一、部门概况", "（一）机构设置。内设股室2个：办公室、财务股。",
        "（二）人员编制。编制数38人，其中行政编制15人、事业编制23人。", "二、部门整体支出情况",
        f"{y}年度本部门支出合计{m(d.spending)}万元，其中：基本支出{m(d.basic)}万元，占{p(d.basic, d.spending)}；项目支出{m(project)}万元，占{p(project, d.spending)}。",
        f"{y}年度项目支出{m(project)}万元，其中：惠民专项{m(first)}万元，基层业务专项{m(second)}万元。",
        f"1.惠民专项。年初预算{m(first)}万元，实际支出{m(first)}万元，预算执行率100%。",
        f"2.基层业务专项。年初预算{m(second * 2)}万元，实际支出{m(second)}万元，预算执行率50%。",
        "三、绩效情况", f"{y}年度部门整体支出绩效自评得分98分，其中预算执行10分、产出指标50分、效益指标28分、满意度指标10分。评价等级为“优”。",
        f"{y}年度部门整体支出绩效自评表", "\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
        f"资金（万元）\t年度资金总额\t{m(d.spending)}\t{m(d.spending)}\t{m(d.spending)}\t10\t100%\t10",
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因",
        "产出指标（50分）\t数量指标\t演出场次\t100场\t120场\t50\t50\t",
        "效益指标（30分）\t社会效益指标\t覆盖率\t≥95%\t90%\t30\t28\t偏远村组未覆盖，下一步加强",
        "满意度指标（10分）\t服务对象满意度指标\t满意度\t≥90%\t95%\t10\t10\t", "总分\t\t\t\t\t100\t98\t",
    ]) + "\n"  # fmt: skip


FORMS: dict[str, Callable[[Data], str]] = {
    "四川": sichuan,
    "广东": guangdong,
    "重庆": chongqing,
    "浙江": zhejiang,
    "云南": yunnan,
    "上海": shanghai,
    "新疆": xinjiang,
}
