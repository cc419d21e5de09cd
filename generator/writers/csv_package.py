"""CSV: each 决算表 as a file, and datapackage.json that says what their columns are, in one zip."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from generator.document.records import Field, Records, records_of
from generator.document.tree import Document, Table
from generator.writers.dated import DatedZip

# Excel 凭它才知道是 UTF-8；读数据包的程序都认得，当作没有
BOM = "\ufeff"
NOT_IN_NAME = re.compile(r'[\\/:*?"<>|\s]')
YEAR, AGENCY = Field("FISCAL_YEAR", "预算年度"), Field("AGENCY_NAME", "单位名称")
DESCRIPTION = "与公开的决算表一致。表里空着的，这里也空着；类、款、项和合计各占一行，相加时请只取一级。"


def write_csv(document: Document) -> bytes:
    """A Frictionless data package of the 决算表, the same bytes each time; raises ValueError where there is none."""
    tables = [block for block in document.blocks if isinstance(block, Table) and block.sheet]
    if not tables:
        raise ValueError("文本里没有决算表，不能生成 CSV。")
    content = BytesIO()
    resources = []
    with DatedZip(content) as package:
        for number, table in enumerate(tables, 1):
            path, records = f"{number:02}{NOT_IN_NAME.sub('', table.title)}.csv", records_of(table)
            package.writestr(path, (BOM + "".join(_lines(document, records))).encode())
            resources.append(_resource(number, path, table, records))
        package.writestr("datapackage.json", json.dumps(_package(document, resources), ensure_ascii=False, indent=1).encode())
    return content.getvalue()


def _lines(document: Document, records: Records) -> Iterator[str]:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([field.name for field in (YEAR, AGENCY, *records.fields)])
    for row in records.rows:
        writer.writerow([document.year, document.department, *(row.get(field.name, "") for field in records.fields)])
    yield out.getvalue()


def _resource(number: int, path: str, table: Table, records: Records) -> Mapping[str, Any]:
    said = (table.title, table.number, table.right, *table.notes)
    return {
        "name": f"table-{number:02}",
        "path": path,
        "title": table.title,
        "description": "\n".join(filter(None, said[1:])),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [*map(_described, (YEAR, AGENCY, *records.fields))], "missingValues": [""]},
    }


def _described(field: Field) -> Mapping[str, str]:
    kind = {"type": "number", "unit": field.unit} if field.unit else {"type": "year" if field is YEAR else "string"}
    return {"name": field.name, "title": field.title, **kind}


def _package(document: Document, resources: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {
        "name": f"final-accounts-{document.year}",
        "title": document.title,
        "description": DESCRIPTION,
        "profile": "tabular-data-package",
        "contributors": [{"title": document.department, "role": "publisher"}],
        "resources": resources,
    }
