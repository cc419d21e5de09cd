"""The figures of the trade, without any file or page: keys, figures, intervals, code lists, number formats.

Begin with `keys` (every key there is) and `figure`.
"""
