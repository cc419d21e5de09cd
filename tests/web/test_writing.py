"""Writing through the page: the file says what was typed and nothing else of it changes; an outside change is never lost."""

from typing import TYPE_CHECKING, Any

import pytest

from generator.web import opened, view

if TYPE_CHECKING:
    from tests.web.conftest import Page

BUDGET = "支出.2130108.年初预算"


def change(page: "Page", changes: dict[str, str | None], version: str = "", part: str = "") -> Any:
    """The answer to an edit of the version that is on disk."""
    wanted = [{"path": path, "value": value} for path, value in changes.items()]
    return page.post(f"api/edit/{page.file}", {"version": version or page.state()["version"], "changes": wanted, "part": part})


def test_several_changes_are_one_step_back_and_forth(page: "Page") -> None:
    before = page.text()
    answer = change(page, {BUDGET: "81.00", "基本支出明细.30101": "481", "支出.2130199.项目支出": "5.00", "概况.职责.5": None}).json()
    assert "2130108: {项目支出: 96.00, 年初预算: 81.00, 原因: 追加草地贪夜蛾防控资金}" in page.text()
    assert "2130199: {项目支出: 5.00}" in page.text() and "完成县委、县政府交办的其他任务" not in page.text()
    back = page.post(f"api/undo/{page.file}", {"version": answer["version"]}).json()
    assert page.text() == before and not back["undo"] and back["redo"]
    again = page.post(f"api/redo/{page.file}", {"version": back["version"]}).json()
    assert again["version"] == answer["version"] and not again["redo"]
    nothing = page.post(f"api/redo/{page.file}", {"version": again["version"]})
    assert nothing.status_code == 409 and "没有可以重做的改动" in nothing.json()["message"]


def test_undo_takes_nothing_back_that_was_written_elsewhere(page: "Page") -> None:
    change(page, {BUDGET: "81.00"})
    elsewhere = page.text().replace("1286.50", "1287.50")
    (page.folder / page.file).write_text(elsewhere, "utf-8")
    state = page.state()
    assert not state["undo"] and not state["redo"]
    refused = page.post(f"api/undo/{page.file}", {"version": state["version"]})
    assert refused.status_code == 409 and len(refused.json()["diff"]) == 2 and page.text() == elsewhere
    assert change(page, {BUDGET: "82.00"}).json()["undo"]
    assert not page.post(f"api/undo/{page.file}", {"version": page.state()["version"]}).json()["undo"] and page.text() == elsewhere


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_mark_line_ends_and_comments_stay(page: "Page", mark: str, newline: str) -> None:
    text = mark + page.text().replace("\n", newline)
    (page.folder / page.file).write_bytes(text.encode())
    assert change(page, {BUDGET: "81.00"}).status_code == 200
    assert page.text() == text.replace("2130108: {项目支出: 96.00, 年初预算: 80.00", "2130108: {项目支出: 96.00, 年初预算: 81.00")
    whole = page.get(f"api/text/{page.file}").json()
    assert not whole["text"].startswith("\ufeff")
    typed = whole["text"].replace("\r\n", "\n").replace("81.00", "82.00")
    assert page.post(f"api/text/{page.file}", {"version": whole["version"], "text": typed}).status_code == 200
    assert page.text() == text.replace("年初预算: 80.00, 原因: 追加草地", "年初预算: 82.00, 原因: 追加草地")


