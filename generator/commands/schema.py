"""juesuan schema: the JSON Schema of the YAML, for editors."""

import argparse
from pathlib import Path

from generator.commands.codes import OK
from generator.model.json_schema import schema_text


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")


def run(options: argparse.Namespace) -> int:
    """Print the schema or write it."""
    if options.output is None:
        print(schema_text(), end="")
    else:
        from generator.outputs import replace_files

        replace_files({options.output: schema_text().encode()})
    return OK
