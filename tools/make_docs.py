"""Write the pages of docs/ that are made from the program: rules.md, keys.md, schema.json."""

from pathlib import Path

from generator.commands.rules import rules_markdown
from generator.commands.schema import page
from generator.model.key_reference import keys_markdown

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"rules.md": rules_markdown, "keys.md": keys_markdown, "schema.json": page}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), "utf-8")
        print(f"已写 docs/{name}")
