"""juesuan check, juesuan rules, acceptances, and a draft that is built in spite of errors."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pdfplumber
import pytest

from generator.checks.registry import RULES
from generator.cli import main
from generator.commands.rules import rules_markdown
from generator.commands.schema import page
from generator.disclosure.build import Order, build
from generator.disclosure.department import examine, read_department
from generator.model.key_reference import keys_markdown
from generator.model.keys import ROOT
from generator.source.finding import Level
from generator.writers import pdf as pdf_writer
from generator.writers.pdf import REPORT_MARK, UNAVAILABLE, PdfUnavailable
from tests.rules.mutate import findings_of, read_report, write_report

DOCS = Path(__file__).resolve().parents[1] / "docs"
Output = pytest.CaptureFixture[str]
WRONG_TOTAL = {"收入.合计": "9999.99"}
WARNING = {"支出.2130108.原因": ""}


def accept(code: str, spot: str, reason: str = "与财政批复一致") -> dict[str, str]:
    """The change that accepts a finding."""
    return {"接受": f"[{{代码: {code}, 位置: {spot}, 理由: {reason}}}]"}


class TestCheck:
    """The command, its formats and what it returns."""

    def test_a_good_file(self, tmp_path: Path, capsys: Output) -> None:
        file = write_report(tmp_path)
        assert main(["check", str(file)]) == 0
        ledger, last = capsys.readouterr().out.splitlines()
        assert last == f"{file}：没有发现问题。"
        assert ledger.startswith("查了 ") and "（没有填公开日期、批复日期）" in ledger

    @pytest.mark.parametrize("options", [["--format", "html"], ["--format", "json"], ["--summary", "--format", "xlsx"], []])
    def test_nothing_is_written_over_data_or_what_is_read(self, options: list[str], tmp_path: Path, capsys: Output) -> None:
        file = write_report(tmp_path)
        page = tmp_path / "公开.html"
        page.write_text("<p>部门决算</p>", "utf-8")
        before = {path: path.read_bytes() for path in (file, page)}
        for read, over in ((file, file), (tmp_path, file), (file, tmp_path / "别的.yaml"), (page, page)):
            assert main(["check", str(read), *options, "-o", str(over)]) == 2
            assert f"{over} 是数据文件" in capsys.readouterr().err
        assert main(["schema", "-o", str(file)]) == 2
        assert {path: path.read_bytes() for path in before} == before and not (tmp_path / "别的.yaml").exists()

    @pytest.mark.parametrize("words", [[], ["--summary"]])
    @pytest.mark.parametrize("ending", ["html", "json", "txt"])
    def test_what_is_not_a_result_is_not_written_over(self, ending: str, words: list[str], tmp_path: Path, capsys: Output) -> None:
        file, output = write_report(tmp_path), tmp_path / f"我的.{ending}"
        output.write_text("我写的\n", "utf-8")
        assert main(["check", str(file), *words, "-o", str(output)]) == 2
        assert "不是本程序写的结果" in capsys.readouterr().err and output.read_text("utf-8") == "我写的\n"
        output.unlink()
        for _ in range(2):  # 自己的结果，再核对一次可以换新的
            assert main(["check", str(file), *words, "-o", str(output)]) == 0 and output.stat().st_size > 100

    def test_what_could_not_be_read_is_said_beside_where_the_result_is(self, tmp_path: Path, capsys: Output) -> None:
        assert main(["check", str(tmp_path / "没有.docx"), "-o", str(tmp_path / "核对.html")]) == 2
        said = capsys.readouterr().err
        assert f"已写到 {tmp_path / '核对.html'}" in said and "没有核对：" in said and "没有.docx" in said

    @pytest.mark.parametrize(("words", "name", "begins"), [
        ([], "核对.html", b"<!DOCTYPE html>"), ([], "核对.JSON", b"{"), ([], "核对.txt", "查了".encode()), ([], "核对", "查了".encode()),
        (["--summary"], "汇总.xlsx", b"PK"), (["--summary"], "汇总.html", b"<!DOCTYPE html>"), (["--format", "json"], "核对", b"{"),
    ])  # fmt: skip
    def test_the_ending_says_what_is_written(self, words: list[str], name: str, begins: bytes, tmp_path: Path) -> None:
        assert main(["check", str(write_report(tmp_path)), *words, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(begins)

    @pytest.mark.parametrize(("words", "name", "said"), [
        (["--summary", "--format", "html"], "汇总.xlsx", "结尾 .xlsx 与 --format html 不合"), (["--format", "text"], "核对.html", "不合"),
        (["--summary", "--format", "xlsx"], "汇总.txt", "不合"), ([], "核对.xlsx", "加 --summary"), ([], "核对.docx", "写不成 .docx"),
    ])  # fmt: skip
    def test_an_ending_that_says_otherwise_is_refused(self, words: list[str], name: str, said: str, tmp_path: Path, capsys: Output) -> None:
        assert main(["check", str(write_report(tmp_path)), *words, "-o", str(tmp_path / name)]) == 2
        assert said in capsys.readouterr().err and not (tmp_path / name).exists()

    @pytest.mark.parametrize(("words", "name", "said"), [
        (["schema"], "键.xlsx", ".json"), (["new", "清溪县水利局", "2022"], "2022.docx", ".yaml"),
        (["import", "公开.txt"], "2022.xlsx", ".yaml"),
    ])  # fmt: skip
    def test_other_commands_write_no_text_into_another_kind_of_file(
        self, words: list[str], name: str, said: str, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "公开.txt").write_text("清溪县水利局2022年度部门决算\n三、支出决算情况说明\n本年支出合计2.00万元。\n", "utf-8")
        assert main([*words, "-o", name]) == 2
        assert said in capsys.readouterr().err and not (tmp_path / name).exists()

    @pytest.mark.parametrize("words", [[], ["--summary"], ["--format", "json"]])
    def test_a_folder_without_anything_to_read_is_no_all_clear(self, words: list[str], tmp_path: Path, capsys: Output) -> None:
        (tmp_path / "说明.md").write_text("x", "utf-8")
        assert main(["check", str(tmp_path), *words]) == 2
        told = capsys.readouterr()
        assert not told.out and f"{tmp_path} 里没有能核对的文件" in told.err and "docx" in told.err and "说明.md" in told.err

    def test_warnings_do_not_fail(self, tmp_path: Path, capsys: Output) -> None:
        assert main(["check", str(write_report(tmp_path, WARNING))]) == 0
        assert "W302 警告" in capsys.readouterr().out

    def test_errors_do(self, tmp_path: Path, capsys: Output) -> None:
        assert main(["check", str(write_report(tmp_path, WRONG_TOTAL))]) == 1
        out = capsys.readouterr().out
        assert "E201 错误 合计与各部分不符" in out
        assert "合计: 9999.99" in out and "9,999.99" in out and "相差" in out
        assert out.rstrip().endswith("错误 1 处。")

    def test_what_cannot_be_read_counts_most(self, tmp_path: Path, capsys: Output) -> None:
        bad = write_report(tmp_path, WRONG_TOTAL)
        torn = tmp_path / "残缺.yaml"
        torn.write_text("支出: {合计: 1\n", "utf-8")
        assert main(["check", str(bad), str(torn), str(tmp_path / "没有.yaml")]) == 2
        out = capsys.readouterr().out
        assert "E201" in out and f"{torn}:1:5: A103" in out and "A101" in out

    def test_a_fact_that_a_sentence_lacks_is_found_once(self, tmp_path: Path, capsys: Output) -> None:
        main(["check", str(write_report(tmp_path, {"三公经费.公务接待费.人次": ""}))])
        assert "A112" in (out := capsys.readouterr().out)
        assert "W702" not in out

    def test_a_file_for_next_years_comparison_only(self, capsys: Output) -> None:
        prior = Path(__file__).parent / "rules" / "good_prior.yaml"
        assert main(["check", str(prior)]) == 0
        assert "T101" not in capsys.readouterr().out

    def test_json_says_the_same(self, tmp_path: Path, capsys: Output) -> None:
        changes = WRONG_TOTAL | WARNING
        file = write_report(tmp_path, changes)
        assert main(["check", str(file), "--format", "json"]) == 1
        told = json.loads(capsys.readouterr().out)
        found = {f.code: f for f in examine(read_department(file))[1]}
        assert set(told) == {"findings", "summary", "rules"}
        assert [row["code"] for row in told["findings"]] == ["E201", "W302"]
        for row in told["findings"]:
            finding = found[row["code"]]
            assert list(row) == ["code", "level", "title", "message", "quote", "published", "expected", "verdict", "at"]
            assert row["message"] == finding.message
            assert [(at["line"], at["column"]) for at in row["at"]] == [(p.line, p.column) for p in finding.places]
            assert all(list(at) == ["file", "line", "column", "page", "path", "where"] for at in row["at"])
        assert told["findings"][0]["at"][0]["path"] == "收入.合计"
        assert told["findings"][0]["level"] == "error"
        counts = {key: told["summary"][key] for key in ("files", "error", "warning", "hint", "unreadable")}
        assert counts == {"files": 1, "error": 1, "warning": 1, "hint": 0, "unreadable": 0}

    def test_on_paper_the_findings_are_told_and_another_pdf_is_not_written_over(self, tmp_path: Path, capsys: Output) -> None:
        file, target = write_report(tmp_path, WARNING), tmp_path / "结果.pdf"
        for _ in range(2):
            assert main(["check", str(file), "-o", str(target)]) == 0
        with pdfplumber.open(target) as pdf:
            text = "".join(page.extract_text() for page in pdf.pages)
        assert "W302" in text and RULES["W302"].title in text and "版式：" not in text
        capsys.readouterr()
        assert main(["check", str(tmp_path)]) == 0
        assert "结果.pdf：" not in capsys.readouterr().out
        published = target.rename(tmp_path / "公开.pdf")
        published.write_bytes(published.read_bytes().replace(REPORT_MARK, b""))
        assert main(["check", str(file), "-o", str(published)]) == 2
        assert "公开.pdf 已经有了" in capsys.readouterr().err

    def test_without_pango_a_report_on_paper_is_refused(self, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse() -> None:
            raise PdfUnavailable(UNAVAILABLE)

        monkeypatch.setattr(pdf_writer, "_load", refuse)
        assert main(["check", str(write_report(tmp_path)), "-o", str(tmp_path / "结果.pdf")]) == 2
        assert "在浏览器里打印成 PDF" in capsys.readouterr().err and not (tmp_path / "结果.pdf").exists()

    def test_html_needs_no_other_file_and_escapes(self, tmp_path: Path) -> None:
        file = write_report(tmp_path, WARNING | {"支出.合记": "<b>&1"})
        target = tmp_path / "结果.html"
        assert main(["check", str(file), "--format", "html", "-o", str(target)]) == 1
        page = _Page(target.read_text("utf-8"))
        assert page.outside and all(address.startswith("#") for address in page.outside)
        assert "b" not in page.tags
        text = "".join(page.text)
        assert "A105" in text and "W302" in text and "<b>&1" in text
        assert RULES["W302"].basis in text


class _Page(HTMLParser):
    """The tags, the text and the addresses of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.outside: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outside += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


