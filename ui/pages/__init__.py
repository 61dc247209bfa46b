"""One file per place of the sidebar, and what they share. Pages show and ask; they decide nothing."""
