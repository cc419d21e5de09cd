"""What was filed: data files beside what was published of them, two files of one text, and who is on the list but not there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.checks.bureau import SELF, key
from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import PRINTED, Problem, Rule, register
from generator.checks.two_figures import gap, number
from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.model.format import plain
from generator.source.finding import Finding
from generator.source.place import Place

SAME = "《预算法》第十四条：公开的是批准的决算；使用手册：数和原因都只改数据文件，再生成一次"
OPENLY = "《预算法》第十四条：经批复的部门决算由各部门向社会公开；《预算法实施条例》第六条：所属单位的决算同样公开"

NOT_MADE = register(Rule("W905", "数据文件没有生成或公开的文件",
    reason="文件夹里有别的公开文件，独缺这个部门这一年的：不是漏生成，就是公开的文件没有收来，或者里面的名称、年度写错了",
    basis=OPENLY, good="每个写了版式的数据文件，都有同一单位同一年度的公开文件",
    bad={WHOLE_FILE: "（有某局 2021 年度的数据文件，公开的文件只有别的单位的）"},
    module=__name__,
))  # fmt: skip
NO_DATA = register(Rule("H906", "公开的文件没有数据文件",
    reason="别的公开文件有数据文件可以对照，这一份没有，印的数只能与它自己核对",
    basis=SAME, good="公开的文件旁边有同一单位同一年度的数据文件",
    bad={WHOLE_FILE: "（有某局 2021 年度的公开文件，数据文件只有别的单位的）"},
    of=PRINTED, module=__name__,
))  # fmt: skip
NOT_AS_DATA = register(Rule("E907", "公开的数与数据文件不同",
    reason="公开以后有人改过文件，或者数据改了没有重新生成，两边说的就不是同一笔账",
    basis=SAME, good="公开文件里的每个数，与同一单位同一年度的数据文件相同，或只差四舍五入的尾差",
    bad={WHOLE_FILE: "（数据文件的本年支出合计 200.00 万元，公开的文件写 210.00 万元）"},
    of=PRINTED, module=__name__,
))  # fmt: skip
NOT_ALIKE = register(Rule("E908", "同一年度的两份公开文件数不同",
    reason="同一份决算另存、转成别的格式或更正以后，留下的两份说法不一，读的人不知道该信哪一份",
    basis=SAME, good="同一单位同一年度的 Word 和 PDF，数都相同",
    bad={WHOLE_FILE: "（某局 2021 年度的两份公开文件，本年支出合计一份写 200.00 万元，一份写 210.00 万元）"},
    of=PRINTED, module=__name__,
))  # fmt: skip
NOT_FILED = register(Rule("E909", "名单里的单位没有报来",
    reason="应当公开的单位没有公开，或者报来的文件里没有写明是哪个单位、哪一年",
    basis=OPENLY, good="名单里的每个单位，都有这一年度的数据文件或公开文件",
    bad={WHOLE_FILE: "（名单里有某局，文件夹里没有它的文件）"},
    module=__name__,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file is by its content: the unit, the year (0 where that is not known), 部门 or 单位 (or empty), where it says so.

    `published` or else data, of which something is to be `expected` where a disclosure is made of it. `said` is where a name
    may stand that was not known for one of a unit: its first lines and what it is called.
    """

    unit: str
    year: int
    accounts: str
    place: Place
    published: bool
    expected: bool = False
    said: str = ""

    @property
    def whose(self) -> tuple[str, int]:
        """The unit, however its name is written, and the year."""
        return key(self.unit), self.year

    def same(self, other: "Filed") -> bool:
        """Whether both are of one unit, one year, and not one of the department and one of its 本级 alone."""
        apart = self.accounts and other.accounts and self.accounts != other.accounts
        return bool(self.unit and self.year and self.whose == other.whose and not apart)


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit that ought to file, of a year where the list says which, and where it stands in the list."""

    name: str
    year: int
    place: Place


def alone(filed: Sequence[Filed]) -> Iterator[Finding | None]:
    """For each file a finding where the other kind is there of other units, but not of this one."""
    published, data = any(f.published for f in filed), any(f.expected for f in filed)
    groups = _groups(filed)
    for each in filed:
        mates = [filed[n] for n in groups[each.whose] if filed[n].same(each)]
        if each.published and data and all(other.published for other in mates):
            yield _of(NO_DATA, _known(each) + "没有数据文件可以对照，只核对了它自己。", each)
        elif each.expected and published and not any(other.published for other in mates):
            yield _of(NOT_MADE, f"{each.unit} {each.year} 年度没有生成或公开的文件。请生成，或把公开的文件放进来；"
                      "名称或年度写得不一样的，请改成一样。", each)  # fmt: skip
        else:
            yield None


def twins(filed: Sequence[Filed]) -> Iterator[tuple[int, int]]:
    """Published files of one unit and year that no data file speaks for: the first one, and each of the others."""
    for group in _groups(filed).values():
        data = [filed[n] for n in group if not filed[n].published]
        loose = [n for n in group if filed[n].published and not any(filed[n].same(other) for other in data)]
        while loose:
            first, *others = loose
            loose = [n for n in others if not filed[first].same(filed[n])]
            yield from ((first, n) for n in others if n not in loose)


def _groups(filed: Sequence[Filed]) -> dict[tuple[str, int], list[int]]:
    """The files of each unit and year, by their numbers."""
    groups: dict[tuple[str, int], list[int]] = {}
    for at, each in enumerate(filed):
        groups.setdefault(each.whose, []).append(at)
    return groups


def absent(listed: Sequence[Listed], filed: Sequence[Filed]) -> Iterator[Finding]:
    """The units of a list of which nothing was filed for their year, or for the newest one that there is."""
    newest = newest_of(filed)
    years: dict[str, set[int]] = {}
    for there in filed:
        for name in [there.unit] if there.unit else [one.name for one in listed if key(_wide(one.name)) in key(_wide(there.said))]:
            years.setdefault(key(_wide(name)), set()).add(there.year)
    exact = {key(_wide(each.name)) for each in listed} & set(years)
    for each in listed:
        found = _filed_for(each, years, exact)
        wanted = each.year or newest
        if wanted not in found or not found:
            message, year = _why(each, wanted, found), str(wanted or "")
            yield NOT_FILED.finding(Problem(message, (each.place,), each.name, expected=year))


def strangers(listed: Sequence[Listed], filed: Iterable[Filed]) -> list[str]:
    """The units that filed and are not on the list, each once."""
    known = {_bare(each.name) for each in listed}
    return list(dict.fromkeys(each.unit for each in filed if each.unit and _bare(each.unit) not in known))


def _filed_for(each: Listed, years: dict[str, set[int]], exact: set[str]) -> set[int]:
    """The years of which a unit filed; under its name with 本级 or without where that name is no other unit of the list."""
    own = key(_wide(each.name))
    if own in exact:
        return years[own]
    return next((found for name, found in years.items() if _bare(name) == _bare(own) and name not in exact), set())


def newest_of(filed: Sequence[Filed]) -> int:
    """The newest year of which there is a file, 0 where none is known."""
    return max((each.year for each in filed), default=0)


def _why(each: Listed, year: int, found: set[int]) -> str:
    others = "、".join(str(other) for other in sorted(found) if other)
    unknown = "有它的文件，但看不出是哪一年度的。" if found == {0} else ""
    which = f" {year} 年度" if year else ""
    return f"{each.name}没有报来{which}的文件。{f'只有 {others} 年度的。' if others else unknown}请催报，或看文件里的名称是不是写得不一样。"


def _wide(name: str) -> str:
    """A name with brackets, letters and digits in the form that is usual in lists and titles alike."""
    return unicodedata.normalize("NFKC", name)


def _bare(name: str) -> str:
    """A name without the word that says that it is the department alone."""
    return re.sub(rf"(?:{'|'.join(sorted(SELF, key=len, reverse=True))})$", "", key(_wide(name)))


def _known(each: Filed) -> str:
    return f"{each.unit}{f' {each.year} 年度' if each.year else ''}的公开文件" if each.unit else "看不出是哪个单位的公开文件，"


def _of(rule: Rule, message: str, each: Filed) -> Finding:
    return rule.finding(Problem(message, (each.place,), each.unit))


def not_as_data(claim: Claim, figure: Figure, name: str) -> Finding:
    """That a published figure is another one than the data give."""
    told = "数据改过的，请重新生成再公开；公开的文件被改过的，请核对后改正错的一处。"
    return _differs(NOT_AS_DATA, claim, figure, f"公开的{name}是 {_printed(claim, figure)}，数据文件是 {number(figure)}", told)


def not_alike(claim: Claim, figure: Figure, name: str) -> Finding:
    """That a published figure is another one than in the other file of the same text."""
    told = "两份应是同一份决算，请核对哪一份是对的，撤下或改正另一份。"
    where = f"，{figure.place.file} 里是 {number(figure)}" if figure.place else f"，另一份是 {number(figure)}"
    return _differs(NOT_ALIKE, claim, figure, f"{name}这里是 {_printed(claim, figure)}{where}", told)


def _printed(claim: Claim, figure: Figure) -> str:
    return number(Figure("", claim.value, figure.unit))


def _differs(rule: Rule, claim: Claim, figure: Figure, what: str, told: str) -> Finding:
    message = f"{what}，相差 {gap(Figure('', claim.value, figure.unit), figure)}。{told}"
    places = tuple(dict.fromkeys(filter(None, (claim.place, *(leaf.place for leaf in figure.leaves[:1])))))
    return rule.finding(Problem(message, places, claim.quote, plain(claim.value), plain(figure.value), "impossible"))


