"""One server a module, in a working folder of its own with a small department and last year's file."""

import os
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from generator.commands.watch import forget
from generator.web.app import make_app
from generator.web.site import Site

RULES = Path(__file__).resolve().parents[1] / "rules"
TOKEN, PORT = "a-secret-of-this-test", 8123
NAME = "清溪县农业农村局"
FILE = f"data/{NAME}/2021.yaml"


class Page:
    """What a browser does with the server: GET and POST below the token, the file of the department."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, FILE
        self.site = Site(folder, TOKEN, PORT, patience=60)
        self.client = TestClient(make_app(self.site), base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False)

    def get(self, path: str, **more: Any) -> Response:
        """The answer to GET of a path below the token."""
        return self.client.get(f"/{TOKEN}/{path}", **more)

    def post(self, path: str, body: object = None, **more: Any) -> Response:
        """The answer to POST of some JSON, with the mark that the page's own script sends."""
        return self.client.post(f"/{TOKEN}/{path}", json=body or {}, headers={"X-Juesuan": "1"}, **more)

    def state(self, **asked: Any) -> dict[str, Any]:
        """The state of the file."""
        answer = self.post(f"api/state/{self.file}", asked)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def html(self, state: dict[str, Any]) -> str:
        """The markup of the document in a state."""
        parts = ([block] if isinstance(block, str) else [block["before"], *block["rows"], block["after"]] for block in state["blocks"])
        return "".join(chain.from_iterable(parts))

    def text(self) -> str:
        """The file as it is on disk."""
        return (self.folder / self.file).read_bytes().decode()

    def begin_again(self) -> None:
        """The files as they were at first, nothing opened yet."""
        here = self.folder / "data" / NAME
        here.mkdir(parents=True, exist_ok=True)
        shutil.copy(RULES / "good.yaml", here / "2021.yaml")
        shutil.copy(RULES / "good_prior.yaml", here / "good_prior.yaml")
        self.site.files.clear()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A server in a folder of its own, the current one meanwhile; what a test changes stays changed for the next."""
    folder, before = tmp_path_factory.mktemp("web"), Path.cwd()
    os.chdir(folder)
    page = Page(folder)
    page.begin_again()
    yield page
    page.site.jobs.close()
    forget()
    os.chdir(before)


@pytest.fixture
def page(served: Page) -> Page:
    """The server, its files as they were at first."""
    served.begin_again()
    return served
