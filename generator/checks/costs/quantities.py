"""三公 quantities beside their costs: batches, heads, vehicles."""

from collections.abc import Iterator

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.two_figures import conflict, shown
from generator.model.articulation import PURCHASE, RECEPTION, RUNNING, TRIPS
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.model.format import count

BASIS = "财预〔2016〕143号：说明因公出国（境）团组数和人数、公务用车购置数和保有量、国内公务接待批次和人数"
COUNTS = ((TRIPS, "团组"), (TRIPS, "人次"), (RECEPTION, "批次"), (RECEPTION, "人次"), (PURCHASE, "购置数"))
HEADS = ((TRIPS, "团组", "人次"), (RECEPTION, "批次", "人次"))
# 每一个的金额，元：更高的少见，但不是差错的证明
USUAL = (
    (RECEPTION, "人次", 1000),
    (TRIPS, "人次", 150_000),
    (RUNNING, "保有量", 200_000),
    (PURCHASE, "购置数", 800_000),
)
YUAN = 10_000
WHOLE = {"个", "人次", "辆", "人", "台（套）", "年"}


def _pair(report: Report, item: str, quantity: str) -> tuple[Figure, Figure] | None:
    """The cost of an item and one of its quantities, where both are known."""
    cost, number = report.figure(f"三公经费.{item}.决算"), report.figure(f"三公经费.{item}.{quantity}")
    return (cost, number) if cost is not None and number is not None else None


def _contradiction(one: Figure, other: Figure, remedy: str) -> Problem:
    return Problem(f"{shown(one)}，{shown(other)}。{remedy}", (*places_of(one)[:1], *places_of(other)[:1]), other.name)


@rule("E401", "有支出而数量为零", of=BOTH, final=True,
    reason="接待、出国、购车有支出，就有批次、人次、团组、辆数",
    basis=BASIS,
    good="有支出的各项都有数量",
    bad={"三公经费.公务接待费.批次": "0"},
)
def costs_without_quantity(report: Report) -> Iterator[Problem]:
    """Costs above zero whose quantity is zero."""
    for item, quantity in COUNTS:
        pair = _pair(report, item, quantity)
        if pair and pair[0].value > 0 and not pair[1].value:
            yield _contradiction(*pair, f"有支出就应有{quantity}，请补上{quantity}，或核对决算数。")


@rule("W402", "有数量而支出为零", of=BOTH, final=True,
    reason="“三公”经费说明里的数量，只算由财政拨款开支的；没有支出，数量应为零",
    basis=BASIS,
    good="没有支出的各项，数量都是零",
    bad={"三公经费.公务用车购置费.决算": "0"},
)
def quantities_without_cost(report: Report) -> Iterator[Problem]:
    """Quantities above zero whose cost is zero."""
    for item, quantity in COUNTS:
        pair = _pair(report, item, quantity)
        if pair and pair[1].value > 0 and not pair[0].value:
            yield _contradiction(*pair, f"没有财政拨款支出，{quantity}应为 0。请核对两处。")


@rule("W403", "运行维护费与保有量不合", of=BOTH, final=True,
    reason="有运行维护费就有车；年末保有量为零（如年中已处置）或有车而没有运行维护费，都要说明",
    basis=BASIS,
    good="有公务用车运行维护费，也有公务用车",
    bad={"三公经费.公务用车运行维护费.保有量": "0"},
)
def running_without_vehicles(report: Report) -> Iterator[Problem]:
    """Running costs without vehicles, or vehicles without running costs."""
    pair = _pair(report, RUNNING, "保有量")
    if pair and (pair[0].value > 0) != (pair[1].value > 0):
        yield _contradiction(*pair, "请核对两处；确属实情的，在“说明”里写明。")


@rule("E404", "人次少于批次", of=BOTH, final=True,
    reason="每一批至少有一人",
    basis=BASIS,
    good="人次不少于批次、团组数",
    bad={"三公经费.公务接待费.批次": "680"},
)
def heads_below_batches(report: Report) -> Iterator[Problem]:
    """人次 that are fewer than 批次 or 团组; 人次 of zero is E401's."""
    for item, batches, heads in HEADS:
        batch, head = report.figure(f"三公经费.{item}.{batches}"), report.figure(f"三公经费.{item}.{heads}")
        if batch is not None and head is not None and 0 < head.value < batch.value:
            yield _contradiction(batch, head, f"人次不会少于{batches}，两个数是不是填反了？请核对。")


@rule("H405", "人均、车均的金额过高", of=BOTH, final=True,
    reason="人均、车均的金额高得少见，常是金额单位或数量填错",
    basis=BASIS,
    good="人均、车均的金额在常见的范围内",
    bad={"三公经费.公务接待费.人次": "70"},
)
def unusual_averages(report: Report) -> Iterator[Problem]:
    """Costs a head or a vehicle that are far above the usual."""
    for item, quantity, most in USUAL:
        pair = _pair(report, item, quantity)
        if pair is not None and pair[1].value > 0 and (each := pair[0].value * YUAN / pair[1].value) > most:
            whole = count(each)
            yield _contradiction(*pair, f"平均每{pair[1].unit} {whole} 元，不多见。请核对金额和{quantity}。")


@rule("W406", "车辆总数少于公务用车保有量", of=BOTH, final=True,
    reason="财政拨款开支的公务用车包含在单位的车辆总数里",
    basis="财预〔2016〕143号：国有资产占用情况和公务用车保有量；两处口径应衔接",
    good="国有资产的车辆总数不少于三公经费的保有量",
    bad={"国有资产.车辆.执法执勤用车": "3"},
)
def fewer_vehicles_than_kept(report: Report) -> Iterator[Problem]:
    """国有资产 vehicles that are fewer than the 三公 保有量."""
    kept, owned = report.figure(f"三公经费.{RUNNING}.保有量"), report.figure("国有资产.车辆合计")
    if kept is not None and owned is not None and owned.value < kept.value:
        yield conflict(kept, "大于 ", owned, "请核对两处；口径不同的，请说明。", (kept.name, "国有资产.车辆合计"))


@rule("E410", "数量不是整数", of=BOTH, final=True,
    reason="批次、人次、辆数、台数都是整数；小数多半是把金额填到了数量里",
    basis=BASIS,
    good="数量都是整数",
    bad={"三公经费.公务接待费.批次": "68.5"},
)
def broken_counts(report: Report) -> Iterator[Problem]:
    """Written counts that are no whole numbers; marks may be."""
    for name in sorted(report.facts):
        figure = report.figure(name)
        if figure is None or figure.unit not in WHOLE or figure.name != name or name.startswith(PRIOR):
            continue
        if figure.place is not None and figure.value != figure.value.to_integral_value():
            yield Problem(f"{shown(figure)}，应是整数。请核对是不是填错了格。", places_of(figure), name)
