"""Names of languages: what a reader is told where a record holds a tag such as `sr-Cyrl`. Pure functions.

Knows the languages that officers of a crisis desk meet; any other tag is shown as it stands, never guessed.
"""

from collections.abc import Mapping
from types import MappingProxyType

_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
        "bs": "Bosnian", "ca": "Catalan", "cnr": "Montenegrin", "cs": "Czech", "cy": "Welsh", "da": "Danish",
        "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
        "fi": "Finnish", "fr": "French", "ga": "Irish", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
        "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
        "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lo": "Lao",
        "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay", "mt": "Maltese",
        "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "ps": "Pashto",
        "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovene",
        "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
        "tg": "Tajik", "th": "Thai", "ti": "Tigrinya", "tk": "Turkmen", "tr": "Turkish", "uk": "Ukrainian",
        "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
    }
)  # fmt: skip
_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        "arab": "Arabic script",
        "cyrl": "Cyrillic script",
        "hans": "simplified characters",
        "hant": "traditional characters",
        "latn": "Latin script",
    }
)


def named(tag: str) -> str:
    """`sr-Cyrl` → `Serbian (Cyrillic script)`; a doubtful one (`sr?`) without its mark; an unknown tag as it stands."""
    first, *rest = tag.rstrip("?").split("-")
    name = _LANGUAGES.get(first.lower())
    if name is None or len(rest) > 1:
        return tag
    script = _SCRIPTS.get(rest[0].lower()) if rest else ""
    return tag if script is None else f"{name} ({script})" if script else name
