"""Files that people write, written by the program: new ones, and small changes to old ones."""
