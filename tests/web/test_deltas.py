"""What is sent to a tab that holds an answer makes the next one of it, and is no more than what changed."""

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from generator.web.delta import KEPT, Answers, change

if TYPE_CHECKING:
    from tests.web.conftest import Page

LEAVES = st.none() | st.booleans() | st.integers(2, 5) | st.sampled_from(["", "甲", "乙"])
VALUES = st.recursive(
    LEAVES,
    lambda below: st.lists(below, max_size=5) | st.dictionaries(st.sampled_from(["id", "path", "title", "rows", "值"]), below, max_size=4),
    max_leaves=20,
)


def made(old: Any, told: Any) -> Any:
    """The next value, as the page makes it (frontend/src/delta.ts)."""
    if told is None:
        return old
    if "keys" in told:
        kept = {key: value for key, value in old.items() if key not in told.get("gone", ())}
        return kept | {key: made(old.get(key), each) for key, each in told["keys"].items()}
    if "list" in told:
        found: list[Any] = []
        for each in told["list"]:
            if isinstance(each, list):
                found += old[each[0] : each[1]]
            else:
                found.append(made(old[each["of"]], each["to"]) if "of" in each else each["is"])
        return found
    return told["is"]


@given(VALUES, VALUES)
def test_a_change_makes_the_new_value_of_the_old_one(old: object, new: object) -> None:
    told = json.loads(json.dumps(change(old, new)))
    assert json.dumps(made(old, told), sort_keys=True) == json.dumps(new, sort_keys=True)
    assert (told is None) == (json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True))


def test_a_row_that_changes_or_goes_among_many_is_all_that_is_told() -> None:
    rows = [{"code": str(n), "cells": ["1.00", str(n)]} for n in range(2000)]
    later = [*rows[:700], {"code": "700", "cells": ["2.00", "700"]}, *rows[701:1500], *rows[1501:]]
    told = change({"rows": rows, "left": 3}, {"rows": later, "left": 3})
    assert told is not None and len(json.dumps(told)) < 150 and made({"rows": rows, "left": 3}, told) == {"rows": later, "left": 3}


def test_a_tab_that_holds_an_answer_of_long_ago_gets_the_whole() -> None:
    answers = Answers()
    first = answers.next("", {"left": 0})
    assert first["left"] == 0 and set(answers.next(first["revision"], {"left": 1})["keys"]) == {"left", "revision"}
    for left in range(KEPT):
        answers.next("", {"left": left})
    assert answers.next(first["revision"], {"left": 7})["left"] == 7


def test_an_edit_sends_only_what_changed(page: "Page") -> None:
    state = page.state(part="支出")
    whole = len(json.dumps(state, ensure_ascii=False))
    changes = [{"path": "支出.2130108.项目支出", "value": "97.00"}]
    asked = {"version": state["version"], "revision": state["revision"], "part": "支出", "changes": changes}
    answer = page.post(f"api/edit/{page.file}", asked)
    told = answer.json()
    assert len(answer.text) < whole / 5 and "blocks" in told["keys"] and "parts" not in told["keys"]
    after = made(state, told)
    assert "2130108: {项目支出: 97.00, 年初预算: 80.00" in page.text() and after["undo"] and not after["redo"]
    assert {"支出.2130108.项目支出", "支出.合计"} <= set(after["moved"]) and "三公经费.决算" not in after["moved"]
    afresh = page.state(part="支出")
    assert {**after, "revision": "", "moved": []} == {**afresh, "revision": "", "moved": []}
    again = made(after, page.post(f"api/state/{page.file}", {**asked, "revision": after["revision"], "changes": []}).json())
    assert {**again, "revision": ""} == {**afresh, "revision": ""}
