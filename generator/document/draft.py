"""The findings of a draft, listed in front of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.document.tree import Block, Contents, Cover, Document, Heading, Paragraph, Run
from generator.source.finding import Finding, ordered

TITLE = "核对发现"
ANCHOR = "findings"


def with_findings(document: Document, findings: Iterable[Finding]) -> Document:
    """The document with a list of findings after cover and contents; unchanged where there are none."""
    blocks = list(_blocks(findings))
    at = sum(isinstance(block, Cover | Contents) for block in document.blocks)
    return replace(document, blocks=(*document.blocks[:at], *blocks, *document.blocks[at:])) if blocks else document


def _blocks(findings: Iterable[Finding]) -> Iterator[Block]:
    for number, finding in enumerate(ordered(findings), 1):
        if number == 1:
            yield Heading(2, "", (Run(TITLE),), ANCHOR)
        where = f"（第{finding.places[0].line}行）" if finding.places else ""
        head = f"{number}. {finding.level.value} {finding.code} {finding.title}{where}："
        yield Paragraph((Run(head), Run(finding.message)))
