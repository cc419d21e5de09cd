"""What a machine may lack or set, and what is said and done then."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from generator.batch import workers as crew
from generator.cli import main
from generator.writers import fonts
from tests.factory import GOOD, changed, text_of

ROOT = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 不用这些脚本")


def tool(folder: Path, name: str, script: str) -> Path:
    """A folder with one program of that name, to be put before all others."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return folder


@posix
def test_the_tests_are_started_with_nothing_but_what_the_registries_need(tmp_path: Path) -> None:
    path = f"{tool(tmp_path, 'make', 'env')}{os.pathsep}{os.environ['PATH']}"
    given = {"PATH": path, "HOME": "/home/某人", "PIP_INDEX_URL": "https://镜像/simple", "https_proxy": "http://代理:1"}
    hidden = {"PYTHONUNBUFFERED": "1", "LC_ALL": "zh_CN.UTF-8", "MY_https_proxy": "x", "PIP": "x", "CI": "1"}
    said = subprocess.run([ROOT / ".ci/run"], env=given | hidden, capture_output=True, encoding="utf-8", check=True).stdout
    seen = dict(line.split("=", 1) for line in said.splitlines())
    assert {name: value for name, value in seen.items() if name not in ("PWD", "SHLVL", "_", "OLDPWD")} == given


def departments(folder: Path) -> None:
    """Two good departments in data/ of a folder."""
    for name in ("水务局", "农业局"):
        path = folder / "data" / name / "2021.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text_of(changed({"部门.名称": f"示例县{name}"}, GOOD)), "utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_where_there_are_no_locks_the_departments_are_done_one_by_one(
    jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lock() -> None:
        raise PermissionError(13, "Permission denied", "/dev/shm")

    departments(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(crew, "Lock", lock)
    assert main(["build", "--to", "html", "-j", jobs]) == 0
    said = capsys.readouterr()
    told = [line for line in said.err.splitlines() if "一个接一个地做" in line and "/dev/shm 可写" in line]
    assert len(told) == int(jobs) - 1
    assert len(said.out.splitlines()) == len(list((tmp_path / "output").rglob("*.html"))) == 2


@pytest.mark.parametrize("mount", ["mount -t tmpfs -o ro none /dev/shm", "mount -t tmpfs -o ro none /dev"])
def test_the_shared_memory_of_the_system_may_be_read_only_or_lacking(mount: str, tmp_path: Path) -> None:
    apart = ["unshare", "-m", "sh", "-c", f'{mount} && exec "$@"', "sh"]
    if not shutil.which("unshare") or os.geteuid() or subprocess.run([*apart, "true"], capture_output=True).returncode:
        pytest.skip("只有在 Linux 上、以 root 运行，才能换掉 /dev/shm")
    departments(tmp_path)
    command = [*apart, sys.executable, "-m", "generator.cli", "build", "--to", "html", "-j", "2"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and done.stderr.count("一个接一个地做") == 1, done.stderr
    assert len(list((tmp_path / "output").rglob("*.html"))) == 2


def fontconfig(folder: Path, fonts: Path) -> str:
    """The path of a configuration by which the system has only the fonts of a folder."""
    path = folder / "fonts.conf"
    path.write_text(f'<fontconfig><dir>{fonts}</dir><cachedir>{folder / "cache"}</cachedir></fontconfig>', "utf-8")
    return str(path)


def latin_only(path: Path) -> None:
    """A font that has the letters and figures of a stand-in font and nothing Chinese."""
    folder = fonts.folder()
    assert folder is not None
    font, subsetter = TTFont(folder / fonts.FACES["FandolHei"]), Subsetter()
    subsetter.populate(unicodes=range(0x20, 0x7F))
    subsetter.subset(font)
    font.save(path)


@pytest.mark.parametrize("latin", [False, True], ids=["没有字体", "只有西文字体"])
@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_without_a_chinese_font_there_is_no_pdf_and_one_line_says_why(engine: str, latin: bool, tmp_path: Path) -> None:
    departments(tmp_path)
    held = tmp_path / "字体"
    held.mkdir()
    if latin:
        latin_only(held / "西文.otf")
    script = (
        "import sys, typst; from pathlib import Path; from generator.cli import main; from generator.writers import fonts\n"
        "own, system = Path(sys.argv[1]), typst.Fonts\n"
        "fonts.places = lambda: ()\n"
        "typst.Fonts = lambda **_: system(include_system_fonts=False, include_embedded_fonts=False, font_paths=[own])\n"
        "sys.exit(main(['build', 'data/水务局', '--to', 'html,pdf', '--pdf-engine', sys.argv[2]]))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": fontconfig(tmp_path, held)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(held), engine], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("本机没有中文字体") == 1 and "没有字形" not in done.stderr and "Pango" not in done.stderr
    assert [path.suffix for path in (tmp_path / "output").rglob("*决算.*")] == [".html"]


NO_NETWORK = {
    "pip": "NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
    "apt": "W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'",
}


def prepared(folder: Path, what: str, pip: str = "", apt: str = "", packages: str = "installed") -> tuple[int, list[str]]:
    """The setup run beside programs that act for Python, apt and dpkg; its result, and its lines but for those of progress."""
    for name in ("tools/setup.sh", "pyproject.toml", "constraints.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    tools = folder / "bin"
    tools.mkdir()
    fails = 'echo "{0}" >&2; [ -z "{0}" ] || exit 100'
    tool(tools, "dpkg-query", f"printf {packages}")
    tool(tools, "id", "echo 0")
    tool(tools, "apt-get", fails.format(apt))
    tool(tools, "pip", fails.format(pip))
    made = 'mkdir -p .venv/bin; cp "$0" .venv/bin/python'
    act = f'case "$*" in "-m venv"*) {made} ;; "-m pip --version"*) ;; "-m pip"*) exec {tools}/pip ;; esac'
    python = tool(tools, "python3", act) / "python3"
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder), "PYTHON": str(python)}
    done = subprocess.run([folder / "tools/setup.sh", what], env=environment, capture_output=True, encoding="utf-8")
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith("==>")]


@posix
@pytest.mark.parametrize("lacks", ["pip", "apt"])
def test_without_a_network_the_setup_says_so_in_one_line(lacks: str, tmp_path: Path) -> None:
    packages = "missing" if lacks == "apt" else "installed"
    code, (said,) = prepared(tmp_path, "run", **{lacks: NO_NETWORK[lacks]}, packages=packages)  # type: ignore[arg-type]
    assert code == 1
    assert said.startswith("错误:连不上网络,") and "没有装上。请接通网络后再运行一次" in said


@posix
def test_another_failure_of_the_setup_is_not_called_one_of_the_network(tmp_path: Path) -> None:
    code, said = prepared(tmp_path, "run", pip="ERROR: No space left on device")
    assert code == 1 and "网络" not in "".join(said)
    assert said[0] == "ERROR: No space left on device" and said[-1].startswith("错误:Python 软件包没有装上。")


@posix
def test_without_the_fonts_the_work_goes_on_and_one_line_says_so(tmp_path: Path) -> None:
    code, (said,) = prepared(tmp_path, "run", apt=NO_NETWORK["apt"])
    assert code == 0 and said.startswith("警告:没有取得 Fandol 字体") and said.endswith("暂以本机已有字体生成 PDF。")
