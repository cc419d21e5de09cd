"""What the audit of published documents finds of errors put into good ones, by kind, and what it finds besides.

Run from the root of the repository: python -m benchmarks.audit [rounds] [kind, or - for all] [txt, docx or pdf]
In DOCX and PDF, where lines are others than those of the text, an error counts as found if anything new is.
"""

import argparse
import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
import weasyprint

from benchmarks import slips
from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import read_publication
from generator.source.finding import Finding, Level
from tests.factory import make
from tests.plaintext import LAYOUTS, text_of
from tests.regional import FORMS, draw, report

assert rules
Injected = tuple[str, int, str]
Injection = Callable[[list[str], Random], Injected | None]
AMOUNT = re.compile(r"(?<![\d.,])(\d[\d,]*\.\d{2})(?=万元)")
PERCENT = re.compile(r"(?<![\d.])\d+\.\d+(?=%)")
CELL = re.compile(r"(?<=\t)(\d[\d,]*\.\d{2})(?=\t|$)")
ENOUGH = 12


def corpus() -> Iterator[tuple[str, str]]:
    """Name and text of every good document: built ones in every profile and layout, regional ones in every form."""
    for profile in ("湖南/2019", "湖南/2021", "湖南/2023"):
        document = make({"版式": profile}).document
        assert document is not None
        yield profile, text_of(document)
        if profile == "湖南/2021":
            yield from ((f"{profile} {name}", text_of(document, layout)) for name, layout in LAYOUTS.items())
    for name, form in FORMS.items():
        for seed in (1, 2):
            yield f"{name} {seed}", form(draw(seed))
    yield from ((f"自评报告 {seed}", report(draw(seed))) for seed in (1, 2))


def audit(text: str, folder: Path, kind: str = "txt") -> list[Finding]:
    """Every finding on a text written to a file of a kind, hints too."""
    path = folder / f"公开.{kind}"
    WRITERS[kind](text, path)
    return list(run(read_publication(path).report))


def blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines that are rows of a table, and of those that are not."""
    for tabled, lines in groupby(text.split("\n"), key=lambda line: line.count("\t") > 1):
        yield tabled, list(lines)


def as_text(text: str, path: Path) -> None:
    """A text as it is."""
    path.write_text(text, "utf-8")


def as_docx(text: str, path: Path) -> None:
    """Paragraphs and tables in a DOCX."""
    word = docx.Document()
    for tabled, lines in blocks(text):
        if not tabled:
            for line in filter(None, lines):
                word.add_paragraph(line)
            continue
        rows = [line.split("\t") for line in lines]
        table = word.add_table(len(rows), max(map(len, rows)), "Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, shown in zip(row.cells, cells, strict=False):
                cell.text = shown
    word.save(str(path))


def as_pdf(text: str, path: Path) -> None:
    """Paragraphs and ruled tables in a PDF of A4 pages."""
    parts = ["<style>p{text-indent:2em;margin:0}table{border-collapse:collapse;font-size:8pt}td{border:1px solid}</style>"]
    for tabled, lines in blocks(text):
        rows = (f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in line.split(chr(9)))}</tr>" for line in lines)
        plain = (f"<p>{html.escape(line)}</p>" for line in lines)
        parts.append(f"<table>{''.join(rows)}</table>" if tabled else "".join(plain))
    weasyprint.HTML(string="".join(parts)).write_pdf(path)


WRITERS: dict[str, Callable[[str, Path], None]] = {"txt": as_text, "docx": as_docx, "pdf": as_pdf}


def prose(lines: list[str]) -> list[int]:
    """The numbers of the lines of prose of the 情况说明."""
    return [n for n, line in enumerate(lines) if len(line) > ENOUGH and "。" in line and "\t" not in line and "|" not in line]


def replaced(lines: list[str], n: int, start: int, end: int, new: str) -> Injected:
    """The lines with a piece of one replaced."""
    line = lines[n]
    changed = [*lines[:n], line[:start] + new + line[end:], *lines[n + 1 :]]
    return "\n".join(changed), n + 1, f"{line[max(start - 12, 0) : start]}【{line[start:end]}→{new}】"


def pick(lines: list[str], random: Random, pattern: re.Pattern[str], among: list[int]) -> tuple[int, re.Match[str]] | None:
    """A random match in some of the lines."""
    found = [(n, match) for n in among for match in pattern.finditer(lines[n])]
    return random.choice(found) if found else None


def other(value: str, random: Random) -> str:
    """An amount of as many digits, with one of them changed."""
    digits = [n for n, c in enumerate(value) if c.isdigit()]
    at = random.choice(digits[: max(len(digits) - 1, 1)])
    new = str((int(value[at]) + random.randrange(1, 9)) % 10)
    return value[:at] + new + value[at + 1 :]


def wrong_cell(lines: list[str], random: Random) -> Injected | None:
    """A cell of a table."""
    found = pick(lines, random, CELL, [n for n, line in enumerate(lines) if line.count("\t") > 2])
    return replaced(lines, found[0], *found[1].span(1), other(found[1][1], random)) if found else None


def wrong_amount(lines: list[str], random: Random) -> Injected | None:
    """An amount in prose."""
    found = pick(lines, random, AMOUNT, prose(lines))
    if found is None or not float(found[1][1].replace(",", "")):
        return None
    return replaced(lines, found[0], *found[1].span(1), other(found[1][1], random))


def copied_percent(lines: list[str], random: Random) -> Injected | None:
    """A percent copied from another line."""
    one, two = (pick(lines, random, PERCENT, prose(lines)) for _ in range(2))
    if one is None or two is None or abs(float(one[1][0]) - float(two[1][0])) < 1:
        return None
    return replaced(lines, one[0], *one[1].span(), two[1][0])


def missing_wan(lines: list[str], random: Random) -> Injected | None:
    """元 for 万元."""
    found = pick(lines, random, re.compile(r"(?<=[1-9]\.\d\d)万元"), prose(lines))
    return replaced(lines, found[0], *found[1].span(), "元") if found else None


def turned_words(lines: list[str], random: Random) -> Injected | None:
    """大于 for 小于, 增加 for 减少."""
    turn = {"大于": "小于", "小于": "大于", "增加": "减少", "减少": "增加"}
    pattern = re.compile(r"(?<=决算数)(?:大于|小于)(?=(?:年初)?预算)|(?:增加|减少)(?=[1-9]\d*\.?\d*万元，(?:增长|下降|降低)\d)")
    found = pick(lines, random, pattern, prose(lines))
    return replaced(lines, found[0], *found[1].span(), turn[found[1][0]]) if found else None


def zero_base(lines: list[str], random: Random) -> Injected | None:
    """A budget of nothing that is said to be fulfilled by so many percent."""
    found = pick(lines, random, re.compile(r"年初预算为([\d,.]+)万元，支出决算为[1-9][\d,.]*万元，完成年初预算的"), prose(lines))
    return replaced(lines, found[0], *found[1].span(1), "0.00") if found else None


def other_year(lines: list[str], random: Random) -> Injected | None:
    """This year's report speaks of another year."""
    year = next((match[0] for line in lines for match in [re.search(r"20\d\d(?=年度部门决算|年度)", line)] if match), "")
    found = pick(lines, random, re.compile(rf"(?<![与比较]){year}(?=年度?(?:收|支|本年|一般|财政|“三公))"), prose(lines)) if year else None
    return replaced(lines, found[0], *found[1].span(), str(int(year) - 2)) if found else None


