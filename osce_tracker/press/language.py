"""Which language a text is in, by its small words."""

from typing import Final

from osce_tracker.press.text import Text

#: The languages that are read, by code.
LANGUAGES: Final = {
    "en": "English",
    "ru": "Russian",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "es": "Spanish",
    "fi": "Finnish",
}
#: Words that are common in one language and rare in the others.
_SMALL: Final = {
    "en": "the of and to in that is was for with by on as it this has which said from at are be "
    "its has his he she we our their will would not after an or who",
    "ru": "и в не на что с по для от к как его это из при который также был о за года году министр "
    "министра министром президент иностранных дел председателя сказал заявил отметил глава",
    "fr": "le la les des et est une dans pour que qui au aux du par sur ce cette avec ont ses de à été "
    "son sa a l'osce présidence ministre",
    "de": "der die das und ist ein eine den dem mit von für auf nicht im sich auch dass zu hat osze des am "
    "zur zum sagte wird",
    "it": "il la di che e un una per con del della dei nel ha gli alla sono dal è anche al "
    "si dell'osce presidenza ministro",
    "es": "el la de que y en los las un una por con del para se su es al lo como ha "
    "presidencia ministro ministra",
    "fi": "ja on ei että se oli hän mukaan joka ovat myös kun tai sen olla mutta niin jo vuoden etyj "
    "etyjin etyjissä etyjille etyjiä ulkoministeri presidentti suomen",
}
#: The same of languages that are not read, so that they aren't taken for one that is.
_NOT_READ: Final = {
    "nl": "de het een van en in is op te dat die voor met zijn aan niet door ook bij naar heeft werd",
    "pt": "o a de que e do da em um uma para com não os as no na por mais dos ao pelo foi",
    "sv": "och att det som en på är av för med till den har inte om ett men han var sig från",
    "da": "og at det som en på er af for med til den har ikke om et men han var sig fra",
    "pl": "w i na z się do że nie to jest o po przez od jak oraz dla przy który został",
    "cs": "a v na se je že s z do o k pro ve by ale jako za od po který byl také",
    "uk": "і в на з що та у до не за про від як це для його який також був та є",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ise dedi",
    "ro": "și în de la a cu o pe că un din pentru nu este să care prin mai au fost",
    "sr": "и у је да на се за са од не су као који би али то из што",
}
_WORDS: Final = {code: frozenset(words.split()) for code, words in (_SMALL | _NOT_READ).items()}
#: So many words of a text are looked at, and so many of a hundred are at least small ones.
_LOOKED_AT: Final = 3_000
_LEAST: Final = 6


def language_of(text: Text) -> str | None:
    """Return the code of the language that a text is in, or ``None`` if it is none of those that are read.

    Args:
        text: the text.

    >>> language_of(Text.of("The minister said that the chair has the support of Finland"))
    'en'
    >>> language_of(Text.of(""))
    """
    words = [word.low for word in text.words[:_LOOKED_AT]]
    counts = {code: sum(word in known for word in words) for code, known in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    is_clear = bool(words) and counts[best] * 100 >= _LEAST * len(words)
    return best if is_clear and best in LANGUAGES else None
