"""From facts and a profile to the document tree: cover, contents, and every part that the department has."""

from generator.derive.ledger import Ledger
from generator.document.builder import Builder
from generator.document.profile import Profile
from generator.document.tree import Block, Contents, Cover, Document, plain
from generator.document.write import Scope
from generator.model.catalogue import Catalogue
from generator.source.finding import Finding


def assemble(ledger: Ledger, profile: Profile, catalogue: Catalogue, draft: bool = False) -> tuple[Document, list[Finding]]:
    """The whole disclosure, and a finding for each fact that a sentence needs and that is not there."""
    flagged = frozenset(ledger.proposed) if draft else frozenset()
    builder = Builder(Scope(ledger.facts, profile.style(ledger.facts), {}, flagged), profile, catalogue, ledger.equations)
    for part in profile.parts:
        if not part.needs or any(True for _ in ledger.facts.under(part.needs)):
            builder.part(part)
    builder.settle()
    cover = Cover(tuple(plain(builder.one_line(text)) for text in profile.settings["封面"]))
    contents = Contents("目录", tuple(builder.entries), profile.numbered)
    title = "".join(cover.lines)
    year = ledger.facts.figure("年度")
    document = Document(title, ledger.facts.text("部门.名称"), int(year.value) if year else 0,
                        (cover, contents, *builder.blocks), draft, catalogue)  # fmt: skip
    return document, builder.findings


def sections(ledger: Ledger, profile: Profile, catalogue: Catalogue) -> dict[str, tuple[int, tuple[Block, ...]]]:
    """What the profile says in each section of sentences, by its file: how deep its heading stands, and its blocks."""
    out: dict[str, tuple[int, tuple[Block, ...]]] = {}
    for part in profile.parts:
        for name, section, depth in part.files() if part.own else ():
            builder = Builder(Scope(ledger.facts, profile.style(ledger.facts)), profile, catalogue)
            builder.depth = depth
            builder.file(part, section, 0)
            builder.settle()
            out[name] = (depth, tuple(builder.blocks))
    return out
