"""From an archived text to proposals: who is quoted, who acts, what happens when. Pure functions, no store."""
