"""The offline archives: that an incomplete one is noticed; with --bundle, that the one for Linux installs with the network off.

The slow ones download some 200 MB: `pytest tests/test_bundle.py --bundle`, as .ci/run does; without a network they are skipped.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.authoring.new import launcher
from tools.bundle import make
from tools.bundle.targets import PYTHONS, TARGETS, lacking

HERE = Path(make.__file__).parent
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
PROXY = "http://127.0.0.1:9"  # 没有人听的口:要上网的都失败


def wheel(folder: Path, file: str, *needs: str) -> None:
    """A wheel that says what it needs and holds nothing else."""
    name, version = file.split("-")[:2]
    with ZipFile(folder / file, "w") as made:
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs)]
        made.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines))


class TestLacking:
    """What a folder of wheels lacks is told, as the other machine sees it."""

    def test_what_only_windows_needs(self, tmp_path: Path) -> None:
        wheel(tmp_path, "juesuan-0.1.0-py3-none-any.whl", "click>=8")
        wheel(tmp_path, "click-8.1.0-py3-none-any.whl", 'colorama; platform_system == "Windows"')
        assert lacking(tmp_path, TARGETS["linux"], "3.12") == []
        assert lacking(tmp_path, TARGETS["windows"], "3.12") == ["colorama"]

    def test_a_wheel_for_another_python_system_or_version(self, tmp_path: Path) -> None:
        wheel(tmp_path, "juesuan-0.1.0-py3-none-any.whl", "lxml>=5", "typst>=0.15", "old>=2")
        wheel(tmp_path, "lxml-6.0.0-cp312-cp312-win_amd64.whl")
        wheel(tmp_path, "typst-0.15.0-cp38-abi3-win_amd64.whl")
        wheel(tmp_path, "old-1.0-py3-none-any.whl")
        assert lacking(tmp_path, TARGETS["windows"], "3.12") == ["old>=2"]
        assert lacking(tmp_path, TARGETS["windows"], "3.13") == ["lxml>=5", "old>=2"]
        assert lacking(tmp_path, TARGETS["linux"], "3.12") == ["lxml>=5", "old>=2", "typst>=0.15"]

    def test_what_an_extra_needs(self, tmp_path: Path) -> None:
        wheel(tmp_path, "juesuan-0.1.0-py3-none-any.whl", "fonttools", "weasyprint")
        wheel(tmp_path, "weasyprint-70.0-py3-none-any.whl", "fonttools[woff]>=4")
        wheel(tmp_path, "fonttools-4.60.0-py3-none-any.whl", 'brotli; extra == "woff"')
        assert lacking(tmp_path, TARGETS["windows"], "3.11") == ["brotli"]


class TestTold:
    """What goes along in the archives."""

    def test_the_installer_for_windows_is_ascii_and_starts_what_is_there(self) -> None:
        text = (HERE / "install.bat").read_bytes()
        assert text.isascii() and b"\r" not in text  # 装进压缩包时换成 Windows 的行尾
        assert b"wheels\\install.py" in text and launcher.ADVICE.encode() in text and b"goto end" in text and b"\n:end\n" in text

    def test_it_tells_which_pythons_will_do(self) -> None:
        for file in ("windows.txt", "linux.txt"):
            assert f"Python {PYTHONS[0]} 至 {PYTHONS[-1]}" in (HERE / file).read_text("utf-8"), file


@pytest.fixture(scope="module")
def archives(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """One archive for Linux and one for Windows, for the Python that runs."""
    if not request.config.getoption("--bundle"):
        pytest.skip("没有写 --bundle，没有做离线安装包")
    out = tmp_path_factory.mktemp("dist")
    try:
        yield {name: make.archive(name, out, [RUNNING]) for name in ("linux", "windows")}
    except make.Unmade as error:
        if not any(said in str(error) for said in ("connection", "Connection", "resolve")):
            raise
        pytest.skip(f"连不上软件源，没有做离线安装包：{error}")
    shutil.rmtree(out)


@pytest.mark.skipif(sys.platform != "linux", reason="在 Linux 上试")
def test_the_one_for_linux_installs_and_builds_with_the_network_off(archives: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(archives["linux"]) as packed:
        packed.extractall(tmp_path, filter="data")
    folder = next(tmp_path.glob("juesuan-*-linux-x86_64"))
    off = ["unshare", "--net"] if subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0 else []
    place = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHON": sys.executable, "https_proxy": PROXY, "http_proxy": PROXY}
    done = subprocess.run([*off, "sh", folder / "安装.sh"], env=place, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "装好了" in done.stdout, done.stdout + done.stderr
    assert {"data", "示例", "output", "docs", "打开.desktop"} <= {path.name for path in folder.iterdir()}
    program = tmp_path / ".juesuan" / "program" / "bin" / "juesuan"
    done = subprocess.run([*off, program, "build", "示例"], env=place, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (folder / "output").rglob("*年度部门决算.*")} == {".docx", ".pdf", ".html", ".xlsx"}
    assert "替代字体" not in done.stdout + done.stderr  # 字体随安装包来了


def test_the_one_for_windows_has_every_wheel_and_what_is_double_clicked(archives: dict[str, Path], tmp_path: Path) -> None:
    with ZipFile(archives["windows"]) as packed:
        packed.extractall(tmp_path)
    folder = next(tmp_path.glob("juesuan-*-windows-x86_64"))
    assert lacking(folder / "wheels", TARGETS["windows"], RUNNING) == []
    assert all(b"\r\n" in (folder / name).read_bytes() for name in ("安装.bat", "打开.bat", "先看这里.txt"))
    assert (folder / "docs" / "python.html").is_file() and (folder / "docs" / "使用手册.html").is_file()
