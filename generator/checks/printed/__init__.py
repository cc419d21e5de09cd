"""What a published text says, figure against figure: amounts, ratios, lists, 科目 names and codes, notes under empty tables."""
