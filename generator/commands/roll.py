"""A list of the units that ought to file: a CSV or a workbook with a column of names, and one of years where there is one."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from generator.checks.filed import Listed
from generator.commands.files import DATA
from generator.model.unit_names import is_unit
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
WHICH = "{path} 里看不出哪一列是单位名称：没有这样的表头，{seen}。请在那一列最上面写表头“单位名称”。"
HOW = "名单是一个 csv 或 xlsx 文件：一列单位名称，第一行写“单位名称”；要看某一年的，再加一列“年度”。"


def read_roll(path: Path) -> list[Listed]:
    """The units of a list, each once; raises UnreadableFile where there are none."""
    if path.suffix.lower() in DATA:
        raise _refused(path, f"{path.name} 是部门的数据文件，不是名单。{HOW}")
    try:
        rows = _workbook(path) if path.read_bytes().startswith(b"PK\x03\x04") else _text(path)
    except OSError as error:
        raise _refused(path, f"{path.name} 打不开：{reason(error)}。") from error
    except Exception as error:  # openpyxl 对坏文件什么都抛
        raise _refused(path, f"{path.name} 读不出。{HOW}") from error
    head, column = _head(rows)
    first = next((row for row in rows if any(map(CHINESE.search, row))), ())
    if column < 0 and first:
        raise _refused(path, WHICH.format(path=path.name, seen=f"最上面写的是“{'，'.join(filter(None, first))}”"))
    found = {(each.name, each.year): each for each in reversed(list(_listed(rows, head, column, path.as_posix())))}
    if not found:
        raise _refused(path, f"{path.name} 里没有找到单位名称。{HOW}")
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


def _head(rows: Rows) -> tuple[int, int]:
    """The row of headings, -1 for none, and the column of names: under its heading, or that of units; -1 where not clear."""
    for at, row in enumerate(rows):
        if (column := next((column for column, text in enumerate(row) if NAME.fullmatch(text)), -1)) >= 0:
            return at, column
    units = [column for column in range(max(map(len, rows), default=0)) if _holds_units([_name(row, column) for row in rows])]
    return -1, units[0] if len(units) == 1 else -1


def _holds_units(names: Sequence[str]) -> bool:
    """Whether most of what stands in a column are names of units."""
    told = list(filter(None, names))
    return bool(told) and sum(map(is_unit, told)) * 2 > len(told)


def _listed(rows: Rows, head: int, column: int, file: str) -> Iterator[Listed]:
    """The units below a heading row, or of all rows where there is none."""
    years = next((at for at, text in enumerate(rows[head]) if YEAR.fullmatch(text)), -1) if head >= 0 else -1
    above = YEARS.search("".join("".join(row) for row in rows[: max(head, 1)] if len(list(filter(None, row))) == 1) + Path(file).stem)
    for at, row in enumerate(rows[head + 1 :], head + 2):
        if name := _name(row, column):
            year = _year(row, years) or (int(above[0]) if above else 0)
            yield Listed(name, year, Place(file, at, column + 1))


def _name(row: Sequence[str], column: int) -> str:
    """The name in a column of a row; empty where there is none, as in a title or a total."""
    text = re.sub(r"\s+", "", row[column]) if column < len(row) else ""
    titled = TITLED.search(text) and len(list(filter(None, row))) == 1
    return text if CHINESE.search(text) and not NO_NAMES.match(text) and not titled else ""


def _year(row: Sequence[str], column: int) -> int:
    found = YEARS.search(row[column]) if 0 <= column < len(row) else None
    return int(found[0]) if found else 0
