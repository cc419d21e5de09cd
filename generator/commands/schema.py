"""juesuan schema: the JSON Schema of the YAML, for editors, and the first line of a data file that names it."""

import argparse
import os.path
import sys
from pathlib import Path

from generator.commands.codes import OK, UNREADABLE
from generator.commands.files import unlike, would_lose
from generator.document.profile import profiles
from generator.model.json_schema import schema_text

IN_WORKSPACE = Path("docs", "schema.json")
LINE = "# yaml-language-server: $schema="


def page() -> str:
    """The schema with the 版式 that there are."""
    return schema_text(profiles())


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")


def run(options: argparse.Namespace) -> int:
    """Print the schema or write it."""
    if options.output is None:
        print(page(), end="")
    elif why := would_lose(options.output, ()) or unlike(options.output, (".json", "")):
        print(why, file=sys.stderr)
        return UNREADABLE
    else:
        from generator.files.outputs import replace_files

        replace_files({options.output: page().encode()})
    return OK


def with_schema(path: Path, text: str) -> dict[Path, bytes]:
    """A data file with the line that names the schema in front, and the schema too where no folder above has one."""
    here = path.resolve().parent
    found = next((file for folder in (here, *here.parents) if (file := folder / IN_WORKSPACE).is_file()), None)
    schema = found or path.parent / "schema.json"
    link = Path(os.path.relpath(schema.resolve(), here)).as_posix()
    files = {path: f"{LINE}{link}\n#\n{text}".encode()}
    return files if schema.is_file() else {**files, schema: page().encode()}
