"""The patterns of templates/读法: each is found in its examples, is used, and may be changed by an office that says only what differs."""

import re
from pathlib import Path

import pytest

from generator.published.audit import read_publication
from generator.source.resources import PACKAGE
from generator.source.template import TemplateError, read_yaml
from generator.source.words import REFERENCE, alternatives, each, home, said, texts
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
    entry, patterns = ENTRIES[name], each(name)
    assert texts(entry["例"])
    assert [text for text in texts(entry["例"]) if not any(pattern.search(text) for pattern in patterns)] == []
    assert [text for text in texts(entry.get("不认", [])) if any(pattern.search(text) for pattern in patterns)] == []
    # 每一条字样都有例；不含正则符号的，自己就是例
    shown = [pattern for pattern, text in zip(patterns, texts(entry["字样"]), strict=True) if re.escape(text) != text]
    assert [pattern.pattern for pattern in shown if not any(pattern.search(text) for text in texts(entry["例"]))] == []


def test_every_pattern_is_used_and_every_one_used_is_there() -> None:
    within = {
        ".".join(home(name.partition(".")[0], found))
        for name, entry in ENTRIES.items()
        for found in REFERENCE.findall("".join(texts(entry["字样"])))
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


def test_an_entry_of_an_office_that_nothing_asks_for_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "templates" / "读法" / "词.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("我们的词: {字样: 打平, 例: 打平}\n持平: {字样: ['{我们的词}'], 例: 打平}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        forget()
        assert said("词.持平").search("打平")
        own.write_text("持平平: {字样: 打平, 例: 打平}\n", "utf-8")
        forget()
        with pytest.raises(TemplateError, match="“持平平”不是程序认得的名称"):
            said("词.持平").search("打平")
    finally:
        monkeypatch.undo()
        forget()


@pytest.mark.parametrize(("words", "reason", "sign"), [("词.升", "原因.说增加", 1), ("词.减", "原因.说减少", -1)])
def test_a_word_for_a_change_is_one_wherever_changes_are_read(words: str, reason: str, sign: int, tmp_path: Path) -> None:
    file, _, name = words.partition(".")
    for word in alternatives(file, name):
        assert said(reason).search(f"公用经费{word}"), word
        text = f"一、收入支出决算总体情况说明\n2021年度收入总计{80 + 10 * sign}.00万元，上年80.00万元，{word}10.00万元。\n"
        (path := tmp_path / "公开.txt").write_text(text, "utf-8")
        claims = [(claim.kind, claim.value) for claim in read_publication(path).claims]
        assert claims == [("数", 80 + 10 * sign), ("数", 80), ("增减额", 10 * sign)], word
