"""What a command returns to the shell."""

OK, FOUND, UNREADABLE = 0, 1, 2
