"""The page of a published file: what each figure of it is proved by."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
