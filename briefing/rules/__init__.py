"""Rules without storage: anchors, dates, validation. Pure functions over the nouns."""
