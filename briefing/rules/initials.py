"""The initials by which a reader signs a remark, made of a name where nothing else was given."""

_MOST = 4


def initials_of(name: str) -> str:
    """The first letters of the words of a name, in capitals: `A.-M. de Boer` gives `AMDB`; at most four."""
    words = "".join(char if char.isalnum() else " " for char in name).split()
    return "".join(word[0].upper() for word in words)[:_MOST]
