"""How a figure comes about, and what may be written at a place."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
