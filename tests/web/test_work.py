"""The page beside writing: files dropped on it, what is made of them, builds, and the folder as a whole."""

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from generator.disclosure.build import Order, build
from generator.disclosure.department import compose, read_department
from generator.disclosure.render import render
from generator.document.tree import Paragraph
from generator.web.work import Job

if TYPE_CHECKING:
    from tests.web.conftest import Page


def dropped(page: "Page", name: str, content: bytes) -> Any:
    return page.client.post(f"/a-secret-of-this-test/api/upload?name={quote(name)}", content=content, headers={"X-Juesuan": "1"})


def misprinted(page: "Page") -> bytes:
    """The department's document as a PDF with a share that is wrong."""
    document = compose(read_department(page.folder / page.file))[0]
    assert document is not None
    at = next(n for n, block in enumerate(document.blocks) if isinstance(block, Paragraph) and "占" in block.text and "%" in block.text)
    paragraph = document.blocks[at]
    assert isinstance(paragraph, Paragraph)
    wrong = replace(paragraph, runs=tuple(replace(run, text="1.1%") if run.text.endswith("%") else run for run in paragraph.runs))
    return render(replace(document, blocks=(*document.blocks[:at], wrong, *document.blocks[at + 1 :])), ("pdf",))[0]["pdf"]


