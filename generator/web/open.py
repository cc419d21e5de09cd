"""juesuan open: a page in the browser for the departments of a working folder."""

import argparse
import gc
import os
import secrets
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from generator.commands.codes import OK, UNREADABLE
from generator.web import one

ALREADY = "这个文件夹已经打开，页面在 {address}"
STUCK = "这个文件夹已经打开，但那个程序没有回答。请关掉它的窗口（任务栏里的 juesuan），或结束 python 进程，再打开一次。"
OPENED = (
    "决算的网页开着，页面在 {address}\n浏览器没有自己打开的，把这个地址贴进去。"
    "用完点网页上的“退出”，或关掉这个窗口；写的都已经存好。"
)
SELDOM = 50_000, 20, 100  # 打开的部门有几十万个对象，每改一处都从头看一遍，占去三成的时间


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="文件夹", help="工作文件夹；不写则是现在这一个")
    parser.add_argument("--port", type=int, default=0, metavar="端口", help="不写则由系统挑一个空着的")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器，只说地址")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; 2 where the folder is none or the port is taken."""
    if not options.folder.is_dir():
        print(f"没有 {options.folder} 这个文件夹。请写工作文件夹，里面有 data。", file=sys.stderr)
        return UNREADABLE
    os.chdir(options.folder)
    claim = one.claim(Path.cwd())
    if claim is None:
        return _show_first(not options.no_browser)
    with claim, socket.socket() as listening:
        listening.bind((one.HOST, options.port))
        listening.listen()
        _serve(listening, claim, not options.no_browser)
    return OK


def _show_first(browser: bool) -> int:
    """Show the page of the server that has the folder."""
    address = one.first(Path.cwd())
    if address is None:
        print(STUCK, file=sys.stderr)
        return UNREADABLE
    print(ALREADY.format(address=address), file=sys.stderr)
    if browser:
        _shown(address)
    return OK


def _shown(address: str) -> None:
    """Open the page in the browser; its secret is in a file, not in the browser's command line, which others can read."""
    webbrowser.open(one.way(Path.cwd(), address).as_uri())


def _serve(listening: socket.socket, claim: BinaryIO, browser: bool) -> None:
    import uvicorn

    from generator.web.app import make_app
    from generator.web.site import Site

    port = listening.getsockname()[1]
    site = Site(Path.cwd(), secrets.token_urlsafe(24), port)
    config = uvicorn.Config(make_app(site), log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=1)
    address = one.tell(claim, port, site.token)
    print(OPENED.format(address=address), file=sys.stderr)
    if browser:
        _shown(address)
    server = uvicorn.Server(config)
    site.leave = lambda: setattr(server, "should_exit", True)
    gc.set_threshold(*SELDOM)
    try:
        with suppress(KeyboardInterrupt):  # Ctrl-C 就是用完了
            server.run(sockets=[listening])
    finally:
        site.jobs.close()
        one.forget_way(Path.cwd())
