# ruff: noqa: E501  整句写在一行，与公开文本一样
"""What share of one-digit slips is found in narratives without tables whose wording the audit was not made for.

Run from the root of the repository: python -m benchmarks.recall [seed] [form] — every figure of each is changed in turn; prints what
is found, what is missed, and the findings on the good text.
"""

import re
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.audit import audit, other
from generator.checks import rules
from generator.source.finding import Level
from tests.regional import ITEMS, Data, draw, m, p

assert rules
FIGURE = re.compile(r"(?<![\d.,年第〔])\d[\d,]*(?:\.\d+)?(?=万元|元|%|辆|批次|人次|个团组|倍)")


def more(now: Decimal, before: Decimal, up: str = "增长", down: str = "下降") -> str:
    """增加X万元，增长Y%, of a form's own words."""
    return f"{'增加' if now >= before else '减少'}{m(abs(now - before))}万元，{up if now >= before else down}{p(abs(now - before), before)}"


def head(d: Data, part: str = "第三部分 {}年度部门决算情况说明") -> list[str]:
    """Title and part."""
    return [f"{d.name}{d.year}年度部门决算", part.format(d.year)]


def fujian(d: Data) -> str:
    """A list of 类 with codes, sums of 人员 and 公用, growth on last year."""
    y = d.year
    kinds = list(d.classes().items())
    fund = d.other_spent
    return "\n".join([
        *head(d), f"一、{y}年决算收支总体情况",
        f"{y}年{d.name}年初结转和结余{m(d.opening)}万元，本年收入{m(d.income)}万元，本年支出{m(d.spending)}万元，结余分配0.00万元，年末结转和结余{m(d.closing)}万元。",
        f"（一）{y}年本年收入{m(d.income)}万元，具体情况如下：", f"1.财政拨款收入{m(d.fiscal_income)}万元，其中政府性基金0.00万元。", f"2.其他收入{m(d.other_income)}万元。",
        f"（二）{y}年本年支出{m(d.spending)}万元，具体情况如下：",
        f"1.基本支出{m(d.basic)}万元。其中，人员支出{m(d.personnel)}万元，公用支出{m(d.office)}万元。", f"2.项目支出{m(d.project + fund)}万元。",
        "二、一般公共预算拨款支出决算情况",
        f"{y}年一般公共预算拨款支出{m(d.general)}万元，比上年决算数{more(d.general, d.before['一般'])}，具体情况如下（按类级科目分类统计）：",
        *(f"（{'一二三四五'[n]}）{kind}{m(value)}万元，较上年决算数{more(value, d.budget[ITEMS[n][0]])}。主要原因是工作量变化。" for n, (kind, value) in enumerate(kinds)),
        "三、“三公”经费财政拨款支出决算情况",
        f"{y}年度“三公”经费财政拨款支出{m(d.costs(1)[0])}万元，同比{more(d.costs(1)[0], d.costs(2)[0])}。具体情况如下：",
        "（一）因公出国（境）费0.00万元。", f"（二）公务用车购置及运行费{m(d.costs(1)[2])}万元。其中：公务用车购置费0.00万元，公务用车运行费{m(d.costs(1)[2])}万元，年末公务用车保有量7辆。",
        f"（三）公务接待费{m(d.costs(1)[4])}万元，累计接待21批次、接待总人数184人次。",
        "四、机关运行经费支出情况", f"{y}年机关运行经费支出{m(d.office)}万元，比上年{more(d.office, d.running_before)}。",
        "五、国有资产占用情况", "截至年末，本部门共有车辆7辆，其中：一般公务用车2辆、执法执勤用车5辆。",
    ]) + "\n"  # fmt: skip


