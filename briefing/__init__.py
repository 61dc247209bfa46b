"""The core of Briefing Desk: everything but the window, usable from a script, with no Qt in it."""
