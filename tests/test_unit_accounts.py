"""单位决算 beside 部门决算: one key says which, on the cover, in headings, sentences and notes, and in the name of the file."""

import re
from pathlib import Path

import pytest

from generator.authoring.imports.files import import_files
from generator.cli import main
from generator.disclosure.render import render
from generator.document.tree import lines
from tests.factory import GOOD, Data, changed, made, text_of
from tests.test_import import PLAIN

FORMS = [("湖南/2021", 2021), ("湖南/2024", 2024), ("通用", 2024), ("上海/2024", 2024)]
ITSELF = re.compile("部门(?:本年度|决算)")


def of(form: str, year: int, which: str) -> Data:
    return changed({"版式": form, "年度": year, "部门.名称": "上海市示例区水务站", "部门.决算": which}, GOOD)


@pytest.mark.parametrize(("form", "year"), FORMS)
def test_cover_headings_sentences_and_notes_say_so(form: str, year: int, tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    said = {}
    for which in ("部门", "单位"):
        path.write_text(text_of(of(form, year, which)), "utf-8")
        document = made(path).document
        assert document is not None
        said[which] = "\n".join(lines(document))
        assert document.title.endswith(f"{which}决算")
    assert len(ITSELF.findall(said["部门"])) > 12
    assert ITSELF.findall(said["单位"]) == []
    turned = ITSELF.sub(lambda found: found[0].replace("部门", "单位"), said["部门"])
    assert turned.replace("本部门", "本单位") == said["单位"].replace("本部门", "本单位")


def test_the_file_is_called_so_and_read_back_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = changed({"部门.决算": "单位"}, PLAIN)
    path = tmp_path / "data" / "示例县水务局" / "2021.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text_of(data), "utf-8")
    assert main(["build", "--to", "html"]) == 0
    [file] = (tmp_path / "output").rglob("*.html")
    assert file.name == "示例县水务局2021年度单位决算.html"
    imported = import_files([file])
    assert "决算: 单位" in imported.text and (imported.left, imported.lacking, imported.shares.lost) == ((), (), 0)
    assert "决算: 部门" not in import_files([_built(tmp_path, PLAIN)]).text


def test_an_excerpt_without_such_a_sentence_is_told_by_its_titles(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    titles = "桃溪县图书馆2024年度单位决算\n第三部分 2024年度单位决算情况说明\n三、支出决算情况说明\n"
    path.write_text(titles + "本年支出合计90.00万元。\n", "utf-8")
    assert import_files([path]).facts.text("部门.决算") == "单位"


def _built(folder: Path, data: Data) -> Path:
    source, path = folder / "乙.yaml", folder / "乙.html"
    source.write_text(text_of(data), "utf-8")
    document = made(source).document
    assert document is not None
    path.write_bytes(render(document, ("html",))[0]["html"])
    return path
