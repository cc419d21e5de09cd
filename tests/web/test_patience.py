"""An answer does not wait for the rules: it says that they are still being asked, and what they find is told after."""

import threading
from typing import TYPE_CHECKING, Any

import pytest

from generator.web import opened
from generator.web.changes import Watched
from generator.web.view import View

if TYPE_CHECKING:
    from tests.web.conftest import Page


def test_findings_of_before_are_told_as_such_until_the_rules_have_been_asked(page: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    state, ask = page.state(), threading.Event()
    file, check = page.site.opened(page.file), opened.checked
    watched = Watched(file)
    watched.glance()

    def slowly(view: View) -> View:
        ask.wait(30)
        return check(view)

    monkeypatch.setattr(opened, "checked", slowly)
    monkeypatch.setattr(file, "patience", 0.05)

    def edit(value: str, version: str) -> dict[str, Any]:
        changes = [{"path": "支出.2130108.项目支出", "value": value}]
        answer: dict[str, Any] = page.post(f"api/edit/{page.file}", {"version": version, "changes": changes}).json()
        return answer

    first = edit("9600", state["version"])
    assert first["checking"] and first["findings"] == state["findings"] and "支出.合计" in first["moved"]
    second = edit("9601", first["version"])
    assert second["checking"] and "9,601.00" in page.html(second)
    watched.glance()
    ask.set()
    file.patience = 60
    done = page.state()
    assert not done["checking"] and done["version"] == second["version"] and done["counts"]["错误"] > 0
    assert watched.glance() == done["version"]


def test_an_acceptance_waits_for_the_rules(page: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    file = page.site.opened(page.file)
    monkeypatch.setattr(file, "patience", 0.0)
    state = page.state()
    changes = [{"path": "支出.2130108.原因", "value": "厉行节约，压缩防控开支"}]
    state = page.post(f"api/edit/{page.file}", {"version": state["version"], "changes": changes}).json()
    wanted = {"version": state["version"], "code": "W303", "where": "支出.2130108.原因", "reason": "与批复一致"}
    assert page.post(f"api/accept/{page.file}", wanted).status_code == 200 and "理由: 与批复一致" in page.text()


def test_an_answer_does_not_begin_the_rules_and_these_give_way_to_the_next_change(page: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    file, check, begun = page.site.opened(page.file), opened.checked, list[tuple[str, bool]]()
    monkeypatch.setattr(file, "patience", 0.0)
    inside, go_on = threading.Event(), threading.Event()

    def watched(view: View) -> View:
        begun.append((view.version, False))
        inside.set()
        go_on.wait(30)
        done = check(view)
        begun.append((view.version, True))
        return done

    monkeypatch.setattr(opened, "checked", watched)
    file.view()
    assert not begun, "看一眼不问规则"
    first = page.state()
    assert first["checking"] and inside.wait(30)
    changes = [{"path": "支出.2130108.项目支出", "value": "9600"}]
    second = page.post(f"api/edit/{page.file}", {"version": first["version"], "changes": changes}).json()
    go_on.set()
    done = file.view(wait=True)
    assert done.checked and done.version == second["version"]
    assert begun == [(first["version"], False), (second["version"], False), (second["version"], True)]
    assert {finding.code for finding in done.findings} >= {"E201"} and file.checks == 1
