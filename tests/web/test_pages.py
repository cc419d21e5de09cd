"""The page beside writing, in a browser and with a server that is killed."""

import json
import shutil
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from generator.disclosure.build import Order, build
from generator.files.turns import turn
from tests.browser import barriers, opened
from tests.web.live import FILE, RULES, serving

SAID = "本年支出合计2.00万元，其中：基本支出1.00万元，占60.0%；项目支出1.00万元，占50.0%。"
TEXT = f"清溪县水利局2021年度部门决算\n三、支出决算情况说明\n{SAID}\n"
ROLL = "单位名称,年度\n清溪县水利局,2021\n清溪县教育局,2021\n"
DROP = """([name, text]) => {
  const moved = new DataTransfer();
  moved.items.add(new File([text], name, {type: "text/plain"}));
  const told = {bubbles: true, cancelable: true, dataTransfer: moved};
  for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, told));
}"""


def folder_with_a_department(folder: Path) -> Path:
    """A working folder with one department and last year's file."""
    home = (folder / FILE).parent
    home.mkdir(parents=True)
    shutil.copy(RULES / "good.yaml", folder / FILE)
    shutil.copy(RULES / "good_prior.yaml", home)
    return folder


class Seen:
    """A browser on a server."""

    def __init__(self, address: str, browser: Any) -> None:
        self.address, self.browser, self.wrong = address, browser, list[str]()

    def tab(self, where: str, width: int = 1366, height: int = 768) -> Any:
        """A tab on a page of the server; what its script does wrong, and what the policy forbids it, is noted."""
        tab = self.browser.new_page(viewport={"width": width, "height": height})
        tab.set_default_timeout(60_000)
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        tab.goto(self.address + where)
        return tab


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with opened() as browser, serving(folder_with_a_department(tmp_path_factory.mktemp("page"))) as address:
        yield Seen(address, browser)


def pressed(tab: Any, where: str) -> None:
    """A button pressed by the keyboard alone."""
    tab.locator(where).focus()
    tab.keyboard.press("Enter")


def test_a_file_dropped_on_the_start_page_is_audited_by_the_keyboard_alone(seen: Seen) -> None:
    tab = seen.tab("")
    tab.wait_for_selector(".standing >> text=没有错误")
    assert barriers(tab) == []
    tab.evaluate(DROP, ["清溪县水利局2021.txt", TEXT])
    tab.wait_for_selector(".taken button")
    assert tab.locator(".taken button").all_inner_texts() == ["核对", "对照", "建立数据"]
    pressed(tab, ".taken button:has-text('核对')")
    pressed(tab, "#figures button.矛盾")
    told = tab.locator("#figures output")
    assert "矛盾：" in told.inner_text()
    first = tab.locator(".original .now").inner_text()
    pressed(tab, "#figures output button:has-text('→') >> nth=0")
    assert tab.locator(".original .now").inner_text() != first and "万元" in told.inner_text()
    assert barriers(tab) == [] and "存核对结果" in tab.locator("nav.links").inner_text()
    tab.evaluate("window.scrollTo(0, 0)")
    assert seen.wrong == []


def test_data_are_made_of_a_dropped_file_and_it_is_set_beside_data(seen: Seen) -> None:
    tab = seen.tab("")
    tab.evaluate(DROP, ["清溪县林业局2021年度部门决算.txt", TEXT.replace("水利", "林业")])
    pressed(tab, ".taken button:has-text('建立数据')")
    tab.wait_for_selector(".taken a.button")
    assert "data/清溪县林业局/2021.yaml" in tab.locator(".taken a.button").inner_text()
    tab.locator(".taken a.button").press("Enter")
    tab.wait_for_url("**/write/**")
    tab = seen.tab("")
    tab.locator(".received li:has-text('林业局') button:has-text('对照')").press("Enter")
    tab.locator(".received select").select_option(label="清溪县农业农村局 2021")
    tab.locator(".received .said button").press("Enter")
    tab.wait_for_url("**/kept/**")
    assert "数据与公开文件对照" in tab.title() and barriers(tab) == []
    assert seen.wrong == []


