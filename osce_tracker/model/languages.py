"""The English names of the languages of sources."""

from typing import Final

#: Codes (ISO 639-1) and names: the languages of the participating States and Partners, and of media there.
_LANGUAGES: Final = (
    "ar Arabic, az Azerbaijani, be Belarusian, bg Bulgarian, bs Bosnian, ca Catalan, cs Czech, da "
    "Danish, de German, el Greek, en English, es Spanish, et Estonian, fa Persian, fi Finnish, fr "
    "French, ga Irish, he Hebrew, hr Croatian, hu Hungarian, hy Armenian, is Icelandic, it Italian, "
    "ja Japanese, ka Georgian, kk Kazakh, ko Korean, ky Kyrgyz, la Latin, lb Luxembourgish, lt "
    "Lithuanian, lv Latvian, mk Macedonian, mn Mongolian, mt Maltese, nl Dutch, no Norwegian, pl "
    "Polish, pt Portuguese, rm Romansh, ro Romanian, ru Russian, sk Slovak, sl Slovenian, sq "
    "Albanian, sr Serbian, sv Swedish, tg Tajik, th Thai, tk Turkmen, tr Turkish, uk Ukrainian, uz "
    "Uzbek, zh Chinese"
)
_NAMES: Final = {pair[:2]: pair[3:] for pair in _LANGUAGES.split(", ")}


def language_name(code: str) -> str:
    """Return the English name of a language.

    Args:
        code: its code of two letters (ISO 639-1).

    Returns:
        The name; for a language that no participating State or Partner writes in, the code.

    >>> language_name("uk"), language_name("vo")
    ('Ukrainian', 'vo')
    """
    return _NAMES.get(code, code)
