"""The pages that the routes answer with: shells in pages/*.html, everything in them escaped."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

HERE = Path(__file__).parent
PAGES, STATIC = HERE / "pages", HERE / "static"


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(PAGES, "utf-8"), autoescape=True, undefined=StrictUndefined)


def page(name: str, depth: int = 0, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from its template; `top` in it leads back, over `depth` folders, to where the start page is."""
    return HTMLResponse(_environment().get_template(f"{name}.html").render(top="../" * depth or "./", **values), status)
