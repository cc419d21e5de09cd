"""From what an officer writes to every other figure of the year.

`year` is the whole way in order; `grid` adds 项 to 款, 类 and total; `ledger` keeps each equation that was met, for the rules.
"""