def test_a_file_that_is_being_written_while_it_is_read_is_read_again(page: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    path, text = page.folder / page.file, page.text()

    def half(*args: Any) -> view.View:
        path.write_text(text[: text.index("支出:")], "utf-8")
        try:
            return view.view_of(*args)
        finally:
            path.write_text(text, "utf-8")

    with monkeypatch.context() as patch:
        patch.setattr(opened, "view_of", half)
        assert "2130101" not in str(page.state(part="支出")["form"])
    assert "2130101" in str(page.state(part="支出")["form"])


def test_a_change_elsewhere_is_shown_and_nothing_is_written(page: "Page") -> None:
    version = page.state()["version"]
    elsewhere = page.text().replace("1286.50", "1287.50")
    (page.folder / page.file).write_text(elsewhere, "utf-8")
    answer = change(page, {BUDGET: "81.00"}, version)
    assert answer.status_code == 409 and page.text() == elsewhere
    conflict = answer.json()
    assert "文件在别处改过" in conflict["message"] and conflict["version"] == page.state()["version"]
    lines = [(row["line"], row["disk"].strip(), row["yours"].strip()) for row in conflict["diff"]]
    assert lines[0] == (24, "2130101: {财政拨款: 1287.50}", "2130101: {财政拨款: 1286.50}")
    assert "年初预算: 81.00" in lines[1][2] and "年初预算: 80.00" in lines[1][1]
    assert page.post(f"api/undo/{page.file}", {"version": version}).status_code == 409 and page.text() == elsewhere


def test_an_emptied_number_is_to_be_filled_in_again_unless_it_follows_from_others(page: "Page") -> None:
    answer = change(page, {BUDGET: ""}, part="支出").json()
    assert "2130108: {项目支出: 96.00, 年初预算: 待填, 原因" in page.text() and answer["left"] == 1
    assert next(part for part in answer["parts"] if part["id"] == "支出")["left"] == 1
    assert [field["pending"] for field in cells(answer, "支出", BUDGET)] == [True]
    assert change(page, {BUDGET: "80.00"}).json()["left"] == 0
    assert change(page, {"支出.合计": "3000.30"}).json()["counts"]["错误"] > 0
    assert change(page, {"支出.合计": ""}).json()["counts"]["错误"] == 0 and "合计: 待填" not in page.text()
    assert change(page, {"支出.2130108.原因": ""}).json()["left"] == 0
    assert "2130108: {项目支出: 96.00, 年初预算: 80.00}" in page.text()
    assert change(page, {"预算绩效.结论": ""}).json()["left"] == 1


def cells(state: dict[str, Any], title: str, path: str) -> list[dict[str, Any]]:
    """The cells of a grid with that path."""
    grid = next(item for item in state["form"]["items"] if item["title"] == title)
    return [cell for row in grid["rows"] for cell in row["cells"] if cell["path"] == path]


def test_what_cannot_be_written_is_said_and_nothing_is_written(page: "Page") -> None:
    before = page.text()
    for changes in ({"部门": "x"}, {BUDGET: "81", "部门.名称.甲": "x"}, {"支出.2130999.项目支出": None}):
        answer = change(page, changes)  # type: ignore[arg-type]
        assert answer.status_code == 422 or page.text() == before, answer.text
    for body in ([], {"changes": [1]}, {"changes": {}}, {"version": 1}, {"changes": [{"path": "年度"}, 2]}):
        assert page.post(f"api/edit/{page.file}", body or ["x"]).status_code == 400
    assert page.text() == before


def test_a_text_that_is_no_yaml_is_not_written_and_one_on_disk_can_be_mended(page: "Page") -> None:
    before, state = page.text(), page.state()
    answer = page.post(f"api/text/{page.file}", {"version": state["version"], "text": before.replace("部门: {", "部门: {{")})
    assert answer.status_code == 422 and answer.json()["line"] >= 3 and page.text() == before
    (page.folder / page.file).write_text("部门: {{\n", "utf-8")
    assert page.post(f"api/state/{page.file}").status_code == 422 and page.get(f"write/{page.file}").status_code == 200
    broken = page.get(f"api/text/{page.file}").json()
    assert broken["text"] == "部门: {{\n" and broken["findings"][0]["level"] == "错误"
    assert page.post(f"api/text/{page.file}", {"version": broken["version"], "text": before}).json()["version"] == state["version"]


def test_findings_lead_to_their_places_and_can_be_accepted(page: "Page") -> None:
    state = change(page, {"支出.2130108.原因": "厉行节约，压缩防控开支"}).json()
    finding = next(each for each in state["findings"] if each["code"] == "W303")
    assert finding["at"][0]["path"] == "支出.2130108.原因" and finding["at"][0]["line"] == 45
    line = page.get(f"api/text/{page.file}").json()["findings"]
    assert any(each["line"] == 45 and each["code"] == "W303" and each["level"] == "警告" for each in line)
    wanted = {"version": state["version"], "code": "W303", "where": finding["accept"], "reason": ""}
    refused = page.post(f"api/accept/{page.file}", wanted)
    assert refused.status_code == 422 and "要写理由" in refused.json()["message"]
    accepted = page.post(f"api/accept/{page.file}", wanted | {"reason": "与批复一致"}).json()
    assert "W303" not in {each["code"] for each in accepted["findings"]} and "理由: 与批复一致" in page.text()
    assert page.post(f"api/undo/{page.file}", {"version": accepted["version"]}).json()["version"] == state["version"]
