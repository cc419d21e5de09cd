"""The machines that archives are made for, and whether a folder of wheels has all that the program needs on one of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PROGRAM = "juesuan"


@dataclass(frozen=True)
class Target:
    """A kind of machine: its name in the archive's, the platform tags it takes, what markers of requirements see."""

    name: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


def _linux(machine: str) -> Target:
    # 统信 UOS 20、Debian 10 的 glibc 是 2.28
    platforms = (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)), f"manylinux2014_{machine}")
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Target(f"linux-{machine}", platforms, markers)


TARGETS = {
    "windows": Target(
        "windows-x86_64",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    "linux": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
}


def lacking(wheels: Path, target: Target, version: str) -> Sequence[str]:
    """The requirements, direct or not, that no wheel of the folder meets on such a machine with that Python (3.12)."""
    there = {name: (release, path) for name, release, path in _usable(wheels, target, version)}
    asked, missing = [Requirement(PROGRAM)], []
    seen: set[tuple[str, str]] = set()
    while asked:
        want = asked.pop()
        name = canonicalize_name(want.name)
        if name not in there or not want.specifier.contains(there[name][0], prereleases=True):
            missing.append(str(want))
            continue
        for extra in {"", *want.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            asked += _needed(there[name][1], {**target.markers, **_python(version), "extra": extra})
    return sorted(set(missing))


def _usable(wheels: Path, target: Target, version: str) -> Iterator[tuple[str, Version, Path]]:
    tags = _tags(target, version)
    for path in sorted(wheels.glob("*.whl")):
        name, release, _, built = parse_wheel_filename(path.name)
        if tags & built:
            yield name, release, path


def _tags(target: Target, version: str) -> set[Tag]:
    major, minor = map(int, version.split("."))
    own = cpython_tags((major, minor), platforms=target.platforms)
    return set(chain(own, compatible_tags((major, minor), f"cp{major}{minor}", target.platforms)))


def _needed(wheel: Path, markers: dict[str, str]) -> Iterator[Requirement]:
    with ZipFile(wheel) as file:
        metadata = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        told = message_from_bytes(file.read(metadata)).get_all("Requires-Dist") or []
    for each in map(Requirement, told):
        if each.marker is None or each.marker.evaluate(markers):
            each.marker = None
            yield each


def _python(version: str) -> dict[str, str]:
    return {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