def done(page: "Page", path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What came of a job, as the page hears of it."""
    answer = page.post(path, body)
    assert answer.status_code == 200, answer.text
    told = page.get(f"api/jobs/{answer.json()['job']}").text
    last = json.loads(told.rsplit("data: ", 1)[1])
    assert told.startswith("event: ") and last["state"] == "做完了", last
    return dict(last["result"])


def test_a_pdf_that_is_dropped_is_audited_and_made_into_data(page: "Page") -> None:
    taken = dropped(page, "2021年度公开.pdf", misprinted(page)).json()
    assert taken == {"path": "收到/2021年度公开.pdf", "kind": "pdf", "can": ["核对", "对照", "建立数据"]}
    waiting = page.get(f"proof/{taken['path']}")
    assert 'data-page="proof"' in waiting.text
    found = done(page, "api/check", {"path": taken["path"]})
    assert found["proof"] == f"proof/{taken['path']}" and "错误" in found["outcome"]
    proof = page.get(found["proof"])
    assert 'class="数 印证"' in proof.text and "E212" in proof.text
    assert not re.search(r"<script>|<style>", proof.text)
    for link in ("../../look/report.css", "../../look/report.js"):
        assert link in proof.text and page.get(link.removeprefix("../../")).status_code == 200
    for what, begins in (("批注", b"%PDF"), ("检查表", b"PK"), ("核对结果", b"<!DOCTYPE")):
        saved = page.get(f"proof/{taken['path']}?save={quote(what)}")
        assert saved.content.lstrip().startswith(begins) and "attachment" in saved.headers["content-disposition"]
    (page.folder / page.file).unlink()
    made = done(page, "api/import", {"path": taken["path"]})
    assert made["file"] == page.file and not made["exists"] and (page.folder / made["file"]).is_file()
    assert page.get(f"write/{made['file']}").status_code == 200
    assert "在下面另选" in "".join(made["told"]) and "--" not in "".join(made["told"])
    assert done(page, "api/import", {"path": taken["path"]})["exists"]
    beside = done(page, "api/compare", {"path": taken["path"], "data": made["file"]})
    assert "一致" in beside["outcome"] and "数据与公开文件对照" in page.get(beside["page"]).text


def test_a_build_from_the_page_gives_the_bytes_of_the_command_and_tells_what_changed(page: "Page") -> None:
    asked = {"files": [page.file], "formats": ["html", "xlsx"]}
    first = done(page, "api/build", asked)["files"][0]
    assert first["code"] == 0 and {each["kind"] for each in first["made"]} == {"html", "xlsx"} and first["revision"] is None
    made = next(each["path"] for each in first["made"] if each["kind"] == "html")
    bytes_of_page = (page.folder / made).read_bytes()
    command = build(Path(page.file), Order(("html",), Path("别处")))
    assert command.files[0].read_bytes() == bytes_of_page
    path = page.folder / page.file
    path.write_text(path.read_text("utf-8").replace("批次: 68", "批次: 69", 1), "utf-8")
    second = done(page, "api/build", asked)["files"][0]
    assert [(name, old, new) for name, old, new, _ in second["revision"]["figures"]] == [("三公经费.公务接待费.批次", "68个", "69个")]
    shown = page.get(f"build/{page.file}")
    assert Path(made).name in shown.text and "草稿" in shown.text
    corrected = done(page, "api/correction", {"file": page.file, "against": made, "formats": ["html"]})
    assert not corrected["notice"] and "没有不同" in corrected["files"][0]["messages"][0]
    kept = dropped(page, "公开的.html", bytes_of_page).json()["path"]
    corrected = done(page, "api/correction", {"file": page.file, "against": kept, "formats": ["html"]})
    assert {Path(each["path"]).suffix for each in corrected["notice"]} == {".docx", ".html"}
    assert corrected["files"][0]["revision"]["figures"][0][1:3] == ["68个", "69个"] or corrected["files"][0]["revision"]["figures"]
    start = page.get("").text
    assert "生成以后改过" not in start and "填完了" in start
    path.write_text(path.read_text("utf-8").replace("批次: 69", "批次: 70", 1), "utf-8")
    assert "生成以后改过" in page.get("").text


def test_a_draft_is_made_in_spite_of_errors_which_stop_a_build(page: "Page") -> None:
    path = page.folder / page.file
    path.write_text(path.read_text("utf-8") + "错写的键: 1\n支出合计: 1\n", "utf-8")
    stopped = done(page, "api/build", {"files": [page.file], "formats": ["html"]})
    said = "".join(stopped["files"][0]["messages"])
    assert stopped["failed"] == 1 and "没有生成" in said and "勾选“草稿”" in said and " --" not in said
    draft = done(page, "api/build", {"files": [page.file], "formats": ["html"], "draft": True})["files"][0]
    assert [Path(each["path"]).name.count("（草稿）") for each in draft["made"]] == [1]
    assert page.get(f"api/standing/{page.file}").json()["错误"] > 0


def test_the_page_forgets_no_job_when_it_is_left(page: "Page") -> None:
    answer = page.post("api/build", {"files": [page.file], "formats": ["html"]}).json()["job"]
    for _ in range(2):  # 第一次没有听完就走，回来再听一次
        assert '"state": "做完了"' in page.get(f"api/jobs/{answer}").text
    [job] = [each for each in page.get("api/jobs").json() if each["id"] == answer]
    assert job["page"] == f"build/{page.file}" and job["result"]["files"]
    assert page.get("api/jobs/0000").status_code == 404


ROLL = "单位名称,年度\n清溪县农业农村局,2022\n清溪县水利局,2022\n清溪县林业局,2022\n"


def test_a_list_of_units_makes_their_files_and_tells_who_did_not_file(page: "Page") -> None:
    roll = dropped(page, "名单.csv", ROLL.encode()).json()
    assert roll["can"] == ["名单"]
    made = done(page, "api/roll", {"path": roll["path"], "year": "2022"})
    names = ["清溪县农业农村局", "清溪县水利局", "清溪县林业局"]
    assert [(each["name"], each["exists"]) for each in made["units"]] == [(name, False) for name in names]
    assert "上年: 2021.yaml" in (page.folder / "data/清溪县农业农村局/2022.yaml").read_text("utf-8")
    assert all(each["exists"] for each in done(page, "api/roll", {"path": roll["path"], "year": "2022"})["units"])
    said = "本年支出合计2.00万元，其中：基本支出1.00万元，占60.0%；项目支出1.00万元，占50.0%。"
    text = f"清溪县水利局2022年度部门决算\n三、支出决算情况说明\n{said}\n"
    assert dropped(page, "水利局2022.txt", text.encode()).json()["can"][0] == "核对"
    found = done(page, "api/audit", {"folders": ["收到"], "roll": roll["path"]})
    assert sorted(found["missing"]) == ["清溪县农业农村局", "清溪县林业局"]
    shown = page.get("bureau").text
    assert "没有报来" in shown and "proof/%E6%94%B6%E5%88%B0/" in shown and "有错误" in shown
    assert page.get("bureau?save=1").content.startswith(b"PK")
    every = done(page, "api/build", {"files": [], "formats": ["html"]})
    assert len(every["files"]) >= 4 and every["failed"] >= 3  # 新建的都还待填


HOSTILE = """<html><head><title>某县水利局2022年度部门决算</title></head><body><script>top.location="http://evil.example/"</script>
<p onclick="alert(1)">本年支出合计<b>2.00</b>万元，其中：基本支出3.00万元，占150.0%。<img src=x onerror=alert(1)></p></body></html>"""


def test_a_hostile_page_is_shown_as_text_and_served_without_its_script(page: "Page") -> None:
    taken = dropped(page, "../../<b>坏\n.html", HOSTILE.encode()).json()["path"]
    assert taken == "收到/_b_坏.html" and not (page.folder.parent / "坏.html").exists()
    served = page.get(f"file/{taken}")
    assert served.headers["content-security-policy"].startswith("sandbox;") and served.headers["x-content-type-options"] == "nosniff"
    done(page, "api/check", {"path": taken})
    proof = page.get(f"proof/{taken}").text
    assert "onerror" not in proof and "evil.example" not in proof and "基本支出" in proof


def test_a_package_that_would_fill_the_memory_is_refused_in_chinese(page: "Page") -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b"0" * (60 << 20))
    taken = dropped(page, "炸弹.docx", bomb.getvalue()).json()["path"]
    assert done(page, "api/check", {"path": taken})["unreadable"]
    assert "MB" in page.get(f"proof/{taken}").text


@pytest.mark.parametrize(("name", "content", "why"), [
    ("旧.doc", b"\xd0\xcf\x11\xe0", "旧格式"), ("包.zip", b"PK\x03\x04abc", "压缩包"),
    ("a.exe", b"MZ", "不是能读的格式"), ("空.txt", b" ", "空文件"),
])  # fmt: skip
def test_what_cannot_be_read_is_not_taken_and_says_why(page: "Page", name: str, content: bytes, why: str) -> None:
    answer = dropped(page, name, content)
    assert answer.status_code == 422 and why in answer.json()["message"] and name in answer.json()["message"]


NAMES = ("con.txt", "nul", "..", "/etc/passwd.txt", "C:\\x\\y.txt", "." * 300 + ".txt", "长" * 300 + ".txt", "a\x00b.txt", "~$x.txt")
OUT = ("../secret.txt", "..%2f..%2fetc/passwd", "收到/../../x", "/etc/passwd", "收到/%00", "templates/说明.txt", "收到/没有.html")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_dropped_files_stay_in_the_inbox(page: "Page", name: str) -> None:
    answer = dropped(page, name, "决算公开".encode())
    path = page.folder / answer.json().get("path", "收到")
    assert answer.status_code == 200 or name in {"nul", ".."} or name.startswith("...")
    assert (path.parent if path.is_file() else path) == page.folder / "收到" and len(path.name.encode()) < 255
    assert page.folder.parent == path.parents[1].parent or not path.is_file()


@pytest.mark.parametrize("route", ["file", "proof", "build", "api/standing"])
@pytest.mark.parametrize("path", OUT)
def test_no_path_leads_out(page: "Page", route: str, path: str) -> None:
    answer = page.get(f"{route}/{path}")
    assert answer.status_code == 404 and "passwd" not in answer.text


def test_the_same_file_is_kept_once_and_another_of_its_name_beside_it(page: "Page") -> None:
    one, again = (dropped(page, "文.txt", "一".encode()).json()["path"] for _ in range(2))
    other = dropped(page, "文.txt", "二".encode()).json()["path"]
    assert one == again == "收到/文.txt" and other == "收到/文（2）.txt"


def test_leaving_waits_for_what_is_being_done_unless_it_is_to_end_anyway(page: "Page") -> None:
    left: list[bool] = []
    page.site.leave = lambda: left.append(True)
    page.site.jobs.known["going"] = Job("生成 全部部门")
    refused = page.post("api/quit")
    assert refused.status_code == 409 and "还在做：生成 全部部门" in refused.json()["message"] and not left
    assert page.post("api/quit", {"anyway": True}).status_code == 200 and left == [True]
    del page.site.jobs.known["going"]
    assert page.client.post("/wrong/api/quit", json={}, headers={"X-Juesuan": "1"}).status_code == 404 and left == [True]


def test_a_comparison_that_is_no_longer_kept_says_how_to_have_it_again(page: "Page") -> None:
    gone = page.get("kept/0123456789abcdef", headers={"accept": "text/html"})
    assert gone.status_code == 404 and "再点一次“对照”" in gone.text and "首页" in gone.text
    other = page.get("write/data/没有.yaml", headers={"accept": "text/html"})
    assert other.status_code == 404 and "可能改了名称" in other.text
    stale = page.client.get("/another-secret-of-a-server-before/kept/1", headers={"accept": "text/html"})
    assert stale.status_code == 404 and "再点一次就有" in stale.text


def test_the_form_by_which_a_text_is_read_and_a_year_begun_can_be_chosen(page: "Page") -> None:
    said = "本年支出合计2.00万元，其中：基本支出1.00万元，占50.0%；项目支出1.00万元，占50.0%。"
    text = f"清溪县审计局2024年度部门决算\n三、支出决算情况说明\n{said}\n"
    path = dropped(page, "审计局2024.txt", text.encode()).json()["path"]
    first = done(page, "api/import", {"path": path, "form": "上海/2024"})
    assert "版式: 上海/2024" in (page.folder / first["file"]).read_text("utf-8")
    second = done(page, "api/import", {"path": path, "form": "通用", "again": True})
    assert second["file"] == first["file"] and "版式: 通用" in (page.folder / first["file"]).read_text("utf-8")
    chosen = done(page, "api/import", {"path": path, "again": True})
    assert any("在下面另选" in said for said in chosen["told"])
    assert page.post("api/import", {"path": path, "form": "../../etc"}).status_code == 422
    new = page.post("api/new", {"name": "清溪县统计局", "year": "2024", "form": "上海/2024"}).json()
    assert "版式: 上海/2024" in (page.folder / new["file"]).read_text("utf-8")
    assert "<option>上海/2024</option>" in page.get("").text


def test_a_received_file_is_known_by_its_name_on_every_page(page: "Page") -> None:
    dropped(page, "别的局2021.txt", "别的局2021年度部门决算".encode())
    own = dropped(page, f"{page.file.split('/')[1][:4]} {page.file.split('/')[1][4:]}（2021）决算.txt", "公开".encode()).json()["path"]
    dropped(page, "又一个局2021.txt", "又一个局2021年度部门决算".encode())
    options = re.findall(r"<option>([^<]*)", page.get(f"build/{page.file}").text)
    assert options[0] == own and len(options) >= 3
    row = re.search(r'<tr data-file="data/[^"]*2021.yaml".*?</tr>', page.get("").text, re.DOTALL)
    assert row and own.rpartition("/")[2] in row.group()
