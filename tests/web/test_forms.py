"""The forms and what is said of a figure: every key can be filled in, and every printed figure leads to what it comes from."""

import re
from typing import TYPE_CHECKING, Any

from generator.model import schema
from generator.model.keys import ROOT

if TYPE_CHECKING:
    from tests.web.conftest import Page

OWN = "本文件"


def items(page: "Page", part: str) -> list[dict[str, Any]]:
    """The items of the form of a part."""
    found: list[dict[str, Any]] = page.state(part=part)["form"]["items"]
    return found


def offered(page: "Page") -> set[str]:
    """The path of everything that a form has a place for, codes and numbers of lists left out."""
    found = set()
    for part in (OWN, *ROOT.fields):
        for item in items(page, part):
            found |= {item["path"]} if "path" in item else set()
            found |= {field["path"] for field in item.get("fields", ())}
            for column in item.get("columns", ()):
                found.add(f"{item['path']}.{column['key']}".removesuffix("."))
    return found


def leaves(key: schema.Key, name: str) -> list[str]:
    """The path of every key of this year's form that holds a value."""
    match key:
        case schema.Group(fields=fields):
            below = dict(fields)
        case schema.Codes(row=row, fields=fields):
            return [*leaves(row, name), *(path for field, each in fields.items() for path in leaves(each, f"{name}.{field}"))]
        case schema.Items(item=item) | schema.Names(item=schema.Group() as item):
            below = dict(item.fields)
        case _:
            return [name] if key.years.hold(2021) else []
    return [path for field, each in below.items() for path in leaves(each, f"{name}.{field}".removeprefix("."))]


def test_every_key_of_the_list_has_a_place_in_a_form(page: "Page") -> None:
    wanted = {path for path in leaves(ROOT, "") if not path.startswith("其他数")}
    missing = sorted(path for path in wanted - offered(page) if not path.endswith(".经济分类"))
    assert len(wanted) > 250 and not missing


def test_a_grid_shows_what_is_typed_and_what_follows(page: "Page") -> None:
    grid = items(page, "支出")[0]
    assert grid["kind"] == "grid" and grid["of"] == "编码" and grid["path"] == "支出"
    row = next(row for row in grid["rows"] if row["code"] == "2130104")
    cells = {column["title"]: cell for column, cell in zip(grid["columns"], row["cells"], strict=True)}
    assert row["name"] == "事业运行" and cells["基本支出"] == {"path": "支出.2130104.基本支出", "value": "412.00", "derived": ""}
    assert cells["合计"]["value"] == "" and cells["合计"]["derived"] == "442.00万元"
    assert cells["财政拨款：基本支出"]["path"] == "支出.2130104.财政拨款.基本支出" and cells["财政拨款：基本支出"]["value"] == "412.00"
    field = next(field for item in items(page, "三公经费") for field in item.get("fields", ()) if field["path"] == "三公经费.决算")
    assert field["value"] == "" and "推出 42.50万元" in field["derived"]


def test_codes_below_a_code_are_columns_once_some_row_has_them(page: "Page") -> None:
    changes = [{"path": "支出.2130108.项目.经济分类.30201", "value": "96.00"}]
    state = page.post(f"api/edit/{page.file}", {"version": page.state()["version"], "changes": changes, "part": "支出"}).json()
    grid = state["form"]["items"][0]
    at = next(n for n, column in enumerate(grid["columns"]) if column["key"] == "项目.经济分类.30201")
    assert grid["columns"][at]["title"] == "项目：经济分类：30201 办公费"
    values = {row["code"]: row["cells"][at]["value"] for row in grid["rows"]}
    assert values["2130108"] == "96.00" and values["2130101"] == ""


def test_a_reason_stands_beside_its_change_with_a_proposal_where_none_is_written(page: "Page") -> None:
    def reason() -> dict[str, Any]:
        found = next(item for item in items(page, "收支总计") if item["kind"] == "reasons")["items"]
        return next(each for each in found if each["path"] == "收支总计.较上年原因")

    before = reason()
    assert "增加" in before["change"] and "万元" in before["change"] and not before["proposal"] and before["value"].startswith("上级下达")
    state = page.state()
    changes = [{"path": "收支总计.较上年原因", "value": None}]
    page.post(f"api/edit/{page.file}", {"version": state["version"], "changes": changes})
    assert reason()["value"] == "" and "支出增加" in reason()["proposal"]


def test_a_figure_leads_down_to_what_was_typed(page: "Page") -> None:
    def explained(name: str) -> dict[str, Any]:
        found: dict[str, Any] = page.get(f"api/explain/{page.file}", params={"name": name}).json()
        return found

    total = explained("支出.合计")
    assert total["called"] == "本年支出合计" and total["path"] == "支出.合计" and len(total["printed"]) > 1
    html = page.html(page.state())
    assert all(f'id="{printed["anchor"]}"' in html for printed in total["printed"])
    names, seen = ["支出.合计"], set[str]()
    while names:
        name = names.pop()
        seen.add(name)
        names += [term["name"] for term in explained(name)["formula"] if "name" in term and term["name"] not in seen]
    typed = explained("支出.2130108.项目支出")
    assert "支出.2130108.项目支出" in seen and typed["place"] == "第45行" and typed["formula"] == [] and typed["value"] == "96.00"
    printed = set(re.findall('data-name="([^"]+)"', html))
    missing = [name for name in sorted(printed) if page.get(f"api/explain/{page.file}", params={"name": name}).status_code != 200]
    assert len(printed) > 150 and not missing
    assert page.get(f"api/explain/{page.file}", params={"name": "没有.这个"}).status_code == 404


def test_a_blank_and_a_figure_to_be_filled_in_can_be_written_where_they_stand(page: "Page") -> None:
    state = page.state()
    html = page.html(state)
    assert 'data-path="基本支出明细.30204" aria-label="没有填"></button>' in html
    changes = [{"path": "政府采购.货物", "value": ""}, {"path": "支出.2130108.项目支出", "value": ""}]
    state = page.post(f"api/edit/{page.file}", {"version": state["version"], "changes": changes}).json()
    html = page.html(state)
    assert state["left"] == 2 and 'data-path="政府采购.货物">【待填】</button>' in html
    assert 'data-path="支出.2130108.项目支出">待填</button>' in html


def test_keys_codes_and_choices_are_completed(page: "Page") -> None:
    def labels(at: str, word: str) -> dict[str, str]:
        offers = page.get(f"api/complete/{page.file}", params={"at": at, "word": word}).json()
        return {offer["label"]: offer["detail"] for offer in offers}

    assert labels("", "批复")["批复日期"].startswith("财政部门批复") and "年度" not in labels("", "年度")
    assert labels("支出", "2010101") == {"2010101": "行政运行"} and "2130108" not in labels("支出", "2130")
    assert "30204" in labels("基本支出明细", "手续费") and not labels("基本支出明细", "2010101")
    assert labels("部门.性质", "").keys() == {"行政", "参公", "事业", "汇总"} and "湖南/2021" in labels("版式", "湖南")
    assert "偏差原因" in labels("绩效自评.指标.1", "偏差") and labels("没有", "") == {}
