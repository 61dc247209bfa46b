"""Reading a source: its archived text, find, and the capture of a passage as a quote."""
