"""Nobody but the page gets anything from the server, and nothing outside the folders it may see."""

import asyncio
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.model import schema
from generator.model.keys import ROOT
from generator.web.app import MODULES
from generator.web.guard import HEADERS
from generator.web.paths import SEEN, Missing, inside

if TYPE_CHECKING:
    from tests.web.conftest import Page

HOSTILE = "<script>alert(1)</script><img src=x onerror=\"alert('2')\">'\"&lt;"
PARTS = (*ROOT.fields, "本文件")


@pytest.mark.parametrize("path", ["", "api/state/{file}", "static/app.js", "write/{file}", "nothing"])
def test_a_wrong_token_gets_nothing(page: "Page", path: str) -> None:
    for first in ("", "x/", "a-secret-of-this-tes/", "a-secret-of-this-test%00/", "a-secret-of-this-test", "令牌/"):
        answer = page.client.get(f"/{first}{path.format(file=page.file) if '/' in first else ''}")
        assert answer.status_code == 404 and answer.text == "" and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_who_follows_an_old_address_is_told_what_to_do(page: "Page") -> None:
    seen = {"Accept": "text/html,*/*"}
    stale = page.client.get("/yesterday/write/x.yaml", headers=seen)
    assert stale.status_code == 404 and "已经失效" in stale.text and "juesuan open" in stale.text
    assert page.client.get("/yesterday/", headers={**seen, "Host": "evil.example:8123"}).text == ""
    gone = page.get("write/data/没有/2021.yaml", headers=seen)
    assert gone.status_code == 404 and "没有这个文件" in gone.text and '<a href="../../../">回到首页</a>' in gone.text
    assert page.get("write/data/没有/2021.yaml").json()["message"].startswith("没有这个文件")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "evil.example:8123", "localhost.evil.example:8123", ""])
