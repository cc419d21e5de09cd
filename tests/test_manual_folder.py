"""收来的公开文件: what the manual says of a folder, done word for word."""

import json
import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.disclosure.build import Order, build
from tests.test_manual import MANUAL, example

SECTION = MANUAL[MANUAL.index("## 收来的公开文件") : MANUAL.index("## 自己的版式和样式")]
STEPS = re.compile(r"^```sh\n(?P<commands>.*?)^```$(?:\n\n```text\n(?P<told>.*?)^```$)?", re.MULTILINE | re.DOTALL)
WATER = "清溪县水利局"
OTHERS = ("林业局", "农业农村局", "文化局")


def received(folder: Path) -> None:
    """The folders that the manual speaks of: one unit with a figure changed by hand, three others, an empty file and what is none."""
    data = folder / "data" / WATER / "2021.yaml"
    data.parent.mkdir(parents=True)
    data.write_text(example(), "utf-8")
    files = {path.suffix: path for path in build(data, Order(("docx", "html"), folder / "output")).files}
    page = files[".html"].read_text("utf-8")
    below = folder / "收到的" / "第一批 9月"
    below.mkdir(parents=True)
    (below.parent / "交通运输局.docx").write_bytes(b"")
    (below / "~$2021年决算.docx").write_bytes(b"\0" * 162)
    (below / "盖章页.jpg").write_bytes(b"\xff\xd8\xff")
    assert ">5.60万元<" in page
    (below / "2021年 决算(1).html").write_text(page.replace(">5.60万元<", ">5.80万元<", 1), "utf-8")
    for name in OTHERS:
        (below.parent / f"{name}.html").write_text(page.replace("水利局", name), "utf-8")
    listed = ["单位名称", f"{WATER}（本级）", *(f"清溪县{name}" for name in OTHERS), "清溪县交通运输局"]
    (folder / "名单.csv").write_text("\n".join(listed), "utf-8")


def test_what_it_says_of_a_folder_is_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    received(tmp_path)
    steps = list(STEPS.finditer(SECTION))
    assert sum(bool(step["told"]) for step in steps) == 3
    for step in steps:
        for command in step["commands"].splitlines():
            capsys.readouterr()
            assert main([*command.split()[1:], "-j", "1"]) == 2, command  # 有一个空文件
        printed = capsys.readouterr().out
        for line in (step["told"] or "").splitlines():
            assert any(shown.startswith(line) for shown in printed.splitlines()), (line, printed)
    assert (tmp_path / "汇总.xlsx").is_file() and (tmp_path / "汇总.html").is_file()
    main(["check", "收到的", "--format", "json", "-j", "1"])
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"files", "passed_over", "summary"} and len(told["files"]) == 5