def test_a_build_goes_on_when_the_page_is_left_and_is_found_again(seen: Seen) -> None:
    where = f"build/{quote(FILE)}"
    tab = seen.tab(where)
    assert barriers(tab) == []
    for kind in ("docx", "pdf", "xlsx"):
        tab.locator(f"input[value={kind}]").press("Space")
    pressed(tab, "#order button")
    tab.wait_for_selector(".going, .done")
    tab.goto(seen.address)
    tab.locator("#going .job:has-text('生成') a").press("Enter")
    tab.wait_for_selector(".done.好")
    assert "已经生成" in tab.locator(".done h2").inner_text() and tab.locator(".made li").count() == 1
    with tab.expect_download() as saved:
        tab.locator(".made a:has-text('存')").click()
    assert Path(saved.value.path()).read_bytes().rstrip().endswith(b"</html>")
    assert barriers(tab) == [] and seen.wrong == []
    shown = seen.browser.new_page()
    shown.goto(tab.locator(".made a:has-text('打开')").evaluate("each => each.href"))
    told = shown.locator("aside li:visible")
    assert told.count() == 0
    shown.locator("main a[href^='#_s']").first.click()
    told.first.wait_for()
    assert " = " in told.first.inner_text()  # 在沙箱里,数照样说得出自己的来历


def test_the_folder_is_summarised_with_who_did_not_file(seen: Seen) -> None:
    tab = seen.tab("bureau")
    for name, text in (("名单.csv", ROLL), ("清溪县水利局2021.txt", TEXT)):
        tab.evaluate(DROP, [name, text])
        tab.wait_for_selector(f".taken:has-text('{name}')")
    tab.reload()
    pressed(tab, "#audit button")
    tab.wait_for_selector("#summarised")
    tab.wait_for_selector("#result :text('没有报来的')")
    assert barriers(tab) == []
    rows = tab.locator("#summarised tbody tr")
    pressed(tab, "#summarised th button:has-text('单位')")
    first = rows.first.inner_text()
    pressed(tab, "#summarised th button:has-text('单位')")
    assert rows.first.inner_text() != first
    tab.locator("#search").fill("没有报来")
    assert tab.locator("#summarised tbody tr:visible").count() >= 1
    assert seen.wrong == []


@pytest.mark.parametrize("where", ["", f"build/{quote(FILE)}", "bureau"])
@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_is_wider_than_the_screen(seen: Seen, where: str, width: int) -> None:
    tab = seen.tab(where, width)
    tab.wait_for_selector("main h1")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width and barriers(tab) == []


def asked(address: str, path: str, body: object = None) -> Any:
    """What the server answers."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address + path, data, {"X-Juesuan": "1", "Content-Type": "application/json"})
    return json.loads(urllib.request.urlopen(request, timeout=30).read())


def test_a_server_that_is_killed_while_it_builds_leaves_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder_with_a_department(tmp_path))
    first = build(Path(FILE), Order(("html", "xlsx"))).files
    old = {path: path.read_bytes() for path in first}
    Path(FILE).write_text(Path(FILE).read_text("utf-8").replace("批次: 68", "批次: 69", 1), "utf-8")
    new = {Path("output", *path.parts[1:]): path.read_bytes() for path in build(Path(FILE), Order(("html", "xlsx"), Path("新的"))).files}
    words = [sys.executable, "-m", "generator.cli", "open", "--no-browser"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8", cwd=tmp_path)
    try:
        address = process.stderr.readline().split()[-1]  # type: ignore[union-attr]
        job = asked(address, "api/build", {"files": [FILE], "formats": ["html", "xlsx"]})["job"]
        while next(each for each in asked(address, "api/jobs") if each["id"] == job)["state"] == "等着":
            time.sleep(0.05)
        time.sleep(0.6)
    finally:
        process.kill()
        process.wait(10)
    for path in old:
        assert path.read_bytes() in {old[path], new[path]}
        assert path.suffix != ".xlsx" or zipfile.ZipFile(path).testzip() is None
    done = subprocess.run([sys.executable, "-m", "generator.cli", "build", FILE, "--to", "html,xlsx"], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert {path: path.read_bytes() for path in old} == new
    assert not list(Path("output").rglob(".juesuan-*.set")) and not list(Path("output").rglob(".juesuan-*.lock"))


def test_a_command_waits_for_whoever_builds_into_the_same_folder(tmp_path: Path) -> None:
    folder_with_a_department(tmp_path)
    words = [sys.executable, "-m", "generator.cli", "build", FILE, "--to", "html"]
    with turn(tmp_path / "output", print):
        process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=tmp_path)
        assert "另一个窗口正在往 output 里生成" in process.stderr.readline()  # type: ignore[union-attr]
        assert not list((tmp_path / "output").rglob("*.html"))
    assert process.wait(60) == 0
    assert list((tmp_path / "output").rglob("*.html")) and not list((tmp_path / "output").rglob(".juesuan-*"))