def test_a_foreign_host_gets_nothing(page: "Page", host: str) -> None:
    answer = page.client.get(f"/{page.site.token}/", headers={"Host": host})
    assert answer.status_code == 404 and answer.text == ""
    assert page.client.get(f"/{page.site.token}/", headers={"Host": "localhost:8123"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8123", "http://127.0.0.1:8124", "http://localhost:8123"])
def test_a_foreign_origin_and_a_form_change_nothing(page: "Page", origin: str) -> None:
    address, before = f"/{page.site.token}/api/edit/{page.file}", page.text()
    body = {"version": page.state()["version"], "changes": [{"path": "部门.自称", "value": "改了"}]}
    marked = {"X-Juesuan": "1"}
    assert page.client.post(address, json=body, headers={**marked, "Origin": origin}).status_code == 403
    assert page.client.post(address, json=body).status_code == 403 and page.text() == before
    assert page.client.post(address, json=body, headers={**marked, "Origin": "http://127.0.0.1:8123"}).status_code == 200


def test_every_answer_says_what_a_page_may_not_do(page: "Page") -> None:
    for path in ("", f"write/{page.file}", f"api/state/{page.file}", "static/app.js", "static/none.js", "api/state/data/none.yaml"):
        answer = page.get(path)
        assert all(answer.headers[name] == value for name, value in HEADERS.items()), path
    assert "unsafe-inline" not in HEADERS["Content-Security-Policy"].replace("style-src-attr 'unsafe-inline'", "")


def _outside(page: "Page") -> list[str]:
    """Paths that lead to no file that may be seen, most of them to one that is there."""
    secret = page.folder / "secret.yaml"
    secret.write_text("部门: {名称: 秘密}\n", "utf-8")
    data = page.folder / "data"
    for name, target in (("linked.yaml", secret), ("folder", page.folder.parent), ("etc.yaml", Path("/etc/passwd"))):
        if not (data / name).is_symlink():
            (data / name).symlink_to(target)
    inner = page.file.partition("/")[2]
    return [
        "secret.yaml", "data/../secret.yaml", "data/linked.yaml", "data/etc.yaml", f"data/folder/{page.folder.name}/secret.yaml",
        "../secret.yaml", f"data/./{inner}", f"data//{inner}", f"/{page.folder}/{page.file}", f"{page.folder}/{page.file}", "/etc/passwd",
        "data/..\\secret.yaml", f"data\\{inner}", f"C:/{page.file}", f"data/{inner}\0", f"data/{inner}\0.yaml", "data", "data/", "",
        "data/nul.yaml", "data/CON", "data/" + "长" * 500 + ".yaml", "data/none.yaml", "generator/web/app.py", "data/%2e%2e/secret.yaml",
    ]  # fmt: skip


def test_no_path_leads_out_of_the_folder(page: "Page") -> None:
    for given in _outside(page):
        with pytest.raises(Missing):
            inside(page.folder, given)
    assert inside(page.folder, page.file) == Path(page.file) and "output" in SEEN


def _raw(page: "Page", method: str, path: str) -> int:
    """The status of a request whose path reaches the server as it is, decoded."""
    statuses: list[int] = []

    async def send(message: dict[str, Any]) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    headers = [(b"host", b"127.0.0.1:8123"), (b"x-juesuan", b"1"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": method, "path": f"/{page.site.token}/{path}", "raw_path": b"", "root_path": "",
             "query_string": b"", "headers": headers, "http_version": "1.1", "scheme": "http",
             "server": ("127.0.0.1", 8123), "client": ("127.0.0.1", 1)}  # fmt: skip
    asyncio.run(page.client.app(scope, receive, send))  # type: ignore[arg-type]
    return statuses[0]


def test_every_route_with_a_path_refuses_those(page: "Page") -> None:
    routes = [route for module in MODULES for route in module.ROUTES if ":path}" in getattr(route, "path", "")]
    assert len(routes) >= 8
    paths = _outside(page)
    for route in routes:
        prefix = route.path.partition("{")[0].removeprefix("/")  # type: ignore[attr-defined]
        method = "POST" if "POST" in route.methods else "GET"  # type: ignore[attr-defined]
        for given in paths:
            assert _raw(page, method, prefix + given) in {400, 404, 405}, (prefix, given)
    for given in paths:
        assert _raw(page, "GET", f"static/../{given}") == 404 and _raw(page, "GET", f"static/{given}") in {404, 405}


class _Elements(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def _texts(page: "Page") -> list[str]:
    """The paths of every text of every form that is written freely."""
    found = []
    for part in PARTS:
        for item in page.state(part=part)["form"]["items"]:
            found += [field["path"] for field in item.get("fields", ()) if field["type"] == "文字"]
            found += [each["path"] for each in item["items"]] if item["kind"] == "texts" else []
            columns = [column["type"] == "文字" for column in item.get("columns", ())]
            found += [cell["path"] for row in item.get("rows", ()) for cell, free in zip(row["cells"], columns, strict=True) if free]
    return [path for path in dict.fromkeys(found) if not path.startswith(("版式", "上年", "绩效自评.提纲", "概况.下属单位."))]


def test_script_in_every_text_is_text(page: "Page") -> None:
    paths = _texts(page)
    keys = [key for key in _keys(ROOT) if isinstance(key, schema.Text | schema.Prose | schema.Names | schema.Terms)]
    assert len(paths) > 100 and len(keys) > 40
    changes = [{"path": path, "value": HOSTILE} for path in paths]
    state = page.post(f"api/edit/{page.file}", {"version": page.state()["version"], "changes": changes})
    assert state.status_code == 200, state.text
    blocks = _Elements(page.html(state.json()))
    assert HOSTILE in blocks.text and not blocks.names & {"script", "img"} and not any(name.startswith("on") for name in blocks.attributes)
    for path in ("", f"write/{page.file}"):
        shell = _Elements(page.get(path).text)
        assert "img" not in shell.names and not any(name.startswith("on") for name in shell.attributes)
        assert page.get(path).text.count("<script") == 1
    assert state.headers["content-type"] == "application/json"


def _keys(key: schema.Key) -> list[schema.Key]:
    """A key and all below it."""
    below = list(getattr(key, "fields", {}).values()) + [each for each in (getattr(key, "row", None), getattr(key, "item", None)) if each]
    return [key, *(inner for each in below for inner in _keys(each))]
