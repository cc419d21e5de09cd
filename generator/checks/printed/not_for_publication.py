"""What should not be published at all: numbers of persons, and what the file holds besides what it shows."""

from collections.abc import Iterator

from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.source.words import said

PRIVACY = "《政府信息公开条例》第十五条：涉及个人隐私的政府信息不得公开"
REVIEW = "《保守国家秘密法》：公开前应当审查；定稿才公开"
NAME, NO_NAME = said("不公开.人名"), said("不公开.不是人名的作者")
REMEDY = {
    "修订": "请在“审阅”里接受或拒绝全部修订，再公开",
    "批注": "请删去全部批注，再公开",
    "隐藏": "请删去隐藏的内容，或取消隐藏，再公开",
}
DELETE = "请删去，公开的文件里不用写"
ADVICE = {"手机号": "请删去，要留电话的改写单位公开的座机", "银行账号": "请删去；确是单位公开收款的账户，由人看过再留"}
SHOWN = 3


@rule("W651", "有个人的号码或住址", of=PRINTED,
    reason="身份证号、护照号、手机号、银行账号、住址是个人信息，随决算公开出去收不回来",
    basis=PRIVACY,
    good="联系电话写单位的座机",
    bad="三、支出决算情况说明\n"
    "本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。\n"
    "填报人联系电话⟦13912345678→0731-8231000⟧。",
)
def private_numbers(report: Report) -> Iterator[Problem]:
    """Numbers of persons and where they live, one finding each, their middle hidden."""
    for each in report.private:
        message = f"这里有{each.name}（{each.text}）。{PRIVACY}。{ADVICE.get(each.name, DELETE)}。"
        yield Problem(message, (each.place,), each.text)


@rule("W652", "文件里留有修订、批注或隐藏的内容", of=PRINTED,
    reason="修订、批注和隐藏的文字，别人打开文件就看得到，里面常有没有定下来的数和意见",
    basis=REVIEW,
    good="接受全部修订，删去批注和隐藏的内容以后另存的文件",
    bad={WHOLE_FILE: "（docx 里留着修订）"},
)
def left_in_the_file(report: Report) -> Iterator[Problem]:
    """Revisions, comments and hidden content, a finding for each kind."""
    for kind, remedy in REMEDY.items():
        found = [each for each in report.left if each.name == kind]
        if found:
            named = "、".join(f"“{each.text}”" for each in found[:SHOWN] if each.text)
            message = f"文件里留有{kind} {len(found)} 处：{named}。{remedy}。"
            yield Problem(message, tuple(each.place for each in found[:SHOWN]), found[0].text)


@rule("H653", "文件属性里有人名", of=PRINTED,
    reason="文件的作者、最后保存者是起草人的姓名，别人在文件属性里看得到",
    basis=PRIVACY,
    good="作者写单位名称，或留空",
    bad={WHOLE_FILE: "（docx 的作者是一个人名）"},
)
def names_in_properties(report: Report) -> Iterator[Problem]:
    """Authors that look like names of persons, all in one finding."""
    found = [each for each in report.left if each.name == "作者" and NAME.search(each.text) and not NO_NAME.search(each.text)]
    if found:
        names = "”“".join(each.text for each in found)
        message = f"文件属性的作者或最后保存者是“{names}”。请在“文件—信息—检查文档”里删去个人信息，或改成单位名称。"
        yield Problem(message, (found[0].place,), found[0].text)
