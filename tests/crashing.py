"""Batches that are interrupted: many departments, two states of their data, and what must be true of output/ after."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "data" / "株洲市工业和信息化局" / "2021.yaml"
BEFORE, AFTER = "批次: 62", "批次: 63"
QUICK = "docx,html,xlsx"


class Deadly(type(Path())):  # type: ignore[misc]
    """The path of a file that kills every process that reads its bytes, as the system does with one short of memory."""

    def read_bytes(self) -> bytes:
        """Never returns."""
        os.kill(os.getpid(), signal.SIGKILL)
        return b""


def departments(folder: Path, number: int) -> list[Path]:
    """So many departments that differ in name, each without last year."""
    text = "\n".join(line for line in EXAMPLE.read_text("utf-8").splitlines() if not line.startswith("上年:"))
    paths = []
    for index in range(number):
        path = folder / "data" / f"第{index}局" / "2021.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace("株洲市工业和信息化局", f"第{index}局"), "utf-8")
        paths.append(path)
    return paths


@dataclass(frozen=True)
class Batch:
    """A folder with data/, built by the command in processes of its own."""

    folder: Path
    formats: str = QUICK

    def command(self, output: str = "output", jobs: int = 2) -> list[str]:
        """The command that builds everything."""
        return [sys.executable, "-m", "generator.cli", "build", "data", "--to", self.formats, "-o", output, "-j", str(jobs)]

    def start(self, output: str = "output", jobs: int = 2) -> "subprocess.Popen[str]":
        """The command begun, in a session of its own, so that all its processes can be signalled at once."""
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        return subprocess.Popen(self.command(output, jobs), cwd=self.folder, env=environment, start_new_session=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def run(self, output: str = "output") -> int:
        """The command run to its end; what it returned."""
        process = self.start(output)
        process.communicate()
        return process.returncode

    def correct(self) -> None:
        """Change a figure in every department, or change it back."""
        for path in (self.folder / "data").rglob("*.yaml"):
            text = path.read_text("utf-8")
            old, new = (BEFORE, AFTER) if BEFORE in text else (AFTER, BEFORE)
            path.write_text(text.replace(old, new), "utf-8")

    def interrupt(self, seconds: float, how: signal.Signals) -> tuple[int, str]:
        """The command stopped after so many seconds; what it returned and said."""
        process = self.start()
        time.sleep(seconds)
        os.killpg(process.pid, how)
        _, said = process.communicate(timeout=60)
        return process.returncode, said


def digests(folder: Path) -> dict[str, str]:
    """What each published file of an output folder holds, by its path in there."""
    files = (path for path in folder.rglob("*决算.*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def leftovers(folder: Path) -> list[Path]:
    """Temporary files that were left."""
    return [path for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"]


def torn(output: Path, *states: dict[str, str]) -> list[str]:
    """The files that are neither as they were nor as they are to be."""
    return [name for name, digest in digests(output).items() if digest not in {state.get(name) for state in states}]


def moments(number: int, longest: float, seed: int = 0) -> list[float]:
    """Random moments between the start and the end of a run."""
    draw = random.Random(seed)
    return [draw.uniform(0.2, longest) for _ in range(number)]
