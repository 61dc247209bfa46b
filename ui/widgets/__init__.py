"""Reusable parts of the window. They show what they are given and know neither store nor core."""
