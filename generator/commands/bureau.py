"""The files of a folder checked side by side, then set against each other: departments, data and what was published of them."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from generator.batch.run import spread, undone
from generator.checks import bureau
from generator.checks.acceptance import settle
from generator.checks.filed import Filed, Listed, absent, alone, newest_of, strangers, twins
from generator.checks.inspection_own import Given
from generator.commands.check import check_file
from generator.commands.checked import Checked
from generator.commands.files import DATA
from generator.commands.progress import Progress
from generator.commands.published import Index, agree, check_published, warm
from generator.source.finding import Finding, Level
from generator.source.header import read_header
from generator.source.place import Place
from generator.source.system_errors import told

NOTED = "名单以外的单位 {number} 个：{names}。"
NEWEST = "名单没有写年度，按文件夹里最近的 {year} 年度看；要看别的年度，在名单里加一列“年度”。"
SHOWN = 10
SHORT = "核对它的进程内存不够"
STOPPED = "\n已中断，没有结果：{total} 个文件只核对了 {done} 个。文件都没有动。"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to check, the data files of its folder by unit and year, the days of an inspection and the report on it, where wanted."""

    path: Path
    data: Index
    given: Given | None = None
    report: Path | None = None


def check_folder(
    files: Sequence[Path], executor: Executor | None = None, listed: Sequence[Listed] = (), roll: Path | None = None,
    steps: Progress | None = None, given: Given | None = None, reports: Mapping[Path, Path] | None = None,
) -> list[Checked]:  # fmt: skip
    """The files checked, in order, then looked at together; last what is to be said of a list of units.

    How far it is, `steps` tell; a report on each is written where `reports` says.
    """
    steps = steps or Progress(0)
    try:
        return _checked(files, executor, steps, listed, roll, given, reports or {})
    except KeyboardInterrupt:
        raise KeyboardInterrupt(STOPPED.format(done=steps.done, total=len(files))) from None


def _checked(
    files: Sequence[Path], executor: Executor | None, steps: Progress, listed: Sequence[Listed], roll: Path | None, given: Given | None,
    reports: Mapping[Path, Path],
) -> list[Checked]:  # fmt: skip
    data = _index(files)
    done: dict[Path, Checked] = {}
    jobs = [Job(path, data if _is_published(path) else {}, given, reports.get(path)) for path in files]
    for job, result in spread(check_one, jobs, executor):
        try:
            done[job.path] = result()
        except MemoryError:
            if executor is None:
                raise
            done[job.path] = _unchecked(job.path, SHORT)
        except OSError as error:
            done[job.path] = _unchecked(job.path, told(error))
        except Exception as error:
            done[job.path] = _unchecked(job.path, undone(error))
        steps.step(job.path.name)
    checked = _set_beside([done[path] for path in files], executor)
    steps.end()
    return [*together(checked), *_against_list(checked, listed, roll)]


def _unchecked(path: Path, why: str) -> Checked:
    """A file that the program could not deal with, though it may be in order."""
    message = f"{path.name} 没有核对：{why.removesuffix('。')}。请单独再核对一次。"
    finding = Finding("A101", Level.ERROR, "文件读不出", message, (Place(path.as_posix(), 1, 1),))
    return Checked(path.as_posix(), (finding,), unreadable=True)


def check_one(job: Job) -> Checked:
    """What a process does with one file."""
    if not _is_published(job.path):
        return _reported(check_file(job.path, job.given), job.report)
    warm()
    return _reported(check_published(job.path, job.data, job.given, job.report is not None), job.report)


def _reported(checked: Checked, report: Path | None) -> Checked:
    """A file of which the report is written, without what that alone needs."""
    if report is None:
        return checked
    from generator.commands.report import as_html
    from generator.files.outputs import replace_files

    replace_files({report: as_html([checked], False).encode()})
    return replace(checked, shown=None, figures=(), outcomes=())


def _is_published(path: Path) -> bool:
    return path.suffix.lower() not in DATA


def _index(files: Sequence[Path]) -> Index:
    """The data files by unit and year, where there are published files to set against them."""
    found: dict[tuple[str, int], tuple[Path, ...]] = {}
    if any(map(_is_published, files)):
        for path in files:
            if not _is_published(path) and (header := read_header(path)) is not None:
                where = bureau.key(header.name), header.year
                found[where] = (*found.get(where, ()), path)
    return found


def _set_beside(files: list[Checked], executor: Executor | None) -> list[Checked]:
    """The files with what is found where two of them are of one text and no data file speaks for them."""
    known = [checked for checked in files if checked.filed is not None and checked.filed.accounts != "预算"]
    pairs = [(Path(known[a].file), Path(known[b].file)) for a, b in twins([c.filed for c in known if c.filed])]
    by_file: dict[str, Checked] = {checked.file: checked for checked in files}
    for (first, other), result in spread(_agree, pairs, executor):
        try:
            found = result()
        except Exception:
            found = None
        if found is not None:
            checked = by_file[other.as_posix()]
            beside = first.as_posix(), found[1]
            by_file[other.as_posix()] = replace(checked, findings=(*checked.findings, *found[0]), beside=beside)
    return [by_file[checked.file] for checked in files]


def _agree(pair: tuple[Path, Path]) -> tuple[tuple[Finding, ...], int] | None:
    return agree(*pair)


def together(files: Sequence[Checked]) -> Iterator[Checked]:
    """The files with what is found when all are looked at together."""
    between = iter(bureau.together([checked.member for checked in files if checked.member is not None]))
    whose = [checked.filed for checked in files if checked.filed is not None and checked.filed.accounts != "预算"]
    missing = dict(zip(map(id, whose), alone(whose), strict=True))
    for checked in files:
        finding = missing.get(id(checked.filed))
        more = [finding] if finding else []
        if checked.member is None:
            yield replace(checked, findings=(*checked.findings, *more))
            continue
        found = [finding for finding in next(between) if not _is_there(finding, checked, whose)]
        left, accepted = settle([*found, *more], checked.member.facts, checked.paths or {}, bureau=True)
        yield replace(checked, findings=(*checked.findings, *left), accepted=(*checked.accepted, *accepted))


def _is_there(finding: Finding, checked: Checked, filed: Sequence[Filed]) -> bool:
    """Whether a unit that has no data file has a published one of that year."""
    if finding.code not in {bureau.NO_FILE.code, bureau.OTHER_YEAR.code} or checked.filed is None:
        return False
    unit, year = bureau.key(finding.quote), checked.filed.year
    return any(each.published and each.year == year and bureau.key(each.unit) == unit for each in filed)


def _against_list(files: Sequence[Checked], listed: Sequence[Listed], roll: Path | None) -> Iterator[Checked]:
    """The list of units as a file of its own: who is on it and did not file, and who filed and is not on it."""
    if roll is None:
        return
    filed: list[Filed] = [checked.filed for checked in files if checked.filed is not None]
    others = strangers(listed, filed)
    names = "、".join(others[:SHOWN]) + ("等" if len(others) > SHOWN else "")
    missing = tuple(absent(listed, filed))
    which = NEWEST.format(year=newest_of(filed)) if missing and not all(each.year for each in listed) else ""
    note = f"名单上 {len(listed)} 个单位，没有报来 {len(missing)} 个。{which}"
    yield Checked(roll.as_posix(), missing, note=note + (NOTED.format(number=len(others), names=names) if others else ""), roll=True)
