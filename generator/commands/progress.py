"""How far a long run is: how many of how many, how many a second, how long it will take."""

import sys
import time

from generator.source.widths import cut, halves

OFTEN, SELDOM = 0.2, 10.0  # 秒：屏幕上同一行换着写；写到文件里的隔久一点
LONGEST = 78


class Progress:
    """Told on the screen in one line that changes, in a file or a pipe now and then; of a total of 0 nothing."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self._live = sys.stderr.isatty()
        self._begun = self._told = time.monotonic()

    def step(self, name: str) -> None:
        """One more is done, called so."""
        self.done += 1
        now = time.monotonic()
        if self.total and now - self._told >= (OFTEN if self._live else SELDOM):
            self._told = now
            self._show(self._line(now - self._begun, name))

    def end(self) -> None:
        """Leave the screen without the line."""
        if self._live and self.total:
            self._show("")

    def _line(self, seconds: float, name: str) -> str:
        return f"{how_far(self.done, self.total, seconds)} {name}"

    def _show(self, line: str) -> None:
        if not self._live:
            print(line, file=sys.stderr)
            return
        line = cut(line, LONGEST)
        print(f"\r{line}{' ' * (LONGEST - halves(line))}\r", end="", file=sys.stderr, flush=True)


def how_far(done: int, total: int, seconds: float) -> str:
    """How many of how many are done after so many seconds, how many a second (a minute), and how long it will take."""
    rate = done / max(seconds, 0.001)
    if total == 1:
        return "[1/1]"
    speed = f"每秒 {rate:.1f} 个" if rate >= 1 else f"每分钟 {rate * 60:.0f} 个"
    return f"[{done}/{total}，{speed}，约还要{_spoken((total - done) / rate)}]"


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f" {minutes} 分 {rest} 秒" if minutes else f" {rest} 秒"
