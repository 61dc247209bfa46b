"""Reviewing what a source offers: coloured stretches, the list of proposals, the chosen one, one key for each verb."""
