"""Files come in: taken in the background, each told what became of it, and asked about where that is not clear."""
