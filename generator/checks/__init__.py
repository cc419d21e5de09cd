"""Rules: each a small function that looks at a report and yields problems, never an exception.

Begin with `registry` (what a rule is) and `report` (what a rule looks at). The rules stand by topic: `filling` how values were
typed, `sums` what adds up, `costs` what may not exceed what, `reasons` why figures changed, `performance` 绩效自评, `text` the
words, `printed` what only a published text can have wrong. `suspects` makes one finding of one wrong figure.
"""
