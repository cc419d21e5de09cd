"""A working folder for an officer: data/, an example beside it, the schema, templates/ for an office's own, output/."""

from collections.abc import Iterator
from pathlib import Path

from generator.document.profile import profiles
from generator.files.outputs import replace_files
from generator.model.json_schema import schema_text
from generator.source.resources import PACKAGE

EXAMPLE = "株洲市工业和信息化局"
SHOWN = "示例"
NOTE = "放本单位自己的版式和样式；同名文件先于程序自带的。\n"


def make_workspace(folder: Path) -> Iterator[Path]:
    """Make what is not there yet, and nothing else; yields each path made."""
    for name in ("data", "templates", "output"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    files = {
        folder / "templates" / "说明.txt": NOTE.encode(),
        folder / "docs" / "schema.json": schema_text(profiles()).encode(),
    } | {
        folder / SHOWN / EXAMPLE / source.name: source.read_bytes() for source in sorted(_example().glob("*.yaml"))
    }
    for path, data in files.items():
        if not path.exists():
            replace_files({path: data})
            yield path


def _example() -> Path:
    packed = PACKAGE / "_example"
    return packed if packed.is_dir() else PACKAGE.parent / "data" / EXAMPLE
