"""Files of output/ and of the inbox, sent to the browser."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
