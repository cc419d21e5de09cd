"""Where templates and code lists lie: beside the data, in the installed package, or in the repository."""

from pathlib import Path

from generator.source.names import stays

PACKAGE = Path(__file__).resolve().parents[1]


def roots() -> tuple[Path, ...]:
    """The folders of templates: an office's own in ./templates, then those of the program."""
    return (Path.cwd() / "templates", PACKAGE / "_templates", PACKAGE.parent / "templates")


def find(*parts: str) -> Path:
    """The path of a file or folder of templates, in the first root that has it.

    Raises FileNotFoundError, in Chinese, naming the places that were searched; no part may lead out of the roots.
    """
    if not stays(parts):
        raise FileNotFoundError(f"“{'/'.join(parts)}”不是模板文件夹里的名称：不能有“..”、盘符和空的一段。")
    for root in roots():
        path = root.joinpath(*parts)
        if _exists(path):
            return path
    places = "、".join(str(root) for root in roots())
    raise FileNotFoundError(f"找不到 {'/'.join(parts)}。找过的文件夹：{places}")


def _exists(path: Path) -> bool:
    """Whether there is such a file or folder; a name that the system does not allow is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
