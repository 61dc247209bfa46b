"""Editing prose: formatted while it rests, Markdown while it is written, spelling marked."""
