"""What tests of the readers compare: the texts of paragraphs and the cells of tables."""

from generator.readers.blocks import Block, Grid, Paragraph


def raws(blocks: list[Block]) -> list[str]:
    return [block.raw for block in blocks if isinstance(block, Paragraph)]


def grids(blocks: list[Block]) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, Grid)]