class TestAccepted:
    """接受: a finding looked at and left as it is."""

    def test_it_is_listed_and_no_longer_counted(self, tmp_path: Path, capsys: Output) -> None:
        file = write_report(tmp_path, WRONG_TOTAL | accept("E201", "收入.合计"))
        assert main(["check", str(file)]) == 0
        out = capsys.readouterr().out
        assert "已接受：与财政批复一致" in out and "E201" in out
        assert out.rstrip().endswith("没有发现问题；已接受 1 处。")
        main(["check", str(file), "--format", "json"])
        told = json.loads(capsys.readouterr().out)
        assert told["findings"] == []
        assert [(row["code"], row["reason"]) for row in told["summary"]["accepted"]] == [("E201", "与财政批复一致")]

    def test_an_accepted_error_no_longer_stops_the_build(self, tmp_path: Path) -> None:
        file = write_report(tmp_path, WRONG_TOTAL)
        assert build(file, Order(("html",), tmp_path)).files == ()
        file = write_report(tmp_path, WRONG_TOTAL | accept("E201", "收入.合计"))
        assert len(build(file, Order(("html",), tmp_path)).files) == 1

    def test_the_key_path_of_a_place_will_do(self, tmp_path: Path) -> None:
        text = "贯彻执行XX工作的法律法规。"
        changes = {"概况.职责.1": text} | accept("E601", "概况.职责.1")
        department = read_report(tmp_path, changes)
        assert [entry.finding.code for entry in department.accepted] == ["E601"]
        assert department.findings == ()

    @pytest.mark.parametrize(
        "changes",
        [
            accept("E201", "收入.合计"),
            WARNING | accept("W302", "支出.2130101.原因"),
            WARNING | accept("W301", "支出.2130108.原因"),
            accept("E999", "支出.合计"),
            {"支出.合记": "1"} | accept("A105", "合记"),
        ],
    )
    def test_one_that_applies_to_nothing_is_a_finding(self, changes: dict[str, str], tmp_path: Path) -> None:
        department = read_report(tmp_path, changes)
        unused = [finding for finding in department.findings if finding.code == "W790"]
        assert len(unused) == 1 and unused[0].places
        assert department.accepted == ()

    @pytest.mark.parametrize(
        "entry", ["{代码: E201, 位置: 收入.合计}", "{代码: E201, 理由: 甲}", "{位置: 收入.合计, 理由: 甲}"]
    )
    def test_one_that_is_not_whole_accepts_nothing(self, entry: str, tmp_path: Path) -> None:
        department = read_report(tmp_path, WRONG_TOTAL | {"接受": f"[{entry}]"})
        assert {finding.code for finding in department.findings} == {"E201", "E791"}
        assert department.accepted == ()

    def test_each_rule_can_be_accepted_at_what_it_quotes(self, tmp_path: Path) -> None:
        """Accepting every finding of a bad report at its quote leaves none."""
        changes = WARNING | {"概况.职责.1": "贯彻执行XX工作，，拟订规划。"}
        findings = findings_of(tmp_path, changes)
        assert {finding.code for finding in findings} == {"W302", "E601", "W607"}
        entries = ", ".join(f"{{代码: {f.code}, 位置: '{f.quote}', 理由: 甲}}" for f in findings)
        assert findings_of(tmp_path, changes | {"接受": f"[{entries}]"}) == []