def beijing(d: Data) -> str:
    """比年初预算增加X万元，增长Y% of each 类, then its 款."""
    y = d.year
    lines = [*head(d, "第二部分 {}年度部门决算说明"), "一、收入支出决算总体情况说明",
        f"{y}年度收、支总计{m(d.total)}万元，比上年{more(d.total, d.before['总计'])}。",
        "（一）收入决算说明", f"{y}年度本年收入合计{m(d.income)}万元，其中：财政拨款收入{m(d.fiscal_income)}万元，占收入合计的{p(d.fiscal_income, d.income)}；其他收入{m(d.other_income)}万元，占收入合计的{p(d.other_income, d.income)}。",
        "（二）支出决算说明", f"{y}年度本年支出合计{m(d.spending)}万元，其中：基本支出{m(d.basic)}万元，占支出合计的{p(d.basic, d.spending)}；项目支出{m(d.spending - d.basic)}万元，占支出合计的{p(d.spending - d.basic, d.spending)}。",
        "二、一般公共预算财政拨款支出决算情况说明",
        f"（一）一般公共预算财政拨款支出决算总体情况\n{y}年度一般公共预算财政拨款支出{m(d.general)}万元，主要用于以下方面（按大类）：" + "；".join(f"{kind}{m(v)}万元，占本年财政拨款支出{p(v, d.general)}" for kind, v in d.classes().items()) + "。",
        "（二）一般公共预算财政拨款支出决算具体情况"]  # fmt: skip
    for n, (code, kind, group, _) in enumerate((ITEMS[2], ITEMS[3], ITEMS[4]), 1):
        now, plan = d.spent[code], d.budget[code]
        lines += [f"{n}、“{kind}”（类）{y}年度决算{m(now)}万元，比{y}年年初预算{more(now, plan)}。其中：",
            f"“{group}”（款）{y}年度决算{m(now)}万元，比{y}年年初预算{more(now, plan)}。主要原因：人员变动。"]  # fmt: skip
    lines += ["三、财政拨款基本支出决算情况说明", f"{y}年度使用一般公共预算财政拨款安排基本支出{m(d.basic)}万元，其中：（1）工资福利支出{m(d.personnel - 10)}万元；（2）商品和服务支出{m(d.office)}万元；（3）对个人和家庭补助支出10.00万元。",
        "四、财政拨款“三公”经费支出决算情况", f"{y}年“三公”经费财政拨款决算数{m(d.costs(1)[0])}万元，比{y}年“三公”经费财政拨款年初预算{m(d.costs(0)[0])}万元减少{m(d.costs(0)[0] - d.costs(1)[0])}万元。其中：",
        f"1.因公出国（境）费用。{y}年决算数0.00万元，与{y}年年初预算数持平。", f"2.公务接待费。{y}年决算数{m(d.costs(1)[4])}万元，比{y}年年初预算数{m(d.costs(0)[4])}万元减少{m(d.costs(0)[4] - d.costs(1)[4])}万元。公务接待32批次，公务接待264人次。",
        f"3.公务用车购置及运行维护费。{y}年决算数{m(d.costs(1)[2])}万元，比{y}年年初预算数{m(d.costs(0)[2])}万元减少{m(d.costs(0)[2] - d.costs(1)[2])}万元。其中，公务用车购置费{y}年决算数0.00万元。公务用车运行维护费{y}年决算数{m(d.costs(1)[2])}万元。",
        "五、机关运行经费支出情况", f"{y}年本部门机关运行经费支出合计{m(d.office)}万元，比上年{more(d.office, d.running_before)}。",
        "六、政府采购支出情况", f"{y}年政府采购支出总额{m(sum(d.bought, Decimal(0)))}万元，其中：政府采购货物支出{m(d.bought[0])}万元，政府采购工程支出{m(d.bought[1])}万元，政府采购服务支出{m(d.bought[2])}万元。授予中小企业合同金额{m(d.bought[0])}万元，占政府采购支出总额的{p(d.bought[0], sum(d.bought, Decimal(0)))}。"]  # fmt: skip
    return "\n".join(lines) + "\n"


