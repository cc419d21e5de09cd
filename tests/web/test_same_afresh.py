"""What is shown after many changes is what a server shows that has only just begun."""

import random
from typing import TYPE_CHECKING

from generator.commands.watch import forget
from generator.web.opened import Opened
from generator.web.view import View, checked

if TYPE_CHECKING:
    from tests.web.conftest import Page

PATHS = (
    "支出.2130108.项目支出", "支出.2130108.年初预算", "收入.2130108.财政拨款", "支出.2130108.原因",
    "支出.2210201.基本支出", "收入.2210201.财政拨款", "三公经费.公务接待费.决算", "部门.名称",
)  # fmt: skip
VALUES = ("0", "96", "1234.56", "", "待填")


def test_after_any_changes_everything_is_as_it_is_read_afresh(page: "Page") -> None:
    draw, told = random.Random(18), list[object]()
    file = page.site.opened(page.file)
    state = page.state()
    for _ in range(10):
        path = draw.choice(PATHS)
        value = draw.choice(VALUES) if path.rpartition(".")[2] not in {"原因", "名称"} else f"某{draw.randint(1, 99)}局"
        answer = page.post(f"api/edit/{page.file}", {"version": state["version"], "changes": [{"path": path, "value": value}]})
        assert answer.status_code == 200, answer.text
        state = answer.json()
        told.append(_all(file.view(wait=True)))
        if draw.random() < 0.3:
            state = page.post(f"api/undo/{page.file}", {"version": state["version"]}).json()
            told.append(_all(file.view(wait=True)))
        if len(told) % 3 == 0:
            shown = _all(file.view())
            forget()
            assert _all(checked(Opened(file.path, 0).view())) == shown
    assert len({repr(each) for each in told}) > 5, "改动应看得见"


def _all(view: View) -> object:
    """Whatever a page is told of a file."""
    facts = view.department.facts
    return view.blocks, view.printed, view.findings, dict(facts), facts.partial, facts.parts, view.department.ledger.equations