class TestDraft:
    """build --draft."""

    def test_a_draft_is_built_in_spite_of_errors_and_lists_them(self, tmp_path: Path, capsys: Output) -> None:
        file = write_report(tmp_path, WRONG_TOTAL | {"政府采购.工程": ""})
        assert main(["build", str(file), "--to", "html", "-o", str(tmp_path), "--draft"]) == 1
        (made,) = tmp_path.rglob("*.html")
        text = "".join(_Page(made.read_text("utf-8")).text)
        assert text.index("核对发现") < text.index("E201") < text.index("贯彻执行农业农村工作")
        assert "政府采购.工程" in text and "草稿" in text
        assert "已生成" in capsys.readouterr().out

    def test_without_findings_a_draft_has_no_list(self, tmp_path: Path) -> None:
        (made,) = build(write_report(tmp_path), Order(("html",), tmp_path, draft=True)).files
        text = made.read_text("utf-8")
        assert "核对发现" not in text and "草稿" in text

    def test_what_is_published_has_no_list(self, tmp_path: Path) -> None:
        built = build(write_report(tmp_path, WARNING), Order(("html",), tmp_path))
        assert [finding.level for finding in built.findings] == [Level.WARNING]
        assert "核对发现" not in built.files[0].read_text("utf-8")

    def test_no_draft_where_the_profile_cannot_be_used(self, tmp_path: Path) -> None:
        built = build(write_report(tmp_path, {"版式": "没有/2021"}), Order(("html",), tmp_path, draft=True))
        assert built.files == () and "T101" in {finding.code for finding in built.findings}


