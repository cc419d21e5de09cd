"""Argparse in Chinese, with the nearest command or option for one that is misspelt."""

import argparse
import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import NoReturn

from generator.commands.codes import UNREADABLE

WORDS = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "要写的",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有“%(parser_name)s”这个命令，有 %(choices)s",
    "unrecognized arguments: %s": "不认识 %s",
    "not allowed with argument %s": "不能与 %s 一起用",
    "ignored explicit argument %r": "后面不写值，多写了 %r",
    "the following arguments are required: %s": "缺少 %s",
    "one of the arguments %s is required": "%s 里要写一个",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "expected %s argument": "后面要写 %s 个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 写得太短，可能是 %(matches)s",
    "invalid %(type)s value: %(value)r": "“%(value)s”不对",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”这一种，可用的有 %(choices)s",
}
LACKING = "缺少 "


def _chinese(text: str) -> str:
    return WORDS.get(text, text)


vars(argparse).update(_=_chinese, ngettext=lambda one, more, number: _chinese(one if number == 1 else more))


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        if message.startswith(LACKING):
            message = LACKING + "、".join(self.described(name) for name in message.removeprefix(LACKING).split(", "))
        self.exit(UNREADABLE, f"命令写得不对：{message}\n用法见 {self.prog} --help\n".replace("'", ""))

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """The options; what is not known among them is told with what may have been meant."""
        options, extra = self.parse_known_args(args, namespace)
        if extra:
            parser: Parser = getattr(options, "parser", self)
            parser.error("；".join(parser.unknown(word) for word in extra))
        return options

    def described(self, name: str) -> str:
        """What is to be written there, by the name that argparse gives it."""
        for action in self._actions:
            if name == "/".join(action.option_strings):
                return f"{action.metavar}（写在 {name} 后面：{action.help}）"
            if name == action.metavar and action.help:
                return f"{name}（{action.help}）"
        return name

    def unknown(self, word: str) -> str:
        """A clause on a word that is not known."""
        if not word.startswith("-"):
            return f"多写了“{word}”"
        known = re.findall(r"--[a-z-]+", self.format_help())
        return f"没有 {word} 这个选项{meant(word.partition('=')[0], known)}"


def meant(word: str, known: Collection[str]) -> str:
    """A question after the nearest of what is known, or nothing."""
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"，是不是 {near[0]}？" if near else ""
