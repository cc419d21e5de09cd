"""生成记录.json, damaged or of another program: as none; and what --against is compared with, read before anything is written."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.disclosure.record import FILE, load_record, load_record_file
from generator.disclosure.revision import Revision, TextChange, as_text
from tests.factory import GOOD, changed, text_of
from tests.test_cli import snapshot, write

Output = pytest.CaptureFixture[str]
FOLDER = "output/示例县水务局/2021"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one department that has been built."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data/水务局/2021.yaml", text_of(GOOD))
    assert main(["build", "--to", "html"]) == 0
    return tmp_path


def damages() -> dict[str, bytes]:
    """Texts that are no record."""
    return {
        "null": b"null\n", "列表": b"[]", "数": b"1", "空": b"", "嵌套": b"[" * 200_000, "深的值": b'{"pieces": ' + b"[" * 5000,
        "二进制": bytes(range(256)), "半截": b'{"version": "0.1', "GBK": "{\"version\": \"一\"}".encode("gbk"), "字": b'"x"',
        "大数": b"9" * 9000, "没有键": b"{}",
    }  # fmt: skip


WRONG: list[Any] = [None, 1, "字", [], {}, [1], {"a": 1}, [[]], "\ud800", {"../../x.html": "0"}, [{"section": 1}]]
FIELDS = ("version", "inputs", "formats", "contents", "outputs", "accepted", "figures", "printed", "pieces")


def build_over(folder: Path, record: bytes) -> dict[str, bytes]:
    """What stands there after a build over that record."""
    (folder / FOLDER / FILE).write_bytes(record)
    assert main(["build", "--to", "html"]) == 0
    assert load_record(folder / FOLDER) is not None
    return snapshot(folder / FOLDER)


@pytest.mark.parametrize("name", damages())
def test_one_that_is_damaged_is_as_none(name: str, folder: Path, capsys: Output) -> None:
    first = snapshot(folder / FOLDER)
    assert build_over(folder, damages()[name]) == first
    assert "Traceback" not in capsys.readouterr().err


def test_whatever_a_field_holds_the_next_build_is_the_same(folder: Path) -> None:
    first = snapshot(folder / FOLDER)
    whole = json.loads(first[FILE])
    assert set(FIELDS) == set(whole)
    seen = 0
    for field in FIELDS:
        for value in WRONG:
            text = json.dumps({**whole, field: value})
            (folder / FOLDER / FILE).write_text(text, "utf-8")
            record = load_record(folder / FOLDER)
            if record is None or field in {"version", "outputs"}:
                seen += 1
                assert build_over(folder, text.encode())[FILE] == first[FILE] or record is not None
    assert seen > 40


def test_one_of_an_older_or_newer_program_is_read(folder: Path) -> None:
    raw = json.loads((folder / FOLDER / FILE).read_text("utf-8"))
    del raw["contents"]
    old = write(folder / "旧.json", json.dumps({**raw, "以后才有": [1]}))
    record = load_record_file(old)
    assert record is not None and record.pieces and record.contents == {}


class TestAgainst:
    """build --against."""

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("旧.json", b"null", "不是生成记录"), ("旧.json", b"{}", "不是生成记录"), ("旧.json", b"\xff\xfe\0", "不是生成记录"),
            ("旧.json", b"[" * 100_000, "不是生成记录"), ("旧.docx", b"PK\x03\x04", "旧.docx"), ("旧.pdf", b"%PDF-1.7", "旧.pdf"),
            ("旧.txt", b"", "空文件"), ("没有.json", None, "没有这个文件"), ("没有.docx", None, "没有这个文件"), ("", None, "文件夹"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_compared_with_stops_all(
        self, name: str, content: bytes | None, said: str, folder: Path, capsys: Output
    ) -> None:
        if content is not None:
            write(folder / name, content)
        write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.原因": "设计变更"})))
        before = snapshot(folder / "output")
        assert main(["build", "--to", "html", "--against", name or "data"]) == 2
        err = capsys.readouterr().err
        assert said in err and "Traceback" not in err and "没有生成" in err
        assert snapshot(folder / "output") == before

    def test_a_published_file_and_a_record_are_compared_with(self, folder: Path, capsys: Output) -> None:
        page = write(folder / "旧.html", (folder / f"{FOLDER}/示例县水务局2021年度部门决算.html").read_bytes())
        record = write(folder / "旧.json", (folder / FOLDER / FILE).read_bytes())
        write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.原因": "设计变更"})))
        for old in (page, record):
            assert main(["build", "--to", "html", "--against", str(old)]) == 0
            assert "设计变更" in capsys.readouterr().out
        assert len([*folder.rglob("*更正说明.*")]) == 2

    def test_of_a_draft_there_is_no_correction(self, folder: Path, capsys: Output) -> None:
        assert main(["build", "--draft", "--against", f"{FOLDER}/{FILE}"]) == 2
        assert "--draft" in capsys.readouterr().err

    @pytest.mark.parametrize("kind", ["旧.html", "旧.json"])
    def test_a_figure_is_told_by_its_own_words_and_place(self, kind: str, folder: Path, capsys: Output) -> None:
        """收支总表 has income left and spending right: a change on the right is not told of the income."""
        made = folder / FOLDER / ("示例县水务局2021年度部门决算.html" if kind.endswith("html") else FILE)
        old = write(folder / kind, made.read_bytes())
        write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.项目支出": "99.00"})))
        assert main(["build", "--to", "html", "--against", str(old)]) == 0
        said = capsys.readouterr().out
        assert "支出.合计" in said and "本年收入合计：" not in said and "年初结转和结余：" not in said
        assert "文件里没有印出" not in said


def test_only_where_a_correction_is_written_the_rest_is_said_to_be_in_it() -> None:
    revision = Revision((), tuple(TextChange("收入决算", str(number), "") for number in range(20)))
    assert as_text(revision).endswith("…其余 8 处没有列出。")
    assert as_text(revision, written=True).endswith("…其余 8 处见更正说明。")


def lines_of(said: str) -> dict[str, str]:
    """What the console tells of each figure: its name, and the part after it."""
    rows = [line.strip().partition("：") for line in said.splitlines() if " → " in line]
    return {name: rest.partition("，见")[0] for name, _, rest in rows}


class TestPrintedForm:
    """A correction shows figures as the document prints them."""

    def test_of_a_record_as_printed_and_only_what_is_printed_otherwise(self, folder: Path, capsys: Output) -> None:
        old = write(folder / "旧.json", (folder / FOLDER / FILE).read_bytes())
        write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.项目支出": "95.17"})))
        capsys.readouterr()
        assert main(["build", "--to", "html", "--against", str(old)]) == 0
        told = lines_of(capsys.readouterr().out)
        assert told["支出.2130305.项目支出"] == "95.16万元 → 95.17万元"
        assert told["支出.合计"] == "318.00万元 → 318.01万元"
        assert told["支出.合计比上年.一般公共预算.合计增减额"] == "增加28.00万元 → 增加28.01万元"
        assert "支出.基本支出占支出.合计" not in told and "支出.2130305.项目支出完成支出.2130305.年初预算" not in told
        for change in told.values():
            before, _, now = change.partition(" → ")
            assert before != now
        page = next(folder.rglob("*更正说明.html")).read_text("utf-8")
        assert "95.17万元" in page and "318.01万元" in page

    def test_of_a_record_that_knows_no_printed_forms_the_values_are_told(self, folder: Path, capsys: Output) -> None:
        raw = json.loads((folder / FOLDER / FILE).read_text("utf-8"))
        assert raw.pop("printed")["支出.合计"] == "318.00万元"
        old = write(folder / "旧.json", json.dumps(raw))
        write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.项目支出": "96.16"})))
        assert main(["build", "--to", "html", "--against", str(old)]) == 0
        assert lines_of(capsys.readouterr().out)["支出.合计"] == "318万元 → 319万元"

    def test_of_a_published_file_with_zeros_and_unit_on_both_sides(self, folder: Path, capsys: Output) -> None:
        old = write(folder / "旧.html", (folder / f"{FOLDER}/示例县水务局2021年度部门决算.html").read_bytes())
        write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.项目支出": "99"})))
        assert main(["build", "--to", "html", "--against", str(old)]) == 0
        told = lines_of(capsys.readouterr().out)
        assert told["支出.2130305.项目支出"] == "支出决算为95.16万元 → 99.00万元"
        assert len(told) > 5
        assert all(part.endswith("万元") and "." in part for change in told.values() for part in change.split(" → "))

    def test_of_a_figure_that_the_data_no_longer_have_nothing_but_the_figure_is_told(self, folder: Path, capsys: Output) -> None:
        """What is nought because it is not written has no place in the data: it is a figure all the same, and no wording."""
        source = folder / "data/水务局/2021.yaml"
        write(source, text_of(changed({"收入.2130305": {"财政拨款": "88.06", "其他收入": "5.00"}})))
        assert main(["build", "--to", "html"]) == 0
        old = write(folder / "旧.html", (folder / f"{FOLDER}/示例县水务局2021年度部门决算.html").read_bytes())
        write(source, text_of(GOOD))
        capsys.readouterr()
        assert main(["build", "--to", "html", "--against", str(old)]) == 0
        said = capsys.readouterr().out
        assert "收入.其他收入 0" not in said
        assert lines_of(said)["收入.其他收入"] == "其他收入5.00万元 → 0万元"


@pytest.mark.parametrize(
    "text",
    [
        "关于召开全县工作会议的通知\n各乡镇人民政府：\n经研究，定于下周召开会议。\n",
        "第一季度销售情况\n苹果卖了12.50元，梨卖了33.20元，桃卖了41.00元，杏卖了52.10元，枣卖了60.30元，瓜卖了7.70元。\n",
        "一、收入决算情况说明\n本单位的情况另行说明。\n",
        "清溪县水务局2021年部门预算\n2021年部门预算收入310.90万元，支出预算310.90万元。部门预算公开说明如上。\n",
    ],
)
def test_against_what_is_no_final_account_nothing_is_written(text: str, folder: Path, capsys: Output) -> None:
    old = write(folder / "通知.txt", text)
    write(folder / "data/水务局/2021.yaml", text_of(changed({"支出.2130305.原因": "设计变更"})))
    before = snapshot(folder / "output")
    assert main(["build", "--to", "html", "--against", str(old)]) == 2
    said = capsys.readouterr()
    assert "通知.txt" in said.err and "没有生成" in said.err and "→" not in said.out
    assert snapshot(folder / "output") == before
