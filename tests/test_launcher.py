"""What init leaves for an officer to double-click and to read: 打开.bat, 打开.desktop, the manual as pages."""

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.authoring.new import handbook, launcher
from generator.authoring.new.workspace import make_workspace


class Page(HTMLParser):
    """The anchors of a page, and where its links and pictures come from."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given["id"]} if "id" in given else set()
        self.links += [unquote(given["href"])] if "href" in given else []
        self.sources += [given["src"]] if "src" in given else []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("init") / "决算 50% $公开`x` \"一\""
    assert {path.name for path in make_workspace(made)} >= {"打开.bat", "使用手册.html", "键表.html", "核对规则.html"}
    return made


@pytest.fixture(scope="module")
def pages(folder: Path) -> Mapping[str, Page]:
    return {path.name: Page(path.read_text("utf-8")) for path in (folder / "docs").glob("*.html")}


class TestPages:
    """The manual, the key table and the rules, each one file that needs nothing else."""

    def test_every_link_leads_somewhere(self, pages: Mapping[str, Page]) -> None:
        assert set(pages) == {*handbook.PAGES.values(), "python.html"}
        inner = [(name, link) for name, page in pages.items() for link in page.links if "://" not in link]
        assert len(inner) > 20
        for name, link in inner:
            file, _, anchor = link.partition("#")
            assert not anchor or anchor in pages[file or name].anchors, (name, link)

    def test_nothing_is_fetched(self, folder: Path, pages: Mapping[str, Page]) -> None:
        assert all(source.startswith("data:image/png;base64,") for page in pages.values() for source in page.sources)
        for path in (folder / "docs").glob("*.html"):
            assert not re.search(r"<script|<link|url\(|@import", path.read_text("utf-8")), path.name

    def test_they_show_headings_tables_and_samples(self, folder: Path) -> None:
        text = (folder / "docs" / "使用手册.html").read_text("utf-8")
        assert '<h2 id="常见问题">常见问题</h2>' in text and "<td>1677.20万元</td>" in text
        assert "<code>{{ 支出.合计|万元 }}</code>" in text
        assert '<a href="键表.html">' in text
        assert not re.search(r"^(\||```|#+ |~~~)", re.sub(r"<pre>.*?</pre>", "", text, flags=re.DOTALL), re.MULTILINE)


class TestWindows:
    """打开.bat: read by cmd.exe in whatever code page, so ASCII; not run here, as there is no Windows."""

    text = launcher.windows()

    def test_it_is_ascii_with_the_line_ends_of_windows_and_no_mark_before(self, folder: Path) -> None:
        assert (folder / "打开.bat").read_bytes() == self.text
        assert self.text.isascii() and self.text.startswith(b"@echo off\r\n")
        assert self.text.count(b"\n") == self.text.count(b"\r\n") > 10

    def test_every_label_it_goes_to_is_there(self) -> None:
        words = self.text.decode()
        assert set(re.findall(r"goto (\w+)", words)) == set(re.findall(r"^:(\w+)\r$", words, re.MULTILINE)) == {"run", "missing"}

    def test_it_starts_the_page_of_its_folder_minimised_and_says_where_python_is_to_be_had(self) -> None:
        words = self.text.decode()
        assert 'start "juesuan" /min cmd /d /c call "%~f0" run' in words
        assert '-m generator.cli open "%~dp0."' in words
        assert '"%~dp0docs\\python.html"' in words
        assert words.index("USERPROFILE") < words.index("py -3 -c") < words.index("python -c")

    def test_its_advice_names_a_version_that_will_do(self) -> None:
        page = launcher.advice().decode()
        said = ("3.11", "64 位", "python.org/downloads/windows", "Add python.exe to PATH", "安装.bat", "打开.bat")
        assert all(words in page for words in said)


@pytest.mark.skipif(sys.platform != "linux", reason="打开.desktop 只在 Linux 上写")
class TestLinux:
    """打开.desktop."""

    def entries(self, folder: Path) -> dict[str, str]:
        lines = (folder / "打开.desktop").read_text("utf-8").splitlines()
        assert lines[0] == "[Desktop Entry]"
        return dict(line.split("=", 1) for line in lines[1:])

    def test_its_command_opens_the_folder_whatever_its_name(self, folder: Path) -> None:
        value = self.entries(folder)["Exec"]
        command = value.replace("\\\\", "\\").replace("%%", "%")  # 先照文件的值读，再照 shell 的引号读
        told = subprocess.run(["sh", "-c", f"printf '%s\\n' {command}"], capture_output=True, text=True, check=True).stdout
        assert told.splitlines() == [sys.executable, "-X", "utf8", "-m", "generator.cli", "open", str(folder)]
        assert value.replace("%%", "").count("%") == 0
        assert self.entries(folder)["Path"] == str(folder)

    def test_a_double_click_may_run_it(self, folder: Path) -> None:
        assert (folder / "打开.desktop").stat().st_mode & stat.S_IXUSR

    def test_desktops_find_no_fault_with_it(self, folder: Path) -> None:
        program = shutil.which("desktop-file-validate")
        if program is None:
            pytest.skip("没有 desktop-file-validate，没有查")
        told = subprocess.run([program, folder / "打开.desktop"], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout) == (0, "")
