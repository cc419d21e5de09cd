"""Whether a disclosure was published in time."""

from collections.abc import Iterator
from datetime import timedelta

from generator.checks.registry import DATA, Problem, rule
from generator.checks.report import Report
from generator.model.dates import day_of

APPROVED, PUBLISHED = "批复日期", "公开日期"
IN_TIME = timedelta(days=20)


@rule("W712", "没有按时公开", of=DATA,
    reason="部门决算在财政部门批复后二十日内公开，逾期是公开检查里常见的问题",
    basis="《预算法》第十四条：经本级政府财政部门批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开",
    good="批复日期: 2022-08-12，公开日期: 2022-08-29",
    bad={"批复日期": "2022-08-12", "公开日期": "2022-09-05"},
)
def published_in_time(report: Report) -> Iterator[Problem]:
    """A day of publication before that of approval, or more than twenty days after it."""
    approved, published = (day_of(report.text(name)) for name in (APPROVED, PUBLISHED))
    if approved is None or published is None or approved <= published <= approved + IN_TIME:
        return
    after = (published - approved).days
    told = f"批复后第 {after} 日，超过二十日，最晚应在 {approved + IN_TIME} 公开" if after > 0 else "比批复还早"
    message = f"“{APPROVED}”是 {approved}，“{PUBLISHED}”是 {published}，{told}。请核对两个日期；日期不错的，尽快公开并留好说明。"
    yield Problem(message, (*report.near(PUBLISHED), *report.near(APPROVED)), PUBLISHED)
