"""Lists of names in published prose against the tables and against their own count."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from generator.checks.missing_rows import told_as_missing
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Listing, Report
from generator.checks.suspects import broken
from generator.model.articulation import BASIC, CLASSES
from generator.source.words import said

NEAR = 2
JOINTS = said("词.连词")
GENERIC = {"工资福利支出", "对个人和家庭的补助", "商品和服务支出", "资本性支出", "其他支出", "债务利息及费用支出"}
THREE_PUBLIC = {
    "因公出国（境）费用": "因公出国费",
    "因公出国（境）费": "因公出国费",
    "公务接待费": "公务接待费",
    "公务用车运行维护费": "公务用车运行维护费",
}


def _economic(report: Report) -> Iterator[tuple[Listing, dict[str, str]]]:
    """Each list of 款, as the year's 款 are called where that is clear, with those of its kind by name."""
    for listing in report.listings:
        if listing.what in CLASSES:
            names = report.catalogue.names
            codes = {n: c for c, n in names.items() if len(c) == 5 and c[:3] in CLASSES[listing.what]}
            known = {name.removesuffix("支出"): name for name in codes}
            yield replace(listing, names=tuple(n for name in listing.names for n in _apart(name, known))), codes


def _apart(name: str, known: Mapping[str, str]) -> Iterator[str]:
    """The names that 和, 及 join, as the list of 款 spells them; a whole that none of its parts makes clear as it stands."""
    if (bare := name.removesuffix("支出")) in known:
        yield known[bare]
        return
    for joint in JOINTS.finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if left.removesuffix("支出") in known and right.removesuffix("支出") in known:
            yield from (known[left.removesuffix("支出")], known[right.removesuffix("支出")])
            return
    yield name


def _covered(name: str, names: Iterable[str]) -> bool:
    """Whether a 款 is listed, also as the beginning of a longer name that joins it with another one (…及购置费)."""
    return any(name == each or (JOINTS.match(each, len(name)) and each.startswith(name)) for each in names)


@rule("W221", "列举的款名不在经济分类科目里", of=PRINTED,
    reason="“主要包括”后面列的是公开06表的款，名称应与表内一致",
    basis="财政部当年《政府收支分类科目》；《预算法实施条例》第六条：基本支出按其经济性质分类公开到款",
    good="办公设备购置、专用设备购置",
    bad="六、一般公共预算财政拨款基本支出决算情况说明\n"
    "基本支出50.00万元，其中：人员经费40.00万元，主要包括基本工资、⟦机关事业单位养老保险缴费→机关事业单位基本养老保险缴费⟧；公用经费10.00万元。",
)
def unknown_items(report: Report) -> Iterator[Problem]:
    """款 listed under a name that the year's code list does not have."""
    for listing, codes in _economic(report):
        for name in listing.names:
            bare = name.removesuffix("支出")
            if name in GENERIC or any(known.removesuffix("支出") == bare for known in codes) or len(name) > 20:
                continue
            near = get_close_matches(name, codes, n=1, cutoff=0.6)
            if near and not near[0].startswith(name):
                yield Problem(f"{listing.what}列举的“{name}”，科目表里是“{near[0]}”。请改成表内的名称。",
                              (listing.place,), name, name, near[0])  # fmt: skip


@rule("E222", "列举的款在表里没有金额", of=PRINTED,
    reason="“主要包括”列出的款应是公开06表里有金额的款",
    basis="部门决算公开范本：列举实际发生的款",
    good="公开06表因公出国（境）费用有金额，才列入公用经费",
    bad="六、一般公共预算财政拨款基本支出决算情况说明\n"
    "公用经费10.00万元，主要包括办公费⟦、公务接待费→⟧。\n"
    "七、“三公”经费财政拨款支出决算情况说明\n"
    "公务接待费支出决算为0万元。",
)
def blank_items(report: Report) -> Iterator[Problem]:
    """Lists of 款 that table 06 leaves blank, or that the 三公 figures rule out: all of a list in one finding."""
    tabled = any(name.startswith(f"{BASIC}.3") for name in report.authored)
    for listing, codes in _economic(report):
        if tabled:
            if blank := _blank(report, listing, codes):
                remedy = _remedy(blank, _absent(report, listing, codes), codes)
                message = f"{listing.what}列举了{_quoted(blank)}，公开06表里没有金额。{remedy}"
                yield Problem(message, (listing.place,), "、".join(blank))
            continue
        for name in listing.names:
            spent = report.figure(f"三公经费.{THREE_PUBLIC.get(name, '')}.决算")
            if spent is not None and not spent.value:
                message = f"{listing.what}列举了“{name}”，“三公”经费里它的决算数是 0。两处必有一处错，请核对。"
                yield Problem(message, (listing.place, *report.near(f"三公经费.{THREE_PUBLIC[name]}.决算")[:1]), name)


