"""A file on disk → archived text with stable offsets."""
