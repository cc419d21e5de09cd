"""What a cell of a table is by its looks: a code, an amount, a word, the head of the codes, a total."""

import re

from generator.source.words import said

CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
WORD = re.compile(r"[一-鿿]")
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
AMOUNT = re.compile(r"-?[\d,]+\.\d+")
CODE_HEAD = said("表.编码的表头")
TOTAL = said("表.合计的行")
