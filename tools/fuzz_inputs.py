"""What the fuzzer starts from, documents the program builds and small ones made by hand, and how it breaks them."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

from generator.disclosure.department import compose, read_department
from generator.disclosure.render import render
from generator.document.tree import lines
from tests import raw_pdf

EXAMPLE = Path("data/株洲市工业和信息化局/2021.yaml")
LONGEST = 3 << 20
OFTENER = 8  # 小的比整篇的多几倍
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCES = (
    "某某市审计局2021年度部门决算",
    "第三部分 2021年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2021年度收、支总计各120.50万元。与上年相比，各增加20.50万元，增长20.5%，主要原因是：追加项目。",
    "三、支出决算情况说明",
    "本年支出合计120.50万元，其中：基本支出80.50万元，占66.8%；项目支出40.00万元，占33.2%。",
    "1、一般公共服务支出（类）审计事务（款）行政运行（项）。年初预算为70.00万元，支出决算为80.50万元，完成年初预算的115.0%。",
    "七、三公经费支出决算11.55万元，其中：公务接待费11.55万元，接待62批次、794人次。",
    "（一）机关运行经费支出3.00万元，比上年增加1.00万元，增长50.0%。",
)
ROWS = (
    ("项目", "行次", "金额", "项目", "行次", "金额"),
    ("一、一般公共预算财政拨款收入", "1", "120.50", "一、一般公共服务支出", "32", "80.50"),
    ("本年收入合计", "27", "120.50", "本年支出合计", "58", "120.50"),
)
ODD_NUMBERS = ("0", "00", "-1", "²", "１２", "①", "九", "99999999", "1" + "0" * 30, "9" * 400, "1e999", "0.0000000001", "NaN",
               "Infinity", "1.2.3", "1,23,4", "-", "", "2147483648", "0x41", "0000年", "12月32日", "65535")  # fmt: skip
ODD_TEXT = (
    "\t" * 300, "　" * 300, "其中1.00万元，" * 400, "（项）", "（类）（款）（项）", "。" * 200, "、" * 300, "（" * 300, "“" * 200,
    "增长-%", "占0÷0", "第十十部分", "一、" * 100, "（一）" * 60, "①②③", "\u202e", "\u200b", "\ufeff", "\0", "\ue000", "\U0001f600",
    "2021年" * 200, "1、" * 300, "减少增长41.84%", "目录", "……………12", "|" * 300, "{{ 支出.合计|万元 }}", "&#0;", "&nbsp;" * 99,
    "<table>" * 60, "<td colspan=9999 rowspan=9999>", "<ol start=²><li>", "charset=undefined", "charset=idna", "<!DOCTYPE x>", "]]>",
)  # fmt: skip
NUMBER = re.compile(rb"\d+(?:\.\d+)?")
VALUE = re.compile(rb'="[^"]*"')

Mutator = Callable[[bytes, Random], bytes]


def seeds(kind: str) -> list[bytes]:
    """The documents to break, small ones first and oftener."""
    text = "\n".join(SENTENCES)
    table = "\n".join("\t".join(row) for row in ROWS)
    small = {
        "txt": [text.encode(), f"{text}\n{table}".encode(), f"{text}\n{table}".encode("gb18030")],
        "html": [_html().encode(), _html().encode("utf-16")],
        "docx": [_docx()],
        "xlsx": [_xlsx()],
        "pdf": [_pdf(False), _pdf(True)],
        "yaml": [EXAMPLE.read_bytes()],
    }[kind]
    built = _built(kind)
    return [*small * (1 + OFTENER * len(built) // len(small)), *built]


def _built(kind: str) -> list[bytes]:
    if kind == "yaml":
        return [path.read_bytes() for path in sorted(Path("data").rglob("*.yaml"))]
    document, _ = compose(read_department(EXAMPLE))
    assert document is not None
    if kind == "txt":
        return ["\n".join(lines(document)).encode()]
    return list(render(document, [kind], "typst")[0].values())


def _html() -> str:
    rows = "".join(
        "<tr>" + "".join(f'<td colspan="1" rowspan="1">{cell}</td>' for cell in row) + "</tr>" for row in ROWS
    )
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>决算</title></head><body><h1>目录</h1>'
        f'<div class="main">{body}<table><caption>收入支出决算总表</caption>{rows}</table>'
        f'<ol start="3"><li>{SENTENCES[5]}</li></ol></div></body></html>'
    )


def _zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _docx() -> bytes:
    def paragraph(text: str, properties: str = "") -> str:
        return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r><w:r><w:sym w:char="F0A3"/></w:r></w:p>'

    listed = '<w:pStyle w:val="1"/><w:outlineLvl w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    merged = '<w:tcPr><w:gridSpan w:val="1"/><w:vMerge w:val="restart"/></w:tcPr>'
    cells = [[f"<w:tc>{merged}{paragraph(cell)}</w:tc>" for cell in row] for row in ROWS]
    rows = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells)
    body = "".join(paragraph(text, listed if n % 3 == 2 else "") for n, text in enumerate(SENTENCES))
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1、"/><w:lvlRestart w:val="0"/></w:lvl>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride>'
    style = '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:basedOn w:val="2"/></w:style>'
    abstract = f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
    return _zipped({
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:tbl>{rows}</w:tbl></w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{style}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{abstract}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/>{override}</w:num></w:numbering>',
    })  # fmt: skip


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["收入支出决算总表"])
    for row in ROWS:
        sheet.append([float(cell) if NUMBER.fullmatch(cell.encode()) else cell for cell in row])
    sheet["C4"].number_format = "0!.0,"
    sheet.merge_cells("A1:F1")
    book.create_sheet("说明").append([SENTENCES[5]])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _pdf(embedded: bool) -> bytes:
    prose = b"".join(raw_pdf.text(60, 780 - 30 * n, sentence[:34], 14) for n, sentence in enumerate(SENTENCES))
    cells = b"".join(
        raw_pdf.text(65 + 80 * c, 305 - 30 * r, cell[:6], 10)
        for r, row in enumerate(ROWS)
        for c, cell in enumerate(row)
    )
    ruled = raw_pdf.grid([60 + 80 * n for n in range(7)], [240, 270, 300, 330])
    return raw_pdf.pdf([prose, prose + cells + ruled], embedded=embedded)


def broken(seed: bytes, kind: str, random: Random) -> bytes:
    """A document with one to five things wrong; in an office file mostly inside one of its parts."""
    if kind in {"docx", "xlsx"} and random.random() < 0.9:
        return _broken_part(seed, random)
    return _mutated(seed, random)


def _mutated(content: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        content = random.choice(MUTATORS)(content, random)[:LONGEST]
    return content


def _broken_part(seed: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(BytesIO(seed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([each for each in parts if each.endswith(".xml")])
    if random.random() < 0.05:
        del parts[name]
    else:
        parts[name] = _mutated(parts[name], random)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(zipfile.ZipInfo(each), content)
    return out.getvalue()


def _slice(content: bytes, random: Random, longest: int = 400) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.randrange(1, longest))


def _flipped(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 20))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _dropped(content: bytes, random: Random) -> bytes:
    start, end = _slice(content, random)
    return content[:start] + content[end:]


def _repeated(content: bytes, random: Random) -> bytes:
    start, end = _slice(content, random)
    return content[:end] + content[start:end] * random.choice((1, 2, 10, 300)) + content[end:]


def _moved(content: bytes, random: Random) -> bytes:
    rows = content.split(b"\n")
    if len(rows) < 3:
        return _dropped(content, random)
    at, to = random.randrange(len(rows)), random.randrange(len(rows))
    rows.insert(to, rows.pop(at))
    return b"\n".join(rows)


def _number(content: bytes, random: Random) -> bytes:
    found = list(NUMBER.finditer(content))
    if not found:
        return _inserted(content, random)
    chosen = random.choice(found)
    return content[: chosen.start()] + random.choice(ODD_NUMBERS).encode() + content[chosen.end() :]


def _value(content: bytes, random: Random) -> bytes:
    found = list(VALUE.finditer(content))
    if not found:
        return _number(content, random)
    chosen = random.choice(found)
    odd = random.choice((*ODD_NUMBERS, *found)) if random.random() < 0.8 else random.choice(ODD_TEXT)
    value = odd.encode() if isinstance(odd, str) else odd.group()[2:-1]
    return content[: chosen.start()] + b'="' + value + b'"' + content[chosen.end() :]


def _inserted(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice((*ODD_TEXT, *ODD_NUMBERS, *SENTENCES)).encode("utf-8", "replace") + content[at:]


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)] if random.random() < 0.2 else _dropped(content, random)


MUTATORS: tuple[Mutator, ...] = (
    _flipped,
    _dropped,
    _repeated,
    _moved,
    _number,
    _number,
    _value,
    _value,
    _inserted,
    _inserted,
    _cut,
)
