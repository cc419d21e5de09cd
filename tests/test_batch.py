"""Many departments: nothing twice, nothing lost, nothing half written."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.batch.run import Job, run_batch, unchanged
from generator.disclosure.build import Order, build
from generator.disclosure.record import FILE, Piece, Record, load_record
from generator.disclosure.revision import revise
from tests.crashing import departments

QUICK = ("docx", "html", "xlsx")


def order(tmp_path: Path, *formats: str) -> Order:
    return Order(formats or ("html",), tmp_path / "output")


def test_nothing_changed_is_nothing_done(tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    job = Job(path, order(tmp_path, *QUICK))
    first = list(run_batch([job]))
    assert len(first[0].files) == 3 and not first[0].unchanged
    assert unchanged(job)
    assert next(iter(run_batch([job]))).unchanged


def test_a_changed_figure_is_told_with_where_it_stands(tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    build(path, order(tmp_path))
    path.write_text(path.read_text("utf-8").replace("批次: 62", "批次: 63"), "utf-8")
    revision = build(path, order(tmp_path)).revision
    assert revision is not None
    assert [(c.name, c.old, c.new) for c in revision.figures] == [("三公经费.公务接待费.批次", "62个", "63个")]
    assert [("62个" in t.old, "63个" in t.new) for t in revision.texts] == [(True, True)]


def test_a_comment_in_the_data_renders_nothing(tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    build(path, order(tmp_path, *QUICK))
    path.write_text(path.read_text("utf-8").replace("批次: 62", "批次: 62  #  核对过"), "utf-8")
    job = Job(path, order(tmp_path, *QUICK))
    assert not unchanged(job)
    assert build(path, order(tmp_path, *QUICK)).files == ()
    assert unchanged(job)


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("年度: 2021\n", "\n年度: 2021\n", {".html"}),  # 网页里写着每个数在第几行
        ("执行国家和省关于", "执行国家和省有关", {".docx", ".html"}),
        ("货物: 537.33", "货物: 538.33", {".docx", ".html"}),
        ("    预算: 40.64", "    预算: 41.64", {".docx", ".html", ".xlsx"}),
    ],
)
def test_only_formats_that_would_differ_are_made(old: str, new: str, made: set[str], tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    build(path, order(tmp_path, *QUICK))
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert {file.suffix for file in build(path, order(tmp_path, *QUICK)).files} == made
    other = tmp_path / "anew"
    anew = {file.name: file.read_bytes() for file in build(path, Order(QUICK, other)).files}
    kept = {name: (tmp_path / "output" / "第0局" / "2021" / name).read_bytes() for name in anew}
    assert kept == anew


def pieces(*texts: str) -> tuple[Piece, ...]:
    return tuple(Piece("表", text) for text in texts)


@pytest.mark.parametrize("rows", [3, 1200])
def test_a_changed_a_new_and_a_gone_row_of_a_table_are_told(rows: int) -> None:
    same = [f"事项{n}：{n}.00" for n in range(rows)]
    old = Record(pieces=pieces(*same, "甲：1.00", "甲：2.00", "去年的：5.00"))
    new = Record(pieces=pieces("新的：7.00", *same, "甲：1.00", "甲：3.00"))
    found = {(text.old, text.new) for text in revise(old, new).texts}
    assert {pair for pair in found if "" not in pair} <= {("甲：2.00", "甲：3.00")}
    changed = {part for pair in found for part in pair if part}
    assert changed == {"新的：7.00", "甲：2.00", "甲：3.00", "去年的：5.00"}


def test_a_damaged_or_missing_file_is_made_again(tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    made = build(path, order(tmp_path, *QUICK)).files
    before = {file: file.read_bytes() for file in made}
    made[0].write_bytes(b"broken")
    made[1].unlink()
    again = build(path, order(tmp_path, *QUICK))
    assert set(again.files) == {made[0], made[1]}
    assert all(file.read_bytes() == data for file, data in before.items())


def test_a_change_of_look_rebuilds_that_format_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [path] = departments(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    build(path, order(tmp_path, *QUICK))
    look = tmp_path / "templates" / "look"
    look.mkdir(parents=True)
    own = (Path(__file__).parents[1] / "templates" / "look" / "screen.css").read_text("utf-8")
    (look / "screen.css").write_text(own + "\nbody { color: #111 }\n", "utf-8")
    assert [file.suffix for file in build(path, order(tmp_path, *QUICK)).files] == [".html"]


def test_the_record_traces_a_file_to_its_data(tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    [file] = build(path, order(tmp_path)).files
    record = load_record(file.parent)
    assert record is not None
    assert list(record.inputs) == [path.as_posix()]
    raw = json.loads((file.parent / FILE).read_text("utf-8"))
    assert raw["outputs"].keys() == {file.name} and raw["version"]


def test_one_failing_department_stops_no_other(tmp_path: Path) -> None:
    paths = departments(tmp_path, 3)
    paths[1].write_text("年度: [2021\n", "utf-8")
    with ThreadPoolExecutor(2) as pool:
        outcomes = {o.path: o for o in run_batch([Job(p, order(tmp_path)) for p in paths], pool)}
    assert [bool(outcomes[path].files) for path in paths] == [True, False, True]
    assert outcomes[paths[1]].code == 2 and "2021.yaml" in outcomes[paths[1]].messages[0]


def test_a_correction_is_written_for_publishing(tmp_path: Path) -> None:
    [path] = departments(tmp_path, 1)
    [file] = build(path, order(tmp_path)).files
    old = tmp_path / "old.json"
    old.write_bytes((file.parent / FILE).read_bytes())
    path.write_text(path.read_text("utf-8").replace("货物: 537.33", "货物: 538.33"), "utf-8")
    command = [sys.executable, "-m", "generator.cli", "build", str(path), "--to", "html", "-o", str(tmp_path / "output")]
    done = subprocess.run([*command, "--against", str(old)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [docx] = file.parent.glob("*更正说明.docx")
    [page] = file.parent.glob("*更正说明.html")
    assert zipfile.is_zipfile(docx)
    text = page.read_text("utf-8")
    assert "537.33" in text and "538.33" in text


def test_a_cluster_with_a_worker_killed_loses_nothing(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    paths = departments(tmp_path, 6)
    jobs = [Job(path, order(tmp_path)) for path in paths]
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        from generator.batch.cluster import cluster

        with cluster(local.scheduler_address) as executor:
            outcomes = []
            for outcome in run_batch(jobs, executor):
                outcomes.append(outcome)
                if len(outcomes) == 1:
                    os.kill(next(iter(local.workers.values())).pid, signal.SIGKILL)
    assert sorted(o.path for o in outcomes) == sorted(paths)
    assert all(o.code == 0 for o in outcomes)
    assert len(list((tmp_path / "output").rglob("*年度部门决算.html"))) == 6


MOVED = {f"2150508{end}": f"2150517{end}" for end in (": {项目支出", ".项目支出", ": {财政拨款")}


@pytest.mark.parametrize(
    ("changes", "figures", "sections", "rows"),
    [
        ({"项目支出: 76.09": "项目支出: 76.10"}, True, {"一般公共预算财政拨款支出决算具体情况"}, 0),
        ({"追加无线电管理工作经费": "追加无线电监测工作经费"}, False, {"一般公共预算财政拨款支出决算具体情况"}, 0),
        (MOVED, False, {"一般公共预算财政拨款支出决算具体情况"}, 3),
    ],
    ids=["一个数", "一条原因", "一个科目移动"],
)
def test_a_correction_is_told_as_what_it_did_to_the_document(
    changes: dict[str, str], figures: bool, sections: set[str], rows: int, tmp_path: Path
) -> None:
    [path] = departments(tmp_path, 1)
    build(path, order(tmp_path))
    text = path.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    built = build(path, order(tmp_path))
    assert built.revision is not None, built.findings
    told = built.revision.texts
    assert any(section in change.section for section in sections for change in told)
    if figures:
        assert ("支出.2150508.项目支出", "76.09万元", "76.10万元") in [(c.name, c.old, c.new) for c in built.revision.figures]
    else:
        assert not [c for c in built.revision.figures if c.old and c.new]
    assert len({change.section for change in told if "产业发展：76.09" in change.new}) == rows


def test_a_sentence_of_a_template_is_told_with_its_old_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [path] = departments(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    build(path, order(tmp_path))
    own = tmp_path / "templates" / "通用" / "3-情况说明" / "收入决算.j2"
    own.parent.mkdir(parents=True)
    shipped = Path(__file__).resolve().parents[1] / "templates" / own.relative_to(tmp_path / "templates")
    own.write_text(shipped.read_text("utf-8").replace("本年收入合计", "全年收入合计"), "utf-8")
    revision = build(path, order(tmp_path)).revision
    assert revision is not None and revision.figures == ()
    assert [(t.old.replace("本年", "全年") == t.new, "收入决算情况说明" in t.section) for t in revision.texts] == [(True, True)]