def _blank(report: Report, listing: Listing, codes: Mapping[str, str]) -> list[str]:
    """The 款 of a list that table 06 leaves blank, but for those whose row lacks, which its sums tell."""
    missing = told_as_missing(report, broken(report))
    found = ((name, report.figure(f"{BASIC}.{codes[name]}")) for name in listing.names if name in codes and name not in missing)
    return [name for name, figure in found if figure is None or not figure.value]


def _absent(report: Report, listing: Listing, codes: Mapping[str, str]) -> list[str]:
    """The 款 with an amount in table 06 that a complete list leaves out."""
    found = ((name, report.figure(f"{BASIC}.{code}")) for name, code in codes.items() if not _covered(name, listing.names))
    return [] if listing.open else [name for name, figure in found if figure is not None and figure.value]


def _quoted(names: Iterable[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def _slipped(blank: list[str], absent: list[str], codes: Mapping[str, str]) -> bool:
    """Whether the 款 that table 06 leaves blank and those that the list leaves out stand in neighbouring rows, as after a slip."""
    rows = {name: row for row, name in enumerate(sorted(codes, key=codes.__getitem__))}
    return len(blank) > 1 and bool(absent) and all(any(0 < abs(rows[n] - rows[b]) <= NEAR for b in blank) for n in absent)


def _remedy(blank: list[str], absent: list[str], codes: Mapping[str, str]) -> str:
    """What to do: with the list, or with the table whose figures seem to stand in other rows."""
    if _slipped(blank, absent, codes):
        return f"它们旁边的{_quoted(absent)}有金额，却没有列举，多半是表里的数错了行。请照原始决算表逐行核对。"
    return "请删去，或核对表。"


@rule("W223", "有金额的款没有列举", of=PRINTED,
    reason="“主要包括”不带“等”字时，公开06表里有金额的款都应列出",
    basis="部门决算公开范本",
    good="公开06表有金额的款都列出了",
    bad="一般公共预算财政拨款基本支出决算表\n"
    "|科目编码|科目名称|金额|科目编码|科目名称|金额|\n"
    "|30101|基本工资|9.00|30201|办公费|6.00|\n"
    "|30102|津贴补贴|1.00|30203|咨询费|4.00|\n"
    "六、一般公共预算财政拨款基本支出决算情况说明\n"
    "公用经费10.00万元，主要包括办公费⟦→、咨询费⟧。",
)
def missing_items(report: Report) -> Iterator[Problem]:
    """款 with an amount that a complete list leaves out, unless the figures of the table stand in other rows, which is told."""
    for listing, codes in _economic(report):
        absent = _absent(report, listing, codes)
        if absent and not _slipped(_blank(report, listing, codes), absent, codes):
            message = f"{listing.what}没有列举公开06表里有金额的 {'、'.join(absent)}。请补上，或在末尾加“等”。"
            yield Problem(message, (listing.place,), "、".join(absent))


@rule("E224", "列举的个数与写的不符", of=PRINTED,
    reason="写了几个，后面就应列出几个",
    basis="公文数字准确的一般要求",
    good="3个二级机构，分别是甲中心、乙中心、丙中心",
    bad="一、机构设置\n"
    "本局有⟦3→4⟧个二级机构，分别是甲中心、乙中心、丙中心、丁中心。",
)
def counted_lists(report: Report) -> Iterator[Problem]:
    """A count that the names behind it do not bear out."""
    for listing in report.listings:
        if listing.count is not None and listing.count not in _lengths(listing.names):
            message = (
                f"写的是 {listing.count} 个{listing.what}，列出的是 {len(listing.names)} 个"
                f"（{'、'.join(listing.names[:4])}…）。请核对。"
            )
            yield Problem(message, (listing.place,), f"{listing.count}个{listing.what}", str(listing.count), str(len(listing.names)))


def _lengths(names: tuple[str, ...]) -> set[int]:
    """How many names a list may have: the last may be two, joined by 和, as one unit's name may hold 和 itself."""
    return {len(names), len(names) + bool(JOINTS.search(names[-1]))}
