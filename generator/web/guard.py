"""Who is let in: only pages of this server, by its secret; and what every answer tells the browser not to do."""

from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MARK = "X-Juesuan"
STALE = (
    "这个地址已经失效：程序重新启动过，地址每次不同。请关掉这一页，再双击“打开”，或运行 juesuan open。"
    "核对结果和对照没有留着，从首页“收到的文件”里再点一次就有。"
)
POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'",
    "style-src-attr 'unsafe-inline'",  # 表的列宽写在 col 的 style 里；里面只有程序算出的数，部门写的字进不去
    "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'",
    "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'",
])  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Guard:
    """Before an application: lets those requests through that begin with the token, without it, and sets headers."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token.encode()
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return None
        first, slash, rest = scope["path"].removeprefix("/").partition("/")
        answer = self._refusal(first, Headers(scope=scope), scope["method"])
        if answer is None and not slash:
            answer = PlainTextResponse("", 404)
        inner = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode(), "root_path": ""}
        return await (answer or self.app)(inner, receive, _marked(send))

    def _refusal(self, token: str, headers: Headers, method: str) -> Response | None:
        """The answer to a request that is none of ours; None where it may go on."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self.hosts:
            return PlainTextResponse("", 404)
        if not compare_digest(token.encode(), self.token):
            return PlainTextResponse(STALE if "text/html" in headers.get("accept", "") else "", 404)
        if origin is not None and origin != f"http://{host}":
            return PlainTextResponse("", 403)
        if method not in {"GET", "HEAD"} and headers.get(MARK) != "1":
            return PlainTextResponse("", 403)
        return None


def _marked(send: Send) -> Send:
    """What sends an answer with the headers that every one has; an answer may say some of them otherwise."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return marked
