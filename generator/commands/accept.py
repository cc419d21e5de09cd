"""juesuan accept: a finding that was looked at and stays as it is, entered in the file with its reason."""

import argparse
import sys
from pathlib import Path

from generator.authoring.yaml.edit import EditError, add_acceptance
from generator.checks.acceptance import NEVER
from generator.checks.registry import RULES
from generator.commands.codes import FOUND, OK
from generator.disclosure.department import Department, read_department
from generator.files.outputs import replace_files
from generator.source.finding import Finding

BOM = "\ufeff"
LISTED = 8


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help="部门的 YAML 文件")
    parser.add_argument("code", metavar="代码", help="发现的代码，如 W302")
    parser.add_argument("where", metavar="位置", help="发现里引的名称，或那一处的键，如 支出.2150501.原因")
    parser.add_argument("--reason", required=True, metavar="理由", help="为什么接受")


def run(options: argparse.Namespace) -> int:
    """Enter the acceptance; 1, and nothing is changed, where there is no such finding or it cannot be accepted."""
    department = read_department(options.file)
    text = options.file.read_bytes().decode()
    try:
        changed = accepting(department, text.removeprefix(BOM), options.code, options.where, options.reason)
    except EditError as error:
        print(error, file=sys.stderr)
        return FOUND
    replace_files({options.file: (BOM * text.startswith(BOM) + changed).encode()})
    print(f"已写进 {options.file}：接受 {options.code.upper()}（{options.where}）。")
    return OK


def accepting(department: Department, text: str, code: str, where: str, reason: str) -> str:
    """The department's file with the acceptance entered; raises EditError where there is no such finding, or none to accept."""
    if refusal := _refusal(department, code.upper(), where, reason):
        raise EditError(refusal)
    return add_acceptance(text, code.upper(), where, reason.strip())


def _refusal(department: Department, code: str, where: str, reason: str) -> str:
    """Why the finding cannot be accepted; empty where it can."""
    if not reason.strip():
        return "要写理由：--reason 后面说明为什么接受。"
    if code in RULES and RULES[code].check is None:
        return f"{code} {RULES[code].title}，是读文件、做文件时的问题，不能接受，只能改正。"
    known = [spots(finding, department) for finding in department.findings if finding.code == code]
    if any(where in own for own in known):
        return ""
    if any(entry.finding.code == code and where in spots(entry.finding, department) for entry in department.accepted):
        return f"{code}（{where}）已经接受过了。"
    listed = "、".join(own[0] for own in known[:LISTED] if own) + ("等" if len(known) > LISTED else "")
    told = f"{code} 的位置有：{listed}。" if known else f"这个文件里没有 {code} 这样的发现。"
    return f"没有 {code}（{where}）这样的发现，没有改文件。{told}"


def acceptable(finding: Finding, department: Department) -> bool:
    """Whether a finding of a department is one that may be accepted."""
    code = finding.code
    return code in RULES and RULES[code].check is not None and code not in NEVER and finding in department.findings


def spots(finding: Finding, department: Department) -> list[str]:
    """What may be said of where a finding is: its quote, and the keys of its places."""
    found = [finding.quote, *(department.paths.get(place, "") for place in finding.places)]
    return [spot for spot in dict.fromkeys(found) if spot]
