"""Long work (build, check, import, …): started, asked how far it is, told when it is done."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
