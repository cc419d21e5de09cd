"""A folder as a bureau has it: everything below it is read or named, data and what was published are set beside each other."""

import json
import os
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from generator.batch import workers
from generator.cli import main
from generator.commands.folder import gather
from generator.commands.roll import read_roll
from generator.published.read_apart import apart
from generator.source.load import UnreadableFile

Output = pytest.CaptureFixture[str]
WATER, WOODS, FIELDS = "清溪县水利局", "清溪县林业局", "清溪县农业农村局"


def page(name: str, total: str = "200.00", year: int = 2021, kind: str = "部门") -> str:
    """A published text in which every figure agrees."""
    return (
        f"{name}{year}年度{kind}决算公开\n三、支出决算情况说明\n"
        f"本年支出合计{total}万元，其中：基本支出0.00万元，占0.0%；项目支出{total}万元，占100.0%。\n"
    )


def data(name: str, total: str = "200.00", year: int = 2021) -> str:
    """A data file with the same figures."""
    spent = f"支出: {{2130101: {{项目支出: {total}}}}}"
    return f"版式: 湖南/2021\n部门: {{名称: {name}}}\n年度: {year}\n{spent}\n"


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def docx(path: Path, text: str) -> Path:
    from docx import Document

    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.splitlines())


def checked(capsys: Output, *words: object) -> tuple[int, dict[str, dict[str, object]], dict[str, object]]:
    """What the command returns, what it says of each file by its name, and of the whole."""
    code = main(["check", *map(str, words), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    return code, {Path(each["file"]).name: each for each in told["files"]}, told


def codes(file: dict[str, object]) -> list[str]:
    found = file["findings"]
    assert isinstance(found, list)
    return [finding["code"] for finding in found if finding["code"][1] == "9"]


class TestReading:
    """What is read, what is not, and that it is said."""

    def bad(self, folder: Path) -> dict[str, str]:
        """Files that cannot be read, with what is said of each."""
        put(folder / "空 文件.docx", b"")
        put(folder / "坏.docx", b"PK\x03\x04" + b"\0" * 100)
        put(folder / "坏.pdf", b"%PDF-1.7\nnothing\n")
        put(folder / "旧.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
        put(folder / "加密.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
        put(folder / "残缺.yaml", "支出: {合计: 1\n")
        put(folder / "压缩包改名.docx", _zip({"说明.txt": "部门决算"}))
        (folder / "没有这个.docx").symlink_to(folder / "去了别处.docx")
        return {
            "空 文件.docx": "是空文件", "坏.docx": "已损坏，或没有下载完整", "坏.pdf": "", "旧.doc": "另存为 docx", "加密.xlsx": "有密码",
            "残缺.yaml": "", "压缩包改名.docx": "是压缩包", "没有这个.docx": "没有这个文件",
        }  # fmt: skip

    def test_one_bad_file_stops_none_of_the_others_and_each_is_named_at_the_end(self, tmp_path: Path, capsys: Output) -> None:
        bad = self.bad(tmp_path / "报来 的" / "子 文件夹")
        good = [put(tmp_path / "甲.txt", page(WATER)), docx(tmp_path / "乙 的.docx", page(WOODS)), put(tmp_path / "丙.yaml", data(FIELDS))]
        assert main(["check", str(tmp_path)]) == 2
        lines = capsys.readouterr().out.splitlines()
        for name, why in bad.items():
            [line] = [line for line in lines if line.startswith("没有读 ") and name in line]
            assert why in line and line.endswith("。")
        assert lines[-1].startswith(f"共 {len(good) + len(bad)} 个文件：读了 {len(good)} 个，没有读 {len(bad)} 个。公开的文件共见 ")
        assert "印证" in lines[-1] and "无从印证" in lines[-1] and "没有认出 0 个" in lines[-1]

    def test_what_is_no_account_is_not_counted_as_read(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        put(tmp_path / "通知.txt", "各单位：请于9月20日前报送材料。\n财政局\n")
        assert main(["check", str(tmp_path)]) == 1
        out = capsys.readouterr().out
        assert f"没有读出 {(tmp_path / '通知.txt').as_posix()}：" in out and "共 2 个文件：读了 1 个，没有读 1 个。" in out

    def test_what_is_no_document_is_named_and_does_not_fail(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        for name in ("~$甲.docx", ".DS_Store", "Thumbs.db", "照片.jpg", "生成记录.json", ".~lock.甲.docx#"):
            put(tmp_path / name, b"\0\1")
        put(tmp_path / "templates" / "某省" / "profile.yaml", "基于: 通用\n")
        assert main(["check", str(tmp_path)]) == 0
        out = capsys.readouterr().out
        assert "打开文件时的临时文件：" in out and "~$甲.docx" in out and "系统的文件：" in out and ".DS_Store" in out
        assert "不是能核对的格式（jpg）：照片.jpg" in out and "放版式的文件夹：templates" in out
        assert "profile.yaml" not in out and "共 1 个文件：读了 1 个，没有读 0 个。" in out

    def test_an_archive_may_hold_what_should_be_checked(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        put(tmp_path / "报送材料.zip", _zip({"决算.txt": page(WOODS)}))
        assert main(["check", str(tmp_path)]) == 2
        assert "请先解压" in capsys.readouterr().out

    def test_a_document_under_another_ending_is_read(self, tmp_path: Path, capsys: Output) -> None:
        docx(tmp_path / "某局.docx", page(WATER)).rename(tmp_path / "某局.docx（定稿）")
        docx(tmp_path / "别的.docx", page(WOODS)).rename(tmp_path / "别的")
        code, files, _ = checked(capsys, tmp_path)
        assert code == 0 and {file["unit"] for file in files.values()} == {WATER, WOODS}

    def test_a_loop_of_links_ends_and_no_file_is_read_twice(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲" / "甲.txt", page(WATER))
        (tmp_path / "甲" / "回去").symlink_to(tmp_path)
        (tmp_path / "自己").symlink_to(tmp_path / "自己")
        (tmp_path / "另一个名.txt").symlink_to(tmp_path / "甲" / "甲.txt")
        code, files, _ = checked(capsys, tmp_path)
        assert {name: file["read"] for name, file in files.items() if file["read"]} == {"另一个名.txt": True} or "甲.txt" in files
        assert sum(bool(file["read"]) for file in files.values()) == 1 and code == 2

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        os.mkfifo(tmp_path / "管道.html")
        assert main(["check", str(tmp_path)]) == 0
        assert "管道.html" in capsys.readouterr().out

    def test_a_package_that_unpacks_to_gigabytes_is_not_unpacked_to_see_whose_it_is(self, tmp_path: Path) -> None:
        resource = pytest.importorskip("resource")
        put(tmp_path / "甲.xlsx", _zip({"docProps/core.xml": "决" * (64 << 20)}))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert [path.name for path in gather([tmp_path]).files] == ["甲.xlsx"]
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10  # KB

    @pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="管理员什么都读得了")
    def test_what_may_not_be_read_is_named(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        put(tmp_path / "乙.txt", page(WATER)).chmod(0)
        put(tmp_path / "里面" / "丙.txt", page(WATER))
        (tmp_path / "里面").chmod(0)
        assert main(["check", str(tmp_path)]) == 2
        (tmp_path / "里面").chmod(0o700)
        out = capsys.readouterr().out
        assert out.count("没有权限") >= 2 and "乙.txt" in out and "里面" in out

    def test_processes_side_by_side_say_the_same_in_the_same_order(self, tmp_path: Path, capsys: Output) -> None:
        self.bad(tmp_path)
        for number in range(6):
            put(tmp_path / f"{number}" / "公开.html", html(page(f"清溪县{number}局")))
        told = []
        for jobs in ("1", "2"):
            main(["check", str(tmp_path), "-j", jobs, "--format", "json"])
            told.append(capsys.readouterr().out)
        assert told[0] == told[1]

    def test_a_worker_that_dies_takes_only_its_file(self, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        from generator.commands import bureau

        for name in ("甲", "坏", "乙"):
            put(tmp_path / f"{name}.txt", page(f"清溪县{name}局"))
        real = bureau.check_one

        def dies(job: bureau.Job) -> object:
            if job.path.stem == "坏":
                raise ZeroDivisionError("某处")
            return real(job)

        monkeypatch.setattr(bureau, "check_one", dies)
        code, files, _ = checked(capsys, tmp_path, "-j", "1")
        assert code == 2 and [file["read"] for _, file in sorted(files.items())] == [True, False, True]
        assert "请单独再核对一次" in str(files["坏.txt"])

    def test_its_own_results_are_not_read_and_may_be_written_again(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        for words in (["--format", "html", "-o", "核对.html"], ["-o", "核对.txt"], ["--summary", "--format", "xlsx", "-o", "汇总.xlsx"],
                      ["--summary", "--format", "html", "-o", "汇总.html"], ["--summary", "-o", "汇总.txt"]):  # fmt: skip
            for _ in range(2):
                output = tmp_path / words[-1]
                assert main(["check", str(tmp_path), *words[:-1], str(output)]) == 0, words
        assert [path.name for path in gather([tmp_path]).files] == ["甲.txt"]
        other = put(tmp_path / "别人的.html", "<title>某局部门决算</title>")
        assert main(["check", str(tmp_path), "-o", str(other)]) == 2


def _zip(contents: dict[str, str]) -> bytes:
    import zipfile

    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in contents.items():
            package.writestr(name, text)
    return made.getvalue()


class TestBeside:
    """Data files and what was published of them."""

    def test_they_are_paired_by_what_they_say_and_not_by_their_names(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "data" / "x.yaml", data(WATER))
        put(tmp_path / "收到" / "微信下载(1).txt", page(WATER))
        _, files, _ = checked(capsys, tmp_path)
        assert codes(files["x.yaml"]) == codes(files["微信下载(1).txt"]) == []
        assert files["微信下载(1).txt"]["beside"] == {"file": (tmp_path / "data" / "x.yaml").as_posix(), "figures": 3}
        assert (files["微信下载(1).txt"]["unit"], files["微信下载(1).txt"]["year"]) == (WATER, 2021)

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("1.txt", f"{WATER}2021年度“三公”经费决算情况说明"),
            ("1.txt", f"2021年度\n{WATER}\n部门决算"),
            (f"{WATER}2021年度部门决算.txt", "决算情况说明"),
            (f"{WATER}/2021年决算.txt", "决算情况说明"),
        ],
    )
    def test_the_unit_and_year_are_in_the_text_or_else_in_the_names(self, name: str, title: str, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / name, page("", year=0).replace("0年度部门决算公开", title))
        _, files, _ = checked(capsys, tmp_path)
        [file] = files.values()
        assert (file["unit"], file["year"]) == (WATER, 2021)

    def test_a_figure_that_was_changed_is_told_with_both(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "x.yaml", data(WATER))
        put(tmp_path / "公开.txt", page(WATER, "210.00"))
        code, files, _ = checked(capsys, tmp_path)
        assert code == 1 and set(codes(files["公开.txt"])) == {"E907"}
        text = str(files["公开.txt"]["findings"])
        assert "210万元" in text and "200万元" in text and "相差 10万元" in text and "x.yaml" in text

    def test_what_is_missing_on_either_side(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "a.yaml", data(WATER))
        put(tmp_path / "b.yaml", data(WOODS))
        put(tmp_path / "甲.txt", page(WATER))
        put(tmp_path / "乙.txt", page(FIELDS))
        put(tmp_path / "丙.txt", page(WOODS, year=2020))
        _, files, _ = checked(capsys, tmp_path)
        found = {name: codes(file) for name, file in files.items()}
        assert found == {"a.yaml": [], "b.yaml": ["W905"], "甲.txt": [], "乙.txt": ["H906"], "丙.txt": ["H906"]}

    def test_data_alone_miss_nothing_and_nor_do_publications_alone(self, tmp_path: Path, capsys: Output) -> None:
        for kind, text in (("yaml", data), ("txt", page)):
            put(tmp_path / kind / f"1.{kind}", text(WATER))
            put(tmp_path / kind / f"2.{kind}", text(WOODS))
            _, files, _ = checked(capsys, tmp_path / kind)
            assert [codes(file) for file in files.values()] == [[], []]

    def test_two_publications_of_one_text(self, tmp_path: Path, capsys: Output) -> None:
        docx(tmp_path / "1.docx", page(WATER))
        put(tmp_path / "2.html", html(page(WATER)))
        put(tmp_path / "3.txt", page(WATER, "300.00"))
        put(tmp_path / "4.txt", page(WATER, "400.00", year=2020))
        put(tmp_path / "5.txt", page(WATER, "500.00", kind="单位"))
        code, files, _ = checked(capsys, tmp_path)
        assert code == 1
        assert {name: set(codes(file)) for name, file in files.items() if codes(file)} == {"3.txt": {"E908"}}
        beside = files["2.html"]["beside"]
        assert isinstance(beside, dict) and beside["file"].endswith("1.docx") and beside["figures"] >= 2

    def test_a_unit_that_only_published_is_there(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "a.yaml", data(WATER) + "概况: {下属单位: [清溪县河道所, 清溪县水文站]}\n")
        put(tmp_path / "河道所.txt", page("清溪县河道所", kind="单位"))
        _, files, _ = checked(capsys, tmp_path)
        found = files["a.yaml"]["findings"]
        assert isinstance(found, list)
        assert [finding["quote"] for finding in found if finding["code"] == "W901"] == ["清溪县水文站"]


def sheet(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


NUMBERED: list[list[object]] = [[1, WATER], [2, WOODS], [3, FIELDS]]


class TestList:
    """Who has not filed, from a list of units."""

    def absent(self, folder: Path, roll: Path, capsys: Output) -> list[str]:
        _, files, told = checked(capsys, folder, "--名单", roll)
        found = files[roll.name]["findings"]
        assert isinstance(found, list) and roll.name not in {Path(str(each["file"])).name for each in told["passed_over"]}  # type: ignore[attr-defined]
        return [finding["quote"] for finding in found]

    @pytest.mark.parametrize(
        "write",
        [
            lambda path: put(path / "名单.csv", f"单位名称,联系人\n{WATER},张三\n{WOODS},李四\n{FIELDS},王五\n"),
            lambda path: put(path / "名单.csv", f"{WATER}\n{WOODS}\n{FIELDS}\n"),
            lambda path: put(path / "名单.csv", f"张三,{WATER}\n李四,{WOODS}\n王五,{FIELDS}\n"),
            lambda path: put(path / "名单.csv", f"序号，单位\n1，{WATER}\n2，{WOODS}\n3，{FIELDS}\n".encode("gbk")),
            lambda path: sheet(path / "名单.xlsx", [["2021年度部门决算单位名单"], [], ["序号", "预算单位名称"], *NUMBERED, ["合计", 3]]),
            lambda path: sheet(path / "名单.xlsx", [*NUMBERED[:2], [3, f" {FIELDS} "]]),
        ],
    )  # fmt: skip
    def test_lists_of_many_kinds(self, write: Callable[[Path], Path], tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        put(tmp_path / "乙.yaml", data(FIELDS))
        assert self.absent(tmp_path, write(tmp_path), capsys) == [WOODS]

    @pytest.mark.parametrize("name", [f"{WATER}（本级）", f"{WATER}(本级)", f"{WATER}本级", f"{WATER}机关", "清溪县 水利局"])
    def test_a_name_written_otherwise_is_the_same_unit(self, name: str, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        assert self.absent(tmp_path, put(tmp_path / "名单.csv", f"单位\n{name}\n"), capsys) == []

    def test_one_file_does_not_count_for_two_units_of_the_list(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        assert self.absent(tmp_path, put(tmp_path / "名单.csv", f"单位\n{WATER}\n{WATER}（本级）\n"), capsys) == [f"{WATER}（本级）"]

    def test_the_year_is_that_of_the_list_or_the_newest(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER, year=2020))
        put(tmp_path / "乙.txt", page(WOODS, year=2021))
        assert self.absent(tmp_path, put(tmp_path / "1.csv", f"单位\n{WATER}\n{WOODS}\n"), capsys) == [WATER]
        assert self.absent(tmp_path, put(tmp_path / "2.csv", f"单位,年度\n{WATER},2020\n{WOODS},2020年\n"), capsys) == [WOODS]

    def test_the_year_may_stand_above_the_list(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER, year=2020))
        put(tmp_path / "乙.txt", page(WOODS, year=2021))
        assert self.absent(tmp_path, put(tmp_path / "1.csv", f"2020年度决算公开单位名单\n单位\n{WATER}\n{WOODS}\n"), capsys) == [WOODS]

    def test_a_unit_whose_name_is_like_none_is_found_by_the_list(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page("清溪县318办"))
        put(tmp_path / "乙.txt", page(WATER))
        assert self.absent(tmp_path, put(tmp_path / "1.csv", "单位\n清溪县318办\n清溪县319办\n"), capsys) == ["清溪县319办"]

    def test_text_and_summary_name_them_and_those_not_on_the_list(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        put(tmp_path / "乙.txt", page(FIELDS))
        roll = put(tmp_path / "名单.csv", f"单位\n{WATER}\n{WOODS}\n")
        assert main(["check", str(tmp_path), "--名单", str(roll)]) == 1
        out = capsys.readouterr().out
        assert f"{WOODS}没有报来 2021 年度的文件" in out and "名单上 2 个单位，没有报来 1 个" in out
        assert f"名单以外的单位 1 个：{FIELDS}" in out
        main(["check", str(tmp_path), "--名单", str(roll), "--summary"])
        [row] = [line for line in capsys.readouterr().out.splitlines() if line.startswith(WOODS) and "2021  " in line]
        assert "没有报来" in row

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0", "甲\n".encode()])
    def test_a_list_of_nothing_is_refused(self, content: bytes, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile) as refused:
            read_roll(put(tmp_path / "名单.csv", content))
        assert "单位名称" in refused.value.finding.message

    @pytest.mark.parametrize(("content", "said"), [
        ("编号,负责人,电话\n1,张三,0731-1\n2,李四,0731-2\n", "负责人"), ("负责人\n张三\n李四\n", "负责人"),
        (f"主管部门,{WATER}\n{FIELDS},{WOODS}\n{FIELDS},{WATER}\n", "主管部门"),
    ])  # fmt: skip
    def test_a_list_that_does_not_say_which_are_units_is_refused(self, content: str, said: str, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        roll = put(tmp_path / "名单.csv", content)
        assert main(["check", str(tmp_path), "--名单", str(roll)]) == 2
        told = capsys.readouterr()
        assert "没有来报" not in told.out and said in told.err and "表头" in told.err and "“单位名称”" in told.err

    def test_it_needs_a_folder(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "甲.txt", page(WATER))
        roll = put(tmp_path / "名单.csv", WATER)
        assert main(["check", str(tmp_path / "甲.txt"), "--名单", str(roll)]) == 2
        assert "文件夹" in capsys.readouterr().err


class TestSummary:
    """The table of a folder."""

    def make(self, folder: Path) -> Path:
        put(folder / "a.yaml", data(WATER))
        put(folder / "公开 文件#1.txt", page(WATER, "210.00"))
        put(folder / "乙.txt", page(WOODS))
        put(folder / "空.docx", b"")
        return folder

    def test_each_file_has_a_row_with_its_unit_and_figures(self, tmp_path: Path, capsys: Output) -> None:
        main(["check", str(self.make(tmp_path)), "--summary", "--format", "json"])
        rows = {Path(row["file"]).name: row for row in json.loads(capsys.readouterr().out)}
        good = rows["乙.txt"]
        assert (good["department"], good["year"], good["state"], good["beside"]) == (WOODS, 2021, "没有错误", "没有数据文件")
        assert good["verified"] + good["unprovable"] + good["unread"] >= 4 and good["verified"] > 0
        assert rows["公开 文件#1.txt"]["state"] == "有错误" and rows["公开 文件#1.txt"]["beside"] == "与数据有 2 个数不同"
        assert rows["空.docx"]["state"] == "读不出" and rows["a.yaml"]["verified"] is None

    def test_of_many_figures_that_differ_the_table_is_followed_by_the_first(self, tmp_path: Path, capsys: Output) -> None:
        put(tmp_path / "a.yaml", data(WATER))
        put(tmp_path / "公开.txt", page(WATER, "210.00") + "".join(f"（{n}）本年支出合计21{n}.00万元。\n" for n in range(1, 6)))
        main(["check", str(tmp_path), "--summary"])
        out = capsys.readouterr().out
        assert out.count("E907") == 3 and "公开.txt 另有 " in out and "去掉 --summary 逐个列出" in out

    def test_the_workbook_can_be_filtered_and_leads_to_the_files(self, tmp_path: Path) -> None:
        output = tmp_path / "结果" / "汇总.xlsx"
        output.parent.mkdir()
        main(["check", str(self.make(tmp_path)), "--summary", "--format", "xlsx", "-o", str(output)])
        book = openpyxl.load_workbook(output)
        first, second = book.worksheets
        head = [cell.value for cell in first[2]]
        assert first.auto_filter.ref == "A2:M6" and first.freeze_panes == "A3" and second.auto_filter.ref
        rows = {row[head.index("文件")].value: row for row in first.iter_rows(min_row=3, max_row=6)}
        row = rows[(tmp_path / "公开 文件#1.txt").as_posix()]
        assert row[head.index("文件")].hyperlink.target == "../%E5%85%AC%E5%BC%80%20%E6%96%87%E4%BB%B6%231.txt"
        assert row[head.index("结论")].fill.fgColor.rgb.endswith("FFE3E6") and row[head.index("错误")].value >= 2
        assert rows[(tmp_path / "乙.txt").as_posix()][head.index("结论")].fill.fgColor.rgb.endswith("E3F4E6")

    def test_the_page_leads_to_the_findings_and_the_files(self, tmp_path: Path) -> None:
        output = tmp_path / "汇总.html"
        main(["check", str(self.make(tmp_path)), "--summary", "--format", "html", "-o", str(output)])
        text = output.read_text("utf-8")
        assert 'href="%E5%85%AC%E5%BC%80%20%E6%96%87%E4%BB%B6%231.txt"' in text and 'href="#f' in text and "src=" not in text
        assert "没有报来" not in text and "与数据有 2 个数不同" in text and "共 4 个文件：读了 3 个，没有读 1 个。" in text


def burns() -> str:
    """A file that takes two seconds of computing to read."""
    while time.process_time() < 2.0:
        pass
    return "读完了"


def test_a_worker_that_waits_for_a_file_to_be_read_is_not_taken_for_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "IDLE", 1.0)
    monkeypatch.setattr(workers, "GLANCE", 0.2)
    crew = workers.Crew(1)
    try:
        assert crew.submit(apart, burns, "公开.docx").result() == "读完了"
    finally:
        crew.shutdown()


def test_who_interrupts_is_told_that_there_is_no_result(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.bureau.check_one", interrupted)
    put(tmp_path / "甲.txt", page(WATER))
    assert main(["check", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "已中断，没有结果：1 个文件只核对了 0 个。" in told.err and not told.out


def test_progress_says_how_far_how_fast_and_how_long(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.commands.progress.SELDOM", 0.0)
    for number in range(3):
        put(tmp_path / f"{number}.txt", page(f"清溪县{number}局"))
    assert main(["check", str(tmp_path), "-j", "1"]) == 0
    told = capsys.readouterr()
    assert [line.partition("，")[0] for line in told.err.splitlines()] == ["[1/3", "[2/3", "[3/3"]
    assert "每秒" in told.err and "约还要" in told.err and "0.txt" in told.err
    assert "每秒" not in told.out


@pytest.mark.skipif(sys.platform == "win32", reason="集群的例子在 Linux 上")
def test_a_cluster_says_the_same(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "收到" / "甲.txt", page(WATER))
    put(tmp_path / "收到" / "乙.yaml", data(WATER))
    put(tmp_path / "收到" / "坏.pdf", b"%PDF-1.7\n")
    own = main(["check", "收到", "--format", "json"]), capsys.readouterr().out
    monkeypatch.chdir("/")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as local:
        monkeypatch.chdir(tmp_path)  # 工作进程在别的文件夹里
        assert (main(["check", "收到", "--format", "json", "--scheduler", local.scheduler_address]), capsys.readouterr().out) == own
