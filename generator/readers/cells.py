"""What a cell of a table is by its looks: a code, an amount, a word, the head of the codes, a total."""

import re

CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
WORD = re.compile(r"[一-鿿]")
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
AMOUNT = re.compile(r"-?[\d,]+\.\d+")
CODE_HEAD = re.compile(r".{0,12}(?:编码|代码)|类|款|项")
TOTAL = re.compile(r"(?:合计|总计)[:：]?")