def wrong_number(lines: list[str], random: Random) -> Injected | None:
    """A heading with the number of the next one."""
    numerals = "一二三四五六七八九十"
    heads = [n for n, line in enumerate(lines) if re.match(r"[二三四五六七八]、.{4,40}(?:说明|情况)$", line) and n > len(lines) // 3]
    if not heads:
        return None
    n = random.choice(heads)
    return replaced(lines, n, 0, 1, numerals[numerals.index(lines[n][0]) + random.choice((-1, 1))])


def wrong_name(lines: list[str], random: Random) -> Injected | None:
    """A 科目 under a name that there is not."""
    found = pick(lines, random, re.compile(r"(?<=[一-鿿])(?:就业|健康|保障|服务)(?=支出（类）|（类）)"), prose(lines))
    return replaced(lines, found[0], *found[1].span(), "事宜") if found else None


def blank_item(lines: list[str], random: Random) -> Injected | None:
    """A 款 listed that the table leaves blank."""
    if not any("\t302\t" in line or "302\t" in line for line in lines):
        return None
    found = pick(lines, random, re.compile(r"公用经费[^。]*?主要包括[:：]?"), prose(lines))
    return replaced(lines, found[0], found[1].end(), found[1].end(), "咨询费、") if found else None


def wrong_count(lines: list[str], random: Random) -> Injected | None:
    """One vehicle more."""
    found = pick(lines, random, re.compile(r"(?<=用车)\d(?=辆)|(?<=共有车辆)\d(?=辆)"), prose(lines))
    return replaced(lines, found[0], *found[1].span(), str((int(found[1][0]) + 3) % 10)) if found else None


def wrong_score(lines: list[str], random: Random) -> Injected | None:
    """A weight of the 自评表."""
    among = [n for n, line in enumerate(lines) if "指标" in line]
    found = pick(lines, random, re.compile(r"(?<=\t)(?:50|40)(?=\t\d)"), among)
    return replaced(lines, found[0], *found[1].span(), "35") if found else None


def leftover(lines: list[str], random: Random) -> Injected | None:
    """A hint of the form left in."""
    found = pick(lines, random, re.compile(r"(?<=原因是)"), prose(lines))
    return replaced(lines, found[0], *found[1].span(), random.choice(("XX", "××", "（说明具体原因）", "……"))) if found else None


def doubled(lines: list[str], random: Random) -> Injected | None:
    """A sentence written twice."""
    found = pick(lines, random, re.compile(r"[^。]{18,}。"), prose(lines))
    return replaced(lines, found[0], found[1].end(), found[1].end(), found[1][0]) if found else None


def punctuation(lines: list[str], random: Random) -> Injected | None:
    """A bracket lost, a mark doubled."""
    found = pick(lines, random, re.compile(r"）|(?<=。)$|(?<=，)"), prose(lines))
    return replaced(lines, found[0], *found[1].span(), "" if found[1][0] else random.choice("。，")) if found else None


def project_sum(lines: list[str], random: Random) -> Injected | None:
    """A project of a list whose sum is given before it."""
    among = [n for n in prose(lines) if re.search(r"项目支出[\d,.]+万元，其中", lines[n])]
    found = pick(lines, random, re.compile(r"(?<=专项)(\d[\d,]*\.\d{2})(?=万元[，；。])"), among)
    return replaced(lines, found[0], *found[1].span(1), other(found[1][1], random)) if found else None


def called_equal(lines: list[str], random: Random) -> Injected | None:
    """持平 where the two figures differ."""
    found = pick(lines, random, re.compile(r"决算数[大小]于(?:年初)?预算数"), prose(lines))
    return replaced(lines, found[0], *found[1].span(), "决算数与年初预算数持平") if found else None


def slip(make: Callable[[list[str], Random], slips.Slip | None]) -> Injection:
    """An error of copying as an injection."""

    def inject(lines: list[str], random: Random) -> Injected | None:
        made = make(lines, random)
        return replaced(lines, *made) if made else None

    return inject


KINDS: dict[str, Injection] = {
    "表内数": wrong_cell, "文中金额": wrong_amount, "百分比抄错": copied_percent, "漏万字": missing_wan,
    "大小增减": turned_words, "基数为零": zero_base, "年份": other_year, "标题序号": wrong_number, "科目名称": wrong_name,
    "列举空款": blank_item, "数量": wrong_count, "分值": wrong_score, "模板残留": leftover, "重复": doubled, "标点": punctuation,
    "项目和": project_sum, "持平": called_equal, "别的单位": slip(slips.other_unit), "单位错字": slip(slips.misspelt_unit),
    "目录": slip(slips.contents_slip), "漏列": slip(slips.left_out),
}  # fmt: skip


def main(rounds: int, only: str, written: str = "txt") -> None:
    """Print found, injected and findings elsewhere by kind, and the findings on the good documents."""
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for title, text in corpus():
            before = audit(text, folder, written)
            good = {(f.code, f.quote) for f in before}
            alarms = [f for f in before if f.level is not Level.HINT]
            print(f"{title}: {len(alarms)} 处误报", *(f"{f.code} {f.places[0].line} {f.message[:70]}" for f in alarms[:6]))
            for kind, inject in KINDS.items():
                for turn in range(rounds if not only or only == kind else 0):
                    made = inject(text.split("\n"), Random(f"{title}{kind}{turn}"))
                    if made is None:
                        continue
                    changed, line, what = made
                    new = [f for f in audit(changed, folder, written) if (f.code, f.quote) not in good and f.level is not Level.HINT]
                    hit = any(place.line == line or written != "txt" for f in new for place in f.places)
                    tried[kind] += 1
                    found[kind] += hit
                    total[kind] += len(new)
                    beside[kind] += sum(all(place.line != line for place in f.places) for f in new)
                    if only and len(new) > 2:
                        print("多:", title, line, what, [(f.code, f.message[:60]) for f in new])
                    if not hit:
                        missed[kind].append(f"{title}:{line} {what}")
    for kind in tried:
        each = total[kind] / max(found[kind], 1)
        print(f"{kind}: {found[kind]}/{tried[kind]}，每处引出 {each:.1f} 条，另有 {beside[kind]} 条不在这一行")
        if only:
            print(*missed[kind], sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rounds", type=int, nargs="?", default=2)
    parser.add_argument("kind", nargs="?", default="-", help="one kind of error; - for all")
    parser.add_argument("format", nargs="?", default="txt", choices=("txt", "docx", "pdf"))
    given = parser.parse_args()
    main(given.rounds, given.kind.replace("-", ""), given.format)
