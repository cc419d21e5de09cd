"""Files dropped on the page: kept in the inbox, and what can be done with each."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
