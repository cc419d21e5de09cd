"""Published texts to a department's YAML.

`files` is the way through: the facts of tables first, then sentences that a profile's templates read, then what else was
claimed (`one_value`), reduced to what an officer would write (`without_derived`); what no template says is kept in the department's own
words (`paragraphs`, `own_parts`, `quoting`), and `kept` counts what became of every figure.
"""