def guangxi(d: Data) -> str:
    """Sums said in one breath: 总支出…，其中…; 完成年初预算的; 上年 given beside this year's."""
    y, last = d.year, d.year - 1
    return "\n".join([
        *head(d), f"一、{y}年度收入支出决算总体情况",
        f"本部门{y}年度总收入{m(d.total)}万元，其中本年收入{m(d.income)}万元，年初结转和结余{m(d.opening)}万元。{last}年度总收入为{m(d.before['总计'])}万元，{y}年较{last}年{more(d.total, d.before['总计'])}。",
        f"本部门{y}年度总支出{m(d.total)}万元，其中本年支出{m(d.spending)}万元，年末结转和结余{m(d.closing)}万元。",
        f"二、{y}年度一般公共预算财政拨款支出决算情况",
        f"本部门{y}年度一般公共预算财政拨款支出年初预算为{m(sum(d.budget.values(), Decimal(0)))}万元，支出决算为{m(d.general)}万元，完成年初预算的{p(d.general, sum(d.budget.values(), Decimal(0)))}。其中：",
        *(f"{n}.{kind}（类）{group}（款）{item}（项）年初预算{m(d.budget[code])}万元，支出决算{m(d.spent[code])}万元，完成年初预算的{p(d.spent[code], d.budget[code])}，决算数{'大于' if d.spent[code] > d.budget[code] else '小于'}年初预算数的主要原因是据实列支。" for n, (code, kind, group, item) in enumerate(ITEMS, 1)),
        f"三、{y}年度一般公共预算财政拨款基本支出决算情况",
        f"{y}年度一般公共预算财政拨款基本支出{m(d.basic)}万元，其中：人员经费{m(d.personnel)}万元，占基本支出的{p(d.personnel, d.basic)}；公用经费{m(d.office)}万元，占基本支出的{p(d.office, d.basic)}。",
        "四、“三公”经费支出决算情况", f"{y}年度“三公”经费支出年初预算{m(d.costs(0)[0])}万元，支出决算{m(d.costs(1)[0])}万元，完成年初预算的{p(d.costs(1)[0], d.costs(0)[0])}；比上年{more(d.costs(1)[0], d.costs(2)[0])}。其中：",
        f"公务用车运行维护费支出决算{m(d.costs(1)[2])}万元，占“三公”经费的{p(d.costs(1)[2], d.costs(1)[0])}，上年支出{m(d.costs(2)[2])}万元，{more(d.costs(1)[2], d.costs(2)[2])}；公务接待费支出决算{m(d.costs(1)[4])}万元，占“三公”经费的{p(d.costs(1)[4], d.costs(1)[0])}，上年支出{m(d.costs(2)[4])}万元，{more(d.costs(1)[4], d.costs(2)[4])}。",
        "五、国有资产占用情况", "截至年末，本部门共有车辆9辆，其中，主要领导干部用车1辆、机要通信用车2辆、应急保障用车1辆、其他用车5辆。",
    ]) + "\n"  # fmt: skip


def in_yuan(d: Data) -> str:
    """上海 of a small unit: all amounts in 元."""
    def yuan(value: Decimal) -> str:
        return f"{value * 10000:,.2f}元"

    y = d.year
    return "\n".join([
        *head(d), "一、收入支出决算总体情况说明", f"{y}年度收入总计{yuan(d.total)}，支出总计{yuan(d.total)}。与上年度相比，收入、支出总计各{'增加' if d.total > d.before['总计'] else '减少'}{yuan(abs(d.total - d.before['总计']))}，{'增长' if d.total > d.before['总计'] else '下降'}{p(abs(d.total - d.before['总计']), d.before['总计'])}。",
        "二、收入决算情况说明", f"本年收入合计{yuan(d.income)}，其中：财政拨款收入{yuan(d.fiscal_income)}，占{p(d.fiscal_income, d.income)}；其他收入{yuan(d.other_income)}，占{p(d.other_income, d.income)}。",
        "三、支出决算情况说明", f"本年支出合计{yuan(d.spending)}，其中：基本支出{yuan(d.basic)}，占{p(d.basic, d.spending)}；项目支出{yuan(d.spending - d.basic)}，占{p(d.spending - d.basic, d.spending)}。",
        "四、一般公共预算财政拨款支出决算情况说明", f"一般公共预算财政拨款支出{yuan(d.general)}，占本年支出合计的{p(d.general, d.spending)}。主要用于以下方面：" + "；".join(f"{kind}（类）支出{yuan(v)}，占{p(v, d.general)}" for kind, v in d.classes().items()) + "。",
        "五、一般公共预算财政拨款基本支出决算情况说明", f"一般公共预算财政拨款基本支出{yuan(d.basic)}，包括人员经费{yuan(d.personnel)}和公用经费{yuan(d.office)}。",
    ]) + "\n"  # fmt: skip


