"""Make offline archives in dist/: python -m tools.bundle.make [windows] [linux] [linux-aarch64]."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.authoring.new.workspace import helps
from generator.writers import fonts
from tools.bundle.targets import PROGRAM, PYTHONS, TARGETS, Target, lacking

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q")
AROUND = 3  # 次:补齐别的系统才要的软件包


class Unmade(Exception):
    """What stopped it, in Chinese."""


def archive(name: str, out: Path, versions: Sequence[str] = PYTHONS) -> Path:
    """The archive for one of TARGETS, written into a folder; raises Unmade where a wheel is not to be had."""
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as work:
        program = _program(Path(work))
        folder = Path(work, f"{PROGRAM}-{program.name.split('-')[1]}-{target.name}")
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        for version in versions:
            gather(program, target, version, wheels)
        _pip("download", "--no-deps", "-d", str(wheels), "pip")
        _lay_out(folder, target)
        return _packed(folder, target, out)


def _program(work: Path) -> Path:
    if fonts.folder() is None:
        print("警告:没有字体,安装包里也就没有。先运行 make fonts。", file=sys.stderr)
    _pip("wheel", str(REPOSITORY), "--no-deps", "--no-build-isolation", "-w", str(work))
    return next(work.glob(f"{PROGRAM}-*.whl"))


def gather(program: Path, target: Target, version: str, wheels: Path) -> None:
    """Download what the program needs on such a machine with that Python; raises Unmade where something is not to be had.

    pip reads the markers of requirements as on this machine, so what only the other one needs is asked for by name.
    """
    asked = [str(program)]
    chosen = ["--only-binary=:all:", "--implementation", "cp", "--python-version", version]
    platforms = [word for platform in target.platforms for word in ("--platform", platform)]
    for _ in range(AROUND):
        _pip("download", "-d", str(wheels), "-c", str(REPOSITORY / "constraints.txt"), *chosen, *platforms, *asked)
        missing = lacking(wheels, target, version)
        if not missing:
            return
        asked += missing
    raise Unmade(f"{target.name} 的 Python {version} 还缺 {'、'.join(missing)}")


def _pip(*words: str) -> None:
    done = subprocess.run([*PIP, *words], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Unmade("\n".join(done.stderr.splitlines()[-8:]))


def _lay_out(folder: Path, target: Target) -> None:
    for name, content in helps().items():
        if target.platforms[0].startswith("win") or not name.endswith((".bat", "python.html")):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
    shutil.copy(HERE / "install.py", folder / "wheels")
    if target.platforms[0].startswith("win"):
        (folder / "安装.bat").write_bytes((HERE / "install.bat").read_bytes().replace(b"\n", b"\r\n"))
        (folder / "先看这里.txt").write_text((HERE / "windows.txt").read_text("utf-8"), "utf-8-sig", newline="\r\n")
    else:
        shutil.copy(HERE / "install.sh", folder / "安装.sh")
        shutil.copy(HERE / "linux.txt", folder / "先看这里.txt")


def _packed(folder: Path, target: Target, out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    form = "zip" if target.platforms[0].startswith("win") else "gztar"
    return Path(shutil.make_archive(str(out / folder.name), form, folder.parent, folder.name))


def main(names: Sequence[str]) -> int:
    """Make those that are named, or those for Windows and Linux on x86-64."""
    if unknown := set(names) - set(TARGETS):
        print(f"没有 {'、'.join(sorted(unknown))};有 {'、'.join(TARGETS)}", file=sys.stderr)
        return 2
    try:
        for name in names or ("windows", "linux"):
            made = archive(name, REPOSITORY / "dist", os.environ.get("PYTHONS", " ".join(PYTHONS)).split())
            print(f"已做成 {made.relative_to(REPOSITORY)}({made.stat().st_size / 1e6:.0f} MB)")
    except Unmade as error:
        print(f"错误:没有做成。{error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
