"""The pouch: issued briefs in one file for those who read them away from the desk, and what they answer."""
