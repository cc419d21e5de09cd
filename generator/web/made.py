"""Files of output/ and of the inbox, sent to the browser; what a page among them would do, the browser is told not to let it."""

from mimetypes import guess_type

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from generator.web.paths import SERVED, Missing, inside
from generator.web.site import site_of

PAGE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
# 浏览器自己看 PDF 的页要用
OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
GONE = "这份对照没有留着：程序重新开过，或者后来又做了好几份。两个文件都还在：请回首页，在“收到的文件”里再点一次“对照”。"
SHOWN = {".html": PAGE, ".htm": PAGE, ".pdf": OF_PDF, ".txt": PAGE}


async def _file(request: Request) -> Response:
    """A file, shown where a browser can, else to be saved."""
    path = inside(site_of(request).folder, request.path_params["path"], SERVED)
    kind = path.suffix.lower()
    save = kind not in SHOWN or "download" in request.query_params
    media = "text/plain; charset=utf-8" if kind == ".txt" else guess_type(path.name)[0] or "application/octet-stream"
    headers = {"Content-Security-Policy": SHOWN.get(kind, PAGE)}
    whole, how = site_of(request).folder / path, "attachment" if save else "inline"
    return FileResponse(whole, media_type=media, headers=headers, filename=path.name, content_disposition_type=how)


async def _page(request: Request) -> Response:
    """A page that was made to be looked at, as that of two files set side by side."""
    page = site_of(request).pages.get(request.path_params["name"])
    if page is None:
        raise Missing(GONE)
    return HTMLResponse(page)


ROUTES: list[BaseRoute] = [Route("/file/{path:path}", _file), Route("/kept/{name}", _page)]
