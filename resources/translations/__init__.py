"""Translations of the window: collected and released by `collect.py`, read by `ui/app.py`."""
