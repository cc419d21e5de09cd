"""Words that published disclosures often misspell, kept as data in templates/读法/错字.yaml."""

import re
from collections.abc import Iterator
from functools import cache

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.checks.text.marks import STYLE, around
from generator.source.resources import find
from generator.source.template import compiled, read_yaml, reading_rows
from generator.source.words import said

FILE = "错字.yaml"
ONE_EACH = said("核对.分别只有一个数")


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each misspelling and what should be written; raises TemplateError."""
    rows = reading_rows(read_yaml(find("读法", FILE)), "错", "正")
    return tuple((compiled(row["错"], "{}"), row["正"]) for row in rows)


@rule("W644", "常见的错字", of=PRINTED,
    reason="音、形相近的字输入时容易错，拼写检查看不出来；读法/错字.yaml 里列着，可以补充",
    basis=STYLE,
    good="行政运行财政拨款支出1,372.27万元",
    bad="三、支出决算情况说明\n"
    "2021年度本年支出合计90.00万元，其中：行政运行财政⟦拔→拨⟧款支出90.00万元。",
)
def misspelt(report: Report) -> Iterator[Problem]:
    """Words of the list in the passages of a published file."""
    for passage in report.passages:
        for wrong, right in _words():
            if found := wrong.search(passage.text):
                near = around(passage.text, *found.span())
                message = f"“{near}”里的“{found.group()}”像是笔误，应写“{right}”。请改正。"
                yield Problem(message, (passage.place,), found.group(), found.group(), right)


@rule("H645", "“分别”后面只有一个数", of=PRINTED,
    reason="“分别”要有两个以上的数，依次对应前面的各项；只有一个数，不是漏写了，就是“分别”多余",
    basis=STYLE,
    good="购置费、运行费分别增长5%、6%",
    bad="三、支出决算情况说明\n"
    "2021年度本年支出合计90.00万元，其中：基本支出60.00万元，项目支出30.00万元，与上年相比分别增长5.00%⟦→、6.00%⟧。",
)
def one_each(report: Report) -> Iterator[Problem]:
    """分别 with one figure behind it in its clause."""
    for passage in report.passages:
        for found in ONE_EACH.finditer(passage.text):
            message = f"“{around(passage.text, *found.span())}”：“分别”后面只有一个数。请补上其余的数，或删去“分别”。"
            yield Problem(message, (passage.place,), found.group())
