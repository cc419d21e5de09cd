"""A working folder for an officer: data/, an example beside it, templates/ for an office's own, output/, the manual, 打开."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.authoring.new import handbook, launcher
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
    for name, data in _files(folder).items():
        path = folder / name
        if not path.exists():
            replace_files({path: data})
            if path.suffix == ".desktop":
                path.chmod(0o755)  # 不能执行的,桌面当作文字打开
            yield path


def helps() -> Mapping[str, bytes]:
    """What is the same in every folder, for which the program need not be installed."""
    pages = {**handbook.pages(), launcher.ADVICE: launcher.advice()}
    return {launcher.WINDOWS: launcher.windows(), **{f"docs/{name}": page for name, page in pages.items()}}


def _files(folder: Path) -> Mapping[str, bytes]:
    return {
        "templates/说明.txt": NOTE.encode(),
        "docs/schema.json": schema_text(profiles()).encode(),
        **{f"{SHOWN}/{EXAMPLE}/{source.name}": source.read_bytes() for source in sorted(_example().glob("*.yaml"))},
        **helps(),
        **({launcher.LINUX: launcher.linux(folder)} if sys.platform == "linux" else {}),
    }


def _example() -> Path:
    packed = PACKAGE / "_example"
    return packed if packed.is_dir() else PACKAGE.parent / "data" / EXAMPLE
