"""Review mode: reading briefs, commenting and deciding on them. Nothing of a brief can be edited here."""