def hubei(d: Data) -> str:
    """湖北: balances, per cents of 占本年支出, lists of 项 in one paragraph, projects, 自评 points."""
    y = d.year
    first = (d.project * 2 / 5).quantize(Decimal("0.01"))
    codes = ITEMS[:2]
    both = d.spent[codes[0][0]] + d.spent[codes[1][0]]
    return "\n".join([
        *head(d), "一、收入支出决算总体情况说明", f"{y}年度收、支总计均为{m(d.total)}万元。与{y - 1}年度相比，收、支总计各{more(d.total, d.before['总计'])}，主要原因是项目变化。",
        "二、支出决算情况说明", f"{y}年度支出合计{m(d.spending)}万元，与上年相比{more(d.spending, d.before['一般'])}。其中：基本支出{m(d.basic)}万元，占本年支出{p(d.basic, d.spending)}；项目支出{m(d.spending - d.basic)}万元，占本年支出{p(d.spending - d.basic, d.spending)}。",
        "三、一般公共预算财政拨款支出决算情况说明", f"（一）{codes[0][1]}（类）{codes[0][2]}（款）支出{m(both)}万元，较上年决算数{more(both, d.before['财拨'])}。支出具体情况如下：1.{codes[0][3]}（项）支出{m(d.spent[codes[0][0]])}万元，主要用于人员；2.{codes[1][3]}（项）支出{m(d.spent[codes[1][0]])}万元，主要用于业务。",
        "四、财政拨款项目支出情况", f"{y}年度财政拨款项目支出{m(d.project)}万元，共2个项目，其中：执法装备专项{m(first)}万元，占{p(first, d.project)}；抽检监测专项{m(d.project - first)}万元，占{p(d.project - first, d.project)}。",
        "五、政府性基金预算财政拨款支出决算情况说明", "本年度政府性基金预算财政拨款年初结转和结余12.30万元，本年收入50.20万元，本年支出40.10万元，年末结转和结余22.40万元。",
        "六、机关运行经费支出说明", f"{y}年度机关运行经费支出{m(d.office)}万元，比年初预算数{more(d.office, d.running_before)}。",
        "七、政府采购支出说明", f"{y}年度政府采购支出总额{m(sum(d.bought, Decimal(0)))}万元，其中：货物类采购支出{m(d.bought[0])}万元、工程类采购支出{m(d.bought[1])}万元、服务类采购支出{m(d.bought[2])}万元。授予中小企业合同金额{m(d.bought[0] + d.bought[1])}万元，占政府采购支出总额的{p(d.bought[0] + d.bought[1], sum(d.bought, Decimal(0)))}，其中：授予小微企业合同金额{m(d.bought[1])}万元，占授予中小企业合同金额的{p(d.bought[1], d.bought[0] + d.bought[1])}。",
    ]) + "\n"  # fmt: skip


FORMS: dict[str, Callable[[Data], str]] = {"福建": fujian, "北京": beijing, "广西": guangxi, "元": in_yuan, "湖北": hubei}


def slips(text: str, random: Random) -> Iterator[tuple[int, str, str]]:
    """The line, what was changed, and the whole text, for each figure that is not nought."""
    for match in FIGURE.finditer(text):
        if float(match[0].replace(",", "")):
            new = other(match[0], random)
            yield text.count("\n", 0, match.start()) + 1, f"{text[max(match.start() - 22, 0) : match.start()]}【{match[0]}→{new}】", (
                text[: match.start()] + new + text[match.end() :])  # fmt: skip


def main(seed: int, only: str) -> None:
    """Print found and tried by form, and what is missed."""
    for name, form in FORMS.items() if not only else [(only, FORMS[only])]:
        text, tried, missed = form(draw(seed)), 0, list[str]()
        with TemporaryDirectory() as folder:
            before = audit(text, Path(folder))
            known = {(f.code, f.quote) for f in before}
            print(name, "误报", *(f"{f.code} {f.message[:80]}" for f in before if f.level is not Level.HINT))
            for line, what, changed in slips(text, Random(seed)):
                new = [f for f in audit(changed, Path(folder)) if (f.code, f.quote) not in known and f.level is not Level.HINT]
                tried += 1
                missed += [] if new else [f"{line} {what}".replace("\n", " ")]
        print(f"{name}: {tried - len(missed)}/{tried}", *missed, sep="\n  ")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1, sys.argv[2] if len(sys.argv) > 2 else "")
