"""Where templates and code lists lie: beside the data, in the installed package, or in the repository."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def find(*parts: str) -> Path:
    """The path of a file or folder of templates; an office's own in ./templates comes first.

    Raises FileNotFoundError, in Chinese, naming the places that were searched.
    """
    roots = (Path.cwd() / "templates", PACKAGE / "_templates", PACKAGE.parent / "templates")
    for root in roots:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    places = "、".join(str(root) for root in roots)
    raise FileNotFoundError(f"找不到 {'/'.join(parts)}。找过的文件夹：{places}")
