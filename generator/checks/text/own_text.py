"""What a department's own text of the third part has to speak of: what the profile would have said is not there to say it."""

from collections.abc import Iterator

from generator.checks.completeness import RULES_OF_2016, complete
from generator.checks.registry import DATA, Problem, Rule, register, rule
from generator.checks.report import Report
from generator.source.words import each

OWN = "情况说明"
WITHOUT_PROCUREMENT = (
    "['@节 收入支出决算总体', '@节 三公经费支出决算', '@节 机关运行经费支出', '@节 国有资产占用', '@节 预算绩效', "
    "'@节 政府性基金预算收入支出决算']"
)
WRONG_WAY = (
    "['@节 收入支出决算总体', '# “三公”经费支出决算情况说明', "
    "'公务接待费支出预算为{{ 三公经费.公务接待费.预算|万元 }}，支出决算为{{ 三公经费.公务接待费.决算|万元 }}，决算数大于预算数。', "
    "'@节 机关运行经费支出', '@节 政府采购支出', '@节 国有资产占用', '@节 预算绩效', '@节 政府性基金预算收入支出决算']"
)


PROOF = register(Rule("W620", "自己写的话与数据对不上",
    reason="自己写的正文和报告，数由引用印出，话是写死的：数变了，“增加”“大于”“持平”这些词不会跟着变",
    basis="按公开以后的样子，用核对公开文本的规则再读一遍",
    good="增减用“增减额”“增长下降率”一类的引用；改了数，再看一遍前后的话",
    bad={OWN: WRONG_WAY},
    module=__name__,
))  # fmt: skip


@rule("W711", "自己写的情况说明缺一项内容", of=DATA,
    reason="收支总体、“三公”经费、机关运行经费、政府采购、国有资产占用、预算绩效、政府性基金，情况说明里都要说到，没有的也要写明没有",
    basis=RULES_OF_2016,
    good="这几项都写了，或用“@节 政府采购支出”引了版式里的一节",
    bad={OWN: WITHOUT_PROCUREMENT},
)
def own_text(report: Report) -> Iterator[Problem]:
    """A topic that the department's own text never mentions."""
    said = "".join(passage.text for passage in report.passages if passage.name.startswith(f"{OWN}."))
    for topic in each("核对.要说到的") if said and complete(report) else ():
        if not topic.search(said):
            name = topic.pattern.partition("|")[0]
            message = f"自己写的情况说明没有说到{name}。请补写，或加一行“@节 名称”，用版式里的一节。"
            yield Problem(message, report.near(f"{OWN}.1"), OWN)
