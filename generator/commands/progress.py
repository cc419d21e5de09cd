"""How far a long run is: how many of how many, how many a second, how long it will take."""

import sys
import time

from generator.writers.table_fit import halves

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
        rate = self.done / seconds
        left = _spoken((self.total - self.done) / rate)
        return f"[{self.done}/{self.total}，每秒 {rate:.1f} 个，约还要{left}] {name}"

    def _show(self, line: str) -> None:
        if not self._live:
            print(line, file=sys.stderr)
            return
        while halves(line) > LONGEST:
            line = line[:-1]
        print(f"\r{line}{' ' * (LONGEST - halves(line))}\r", end="", file=sys.stderr, flush=True)


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f" {minutes} 分 {rest} 秒" if minutes else f" {rest} 秒"
