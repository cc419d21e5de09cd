"""写一个省的版式: the manual's walk-through, done word for word in an empty folder."""

import re
import zipfile
from pathlib import Path

import pytest

from generator.cli import main
from tests.test_manual import MANUAL, example

SECTION = MANUAL[MANUAL.index("### 写一个省的版式") : MANUAL.index("### 自己的措辞")]
STEPS = re.compile(
    r"^\*\*`(?P<file>[^`]+)`\*\*\n\n```\w+\n(?P<content>.*?)^```$"
    r"|版式一行换成下面两行：\n\n```yml\n(?P<lines>.*?)^```$"
    r"|^用 Word 打开它，(?P<edits>.+?)，另存为 `(?P<saved>.+?)`"
    r"|^```sh\n(?P<commands>.*?)^```$(?:\n\n```text\n(?P<told>.*?)^```$)?"
    r"|^```text\n(?P<then>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EDIT = re.compile(r"`([\d.]+)` 改成 `([\d.]+)`")
TABLE = re.compile(r"把“(.+?)”里")


def walk(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Every step in order; what each block of commands printed."""
    printed: list[str] = []
    for step in STEPS.finditer(SECTION):
        if step["file"]:
            write(Path(step["file"]), step["content"])
        elif step["lines"]:
            write(Path("data/清溪县水利局/2021.yaml"), example().replace("版式: 湖南/2021\n", step["lines"]))
        elif step["edits"]:
            edit(next(Path("output").rglob("*.docx")), step["edits"], Path(step["saved"]))
        elif step["commands"]:
            capsys.readouterr()
            for command in step["commands"].splitlines():
                assert main(command.split()[1:]) in {0, 1}, command
            printed.append(capsys.readouterr().out)
            missing = [line for line in (step["told"] or "").splitlines() if line not in printed[-1]]
            assert not missing, printed[-1]
    return printed


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(docx: Path, edits: str, saved: Path) -> None:
    """The figures of one table changed as an officer would, and nothing else."""
    table = TABLE.search(edits)
    assert table is not None
    with zipfile.ZipFile(docx) as package, zipfile.ZipFile(saved, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                text = data.decode()
                begin = text.rindex(f">{table[1]}<")
                end = text.index("</w:tbl>", begin)
                part = text[begin:end]
                for old, new in EDIT.findall(edits):
                    assert part.count(f">{old}<") == 1
                    part = part.replace(f">{old}<", f">{new}<")
                data = (text[:begin] + part + text[end:]).encode()
            copy.writestr(name, data)


def test_a_province_is_written_as_the_manual_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "."]) == 0
    made, proved, found, back = walk(capsys)
    assert "警告" not in made and "提示" not in made
    assert "数不同" not in proved + back
    assert found.count("E211 ") == found.count("数不同  ") == 2
    assert "物业管理费: 36.50" in Path("读回.yaml").read_text("utf-8")
