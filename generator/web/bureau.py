"""The summary of the whole folder."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
