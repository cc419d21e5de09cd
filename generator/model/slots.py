"""A slot as it stands in prose, {{ 支出.合计|万元 }}, and the mark that takes its place where prose is looked at as text."""

import re

SLOT = re.compile(r"\{\{.*?\}\}")
HOLE = "\ufffc"
