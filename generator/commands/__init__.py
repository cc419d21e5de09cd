"""What each command does, one module a command; how options are written is said in `cli`, their Chinese in `parser`."""
