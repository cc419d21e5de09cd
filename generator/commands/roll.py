"""A list of the units that ought to file: a CSV or a workbook with a column of names, and one of years where there is one."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from generator.checks.filed import Listed
from generator.source.finding import Finding, Level
from generator.source.load import UnreadableFile
from generator.source.place import Place
from generator.source.system_errors import reason

Rows = list[tuple[str, ...]]
NAME = re.compile(r"(?:预算|决算|填报|公开|部门|单位|机构){1,4}(?:（[^）]*）)?(?:名称|全称)?|名称")
YEAR = re.compile(r"(?:决算)?年[度份]")
CHINESE = re.compile(r"[一-鿿]{2}")
NO_NAMES = re.compile(r"合计|总计|小计|备注|填表|填报|制表|联系|附件|说明|注：")
TITLED = re.compile(r"名单|一览|清单|目录|情况表|汇总表")
YEARS = re.compile(r"20\d\d")
HOW = "名单是一个 csv 或 xlsx 文件：一列单位名称，第一行写“单位名称”；要看某一年的，再加一列“年度”。"


def read_roll(path: Path) -> list[Listed]:
    """The units of a list, each once; raises UnreadableFile where there are none."""
    try:
        rows = _workbook(path) if path.read_bytes().startswith(b"PK\x03\x04") else _text(path)
    except OSError as error:
        raise _refused(path, f"{path} 打不开：{reason(error)}。") from error
    except Exception as error:  # openpyxl 对坏文件什么都抛
        raise _refused(path, f"{path} 读不出。{HOW}") from error
    found = {(each.name, each.year): each for each in reversed(list(_listed(rows, path.as_posix())))}
    if not found:
        raise _refused(path, f"{path} 里没有找到单位名称。{HOW}")
    return sorted(found.values(), key=lambda each: each.place)


def _refused(path: Path, message: str) -> UnreadableFile:
    return UnreadableFile(Finding("A101", Level.ERROR, "文件读不出", message, (Place(path.as_posix(), 1, 1),)))


def _workbook(path: Path) -> Rows:
    """The cells of the first sheet that has any."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheets = (
        [tuple("" if cell is None else str(cell).strip() for cell in row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    )
    return next((rows for rows in sheets if any(map(any, rows))), [])


def _text(path: Path) -> Rows:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    splitter = "\t" if "\t" in text else "," if "," in text else "，"
    return [tuple(cell.strip() for cell in row) for row in csv.reader(StringIO(text), delimiter=splitter)]


def _listed(rows: Rows, file: str) -> Iterator[Listed]:
    """The units below a heading row, or of the first column with names where there is none."""
    head = next((at for at, row in enumerate(rows) if any(map(NAME.fullmatch, row))), -1)
    names = next((column for column, text in enumerate(rows[head]) if NAME.fullmatch(text)), -1) if head >= 0 else -1
    years = next((column for column, text in enumerate(rows[head]) if YEAR.fullmatch(text)), -1) if head >= 0 else -1
    above = YEARS.search("".join("".join(row) for row in rows[: max(head, 1)] if len(list(filter(None, row))) == 1) + Path(file).stem)
    for at, row in enumerate(rows[head + 1 :], head + 2):
        name, column = _name(row, names)
        if name:
            year = _year(row, years) or (int(above[0]) if above else 0)
            yield Listed(name, year, Place(file, at, column + 1))


def _name(row: Sequence[str], column: int) -> tuple[str, int]:
    """The name in a row and its column; empty where there is none."""
    columns = range(len(row)) if column < 0 else range(column, min(column + 1, len(row)))
    for at in columns:
        text = re.sub(r"\s+", "", row[at])
        if CHINESE.search(text) and not NO_NAMES.match(text) and not (column < 0 and TITLED.search(text)):
            return text, at
    return "", 0


def _year(row: Sequence[str], column: int) -> int:
    found = YEARS.search(row[column]) if 0 <= column < len(row) else None
    return int(found[0]) if found else 0
