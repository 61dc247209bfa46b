"""Titles that fit into a sentence."""


def cut(text: str, most: int = 60) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `most` characters."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    at_word = kept[: kept.rfind(" ")] if " " in kept[most // 2 :] else kept
    return f"{at_word.rstrip(' ,.;:–-')}…"
