"""A published text understood: which section a paragraph stands in, and what each figure in it states.

`audit` is the way through and makes the report that the rules judge, `reading` has its steps, `publication` what comes of them;
`tables` reads the 决算表, `prose` the sentences,
`templates_backwards` those that a profile's templates would have written; `compare` holds a text against data.
"""