class TestRules:
    """juesuan rules, and the pages made from the program."""

    def test_one_rule(self, capsys: Output) -> None:
        assert main(["rules", "e201"]) == 0
        out = capsys.readouterr().out
        assert "E201 错误 合计与各部分不符" in out and "反例：收入.合计 写成" in out and "《预算法》" in out

    def test_whom_it_judges_and_where_it_is(self, capsys: Output) -> None:
        assert main(["rules", "E201"]) == 0 and "查谁：都查（generator/checks/sums/totals.py）" in capsys.readouterr().out
        assert main(["rules", "E614"]) == 0 and "查谁：数据（generator/checks/text/stated_figures.py）" in capsys.readouterr().out
        assert main(["rules", "W225"]) == 0
        out = capsys.readouterr().out
        assert "查谁：公开的文本（generator/checks/printed/units_and_denials.py）" in out
        assert "反例：五、一般公共预算财政拨款支出决算情况说明 ⏎ 1.卫生健康支出" in out and "改正：补上“万元”" in out

    def test_all_rules(self, capsys: Output) -> None:
        assert main(["rules"]) == 0
        out = capsys.readouterr().out
        assert all(f"{rule.code} {rule.level.value} {rule.title}" in out for rule in RULES.values())

    def test_no_such_rule(self, capsys: Output) -> None:
        assert main(["rules", "什么都不是"]) == 1
        said = capsys.readouterr().err
        assert "没有“什么都不是”" in said and "如 E201" in said and "相近" not in said

    @pytest.mark.parametrize(("word", "found"), [("W201", "E201 合计与各部分不符"), ("尾差", "H202 合计有尾差"), ("201", "E201")])
    def test_a_code_with_another_letter_and_a_word_of_a_title_find_the_rule(self, word: str, found: str, capsys: Output) -> None:
        assert main(["rules", word]) == 1
        assert found in capsys.readouterr().err

    def test_a_code_in_full_width_is_the_code(self, capsys: Output) -> None:
        assert main(["rules", "\uff25201"]) == 0
        assert "E201" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("page", "text"), [("rules.md", rules_markdown), ("keys.md", keys_markdown), ("schema.json", page)]
    )
    def test_the_page_is_current(self, page: str, text: object) -> None:
        assert callable(text)
        assert (DOCS / page).read_text("utf-8") == text(), "请运行 tools/make_docs.py"

    def test_every_key_is_explained(self) -> None:
        page = keys_markdown()
        assert all(f"## {name}\n" in page or f"| {name} |" in page for name in ROOT.fields)
        assert "| 　决算 |" in page
