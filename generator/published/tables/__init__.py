"""Tables to claims: `which` of the 决算表 one is, its `column_heads`, the `amounts` under them, and the 自评表 (`scores`)."""
