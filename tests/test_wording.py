"""What a reason is understood to say: better nothing than something wrong."""

import pytest

from generator.checks.reasons.direction import direction, other_subject, says_nothing

MORE = (
    "新增人员3人", "追加综合绩效考核奖", "主要是因为项目增多，工程量扩大", "提高了村级运转补助标准", "燃油价格上涨",
    "来访较多，增加了接待的批次",
)  # fmt: skip
LESS = ("厉行节约，严控开支", "压缩会议场次", "由于人员减少2人，缴费相应减少", "严格接待管理，减少了接待的批次和人数")
OPEN = (
    "减少外出培训，增加线上培训",  # 两个方向都有
    "新增项目没有实施",  # 动作被否定
    "追加的资金结转下年使用",  # 说的是结余
    "上年增加了一次性补助",  # 说的是上年
    "提高资金使用效益",  # 不是支出提高
    "做好防汛工作，降低了风险",  # 不是支出减少
    "加强管理，提高标准化水平",
    "年初预算压缩较多",  # 说的是预算
    "机构改革，人员转隶",
    "从严控制，接待批次下降",  # 第一分句没有说
    "",
)


@pytest.mark.parametrize("reason", MORE)
def test_reasons_for_more(reason: str) -> None:
    assert direction(reason) == 1


@pytest.mark.parametrize("reason", LESS)
def test_reasons_for_less(reason: str) -> None:
    assert direction(reason) == -1


@pytest.mark.parametrize("reason", OPEN)
def test_reasons_that_leave_it_open(reason: str) -> None:
    assert direction(reason) == 0


@pytest.mark.parametrize(
    "reason",
    ("决算数大于预算数", "主要原因是决算数小于年初预算数。", "正常预决算数浮动", "据实列支", "按实际发生数列支", "支出增加",
     "工作需要", "因工作需要", "无", "—", "本年支出有所减少"),
)  # fmt: skip
def test_reasons_that_say_nothing(reason: str) -> None:
    assert says_nothing(reason)


@pytest.mark.parametrize("reason", (*MORE, *LESS, *OPEN[:-1], "疫情防控工作需要增派人员", "因公出国团组增加", "无线电监测设备更新"))
def test_reasons_that_say_something(reason: str) -> None:
    assert not says_nothing(reason)


@pytest.mark.parametrize(
    ("item", "reason", "other"),
    [
        ("公务用车运行维护费", "严格控制公务接待标准", "公务接待费"),
        ("公务接待费", "燃油价格上涨", "公务用车运行维护费"),
        ("公务接待费", "车辆维修费用高", "公务用车运行维护费"),
        ("因公出国费", "来访批次减少", "公务接待费"),
        ("公务接待费", "减少接待用车", ""),
        ("公务用车购置费", "更新车辆", ""),
        ("公务用车运行维护费", "厉行节约", ""),
        ("决算", "减少接待批次", ""),
    ],
)
def test_the_item_that_a_reason_speaks_of(item: str, reason: str, other: str) -> None:
    assert other_subject(item, reason) == other
