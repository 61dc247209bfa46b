"""Misspelt words in the fields of the window: the marks below them, their menu, and going from one to the next."""
