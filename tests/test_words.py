"""The patterns of templates/读法: each is found in its examples, is used, and may be changed by an office that says only what differs."""

import re
from pathlib import Path

import pytest

from generator.source.resources import PACKAGE
from generator.source.template import TemplateError, read_yaml
from generator.source.words import REFERENCE, WORDS, said, texts
from tests.test_own_templates import forget

FOLDER = PACKAGE.parent / "templates" / "读法"
ENTRIES = {
    f"{file.stem}.{name}": entry
    for file in sorted(FOLDER.glob("*.yaml"))
    if isinstance(data := read_yaml(file), dict)
    for name, entry in data.items()
    if isinstance(entry, dict) and "字样" in entry
}
USED = set(re.findall(r'"([\u4e00-\u9fff]+\.[\u4e00-\u9fff]+)"', "".join(p.read_text("utf-8") for p in PACKAGE.rglob("*.py"))))


@pytest.mark.parametrize("name", ENTRIES)
def test_a_pattern_is_found_in_its_examples_only(name: str) -> None:
    entry = ENTRIES[name]
    pattern = said(name)
    assert texts(entry["例"])
    assert [text for text in texts(entry["例"]) if not pattern.search(text)] == []
    assert [text for text in texts(entry.get("不认", [])) if pattern.search(text)] == []


def test_every_pattern_is_used_and_every_one_used_is_there() -> None:
    within = {
        f"{home}.{found}"
        for name, entry in ENTRIES.items()
        for found in REFERENCE.findall("".join(texts(entry["字样"])))
        for home in [name.partition(".")[0] if f"{name.partition('.')[0]}.{found}" in ENTRIES else WORDS]
    }
    assert set(ENTRIES) - USED - within == set()
    assert within - set(ENTRIES) == set()
    assert {name for name in USED if (FOLDER / f"{name.partition('.')[0]}.yaml").exists()} - set(ENTRIES) == set()


def test_an_office_says_only_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "templates" / "读法" / "词.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("持平: {字样: [持平, 打平], 例: 打平}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    text = "公务接待费减少1.20万元，与上年打平"
    try:
        forget()
        level, change = said("原因.有增减又持平"), said("词.减")
        assert level.search(text) and change.search(text)
        own.write_text("减: {字样: 减少（, 例: 减少}\n持平: {字样: '(打平', 例: 打平}\n", "utf-8")
        forget()
        with pytest.raises(TemplateError, match="不是正则表达式") as raised:
            said("原因.有增减又持平").search(text)
        assert str(raised.value.place).startswith("templates/读法/词.yaml:2:")
        own.write_text("持平: {字样: [打平, '{持平}'], 例: 打平}\n", "utf-8")
        forget()
        with pytest.raises(TemplateError, match="没有尽头"):
            said("原因.有增减又持平").search(text)
        own.write_text("持平: {字样: 打平}\n", "utf-8")
        forget()
        with pytest.raises(TemplateError, match="要写 字样、例"):
            said("原因.有增减又持平").search(text)
    finally:
        monkeypatch.undo()
        forget()
    assert not said("原因.有增减又持平").search(text)


def test_a_pattern_that_is_held_is_read_again_when_templates_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.checks.reasons import slips

    text = "公务接待费减少1.20万元，与上年打平"
    assert not slips.LEVEL.search(text)
    own = tmp_path / "templates" / "读法" / "词.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("持平: {字样: 打平, 例: 打平}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    forget()
    assert slips.LEVEL.search(text)
    monkeypatch.undo()
    forget()
    assert not slips.LEVEL.search(text)
