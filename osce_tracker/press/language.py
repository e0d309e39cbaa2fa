"""The supported languages, and how to recognise a text's language by its small words."""

import re
from typing import Final, NamedTuple

from osce_tracker.press.text import Text, pattern, word_set


class Language(NamedTuple):
    """A language, and its words, most without their endings."""

    name: str
    #: Words that are common in it and rare in the others.
    small: str
    #: The words for the Chair and for the person who holds it.
    chair: str
    #: Words of opinion, which no announcement of a visit has. The fields below are empty in English.
    stances: str = ""
    #: Other words of speech.
    said: str = ""
    #: Words for offices.
    titles: str = ""
    #: Words that announce a visit.
    notices: str = ""

    @property
    def speech(self) -> re.Pattern[str]:
        """The words of speech and of stance."""
        return pattern(rf"\b(?:{self.stances}|{self.said})\w*")


_INSTITUTIONS: Final = (
    "Mission|Office|Cent(?:re|er)|Presence|Programme|Project|Secretariat|Academy|Parliamentary|PA|Special|"
    "Permanent|Ministerial|Representative|Department|Election|Monitoring|Minsk|High|Documentation|Court|Group"
)
#: The supported languages, by code.
LANGUAGES: Final = {
    "en": Language(
        "English",
        small="the of and to in that is was for with by on as it this has which said from at are be "
        "its has his he she we our their will would not after an or who",
        chair=r"(?<=-)(?:led|chaired)\sosce\b|(?<=who\s)chairs\s(?:it|the)|(?:acting\s)?chair(?:man|woman|"
        r"person)?s?(?:-|\s)in(?:-|\s)office|\bcio\b|chair(?:man|person)?ships?(?:-in-office)?|"
        r"\bosce\s(?:year|term|leadership)\b|\b(?:co-)?(?!(?<=\ba\s)chair\sfor)chair(?:man|woman|"
        r"person)?s?\b|"
        r"presidency(?!\smember)|\bhelm\b|\bchair(?:ed|ing)\b|\bstewardship\b|"
        r"\bosce\sunder\s(?=(?-i:[A-Z]))|\b(?:(?:leadership|head|top|front|wheel|reins|tiller|gavel|"
        r"baton)\sof|lead(?:s|ing)?|led|"
        r"head(?:s|ed|ing)?|t(?:[ao]k(?:es?|ing|en)|ook)\s(?:over|on)|presid\w+\sover|"
        r"(?:in\s)?charge\sof|steer\w*|run(?:s|ning)?|conduct(?:s|ed|ing)?)\s(?:the\s|@)(?:OSCE|"
        rf"Organi[sz]ation)\b(?!(?:'s)?\s(?-i:{_INSTITUTIONS}))",
    ),
    "ru": Language(
        "Russian",
        small="и в не на что с по для от к как его это из при который также был о за года году министр "
        "министра министром президент иностранных дел председателя сказал заявил отметил глава",
        chair=r"(?:действующ\w+\s)?председател\w+|"
        r"\b(?:возглав\w+|руковод\w+|во\sглаве|у\sруля|руль|рулем|рулём)\s(?:обсе|организац\w+)",
        stances=r"поддерж|благодар|поздрав|критик|осуд|готов|наде[яюж]|рассчит|обвин|против|призва|привет",
        said="сказа|заяв|отме[тч]|подчеркн|подчёркн|подчеркив|назва|добав|слов|выступ|расска|призыв|сообщ|"
        "раскритик|выра[зж]|поблагодар|подтверд|пожел|желает|указа|счита|обещ|пообещ|отверг|предупре|обрати|"
        "мнени|намерен|убежд|увер|оцен|сожале|опас|одобр|ответ|поясн|уточн|напомн|призна|предлож|предлага|"
        "отказ|согласи|поручи|констатир|проинформир|заинтересован",
        titles=r"министр|президент|посол|посла|представител|постпред|глав[аы]|мид\b|премьер|делегаци|"
        r"дипломат|правительств|ведомств|\bсторон[аы]\b|спикер",
        notices="прибудет|прибывает|посетит|отправится|едет в",
    ),
    "fr": Language(
        "French",
        small="le la les des et est une dans pour que qui au aux du par sur ce cette avec ont ses de à été "
        "son sa a l'osce présidence ministre",
        chair=r"président?e?s?\sen\sexercice|présiden\w+|\bpréside\w*|(?:à\sla\s)?tête\sde|rênes\sd|"
        r"commandes\sd|barre\sde|\b(?:dirig|condui|pilot)\w+\sl'(?:osce|organisation)",
        stances="souti|soute|appu[iy]|remerci|félicit|critiqu|condamn|salu|espèr|compt|regrett|oppos|"
        "prom|prêt",
        said=r"[ao]n?t?\s\w+(?:é|i|u|is)\b|fait\s(?:savoir|part)|reconnaiss|appel|réaffirm|affirm|dit\b|"
        r"exprim|déclar|soulign|estim|rend\w*\shommage|apport|approuv|partag|intervention|expliqu|monsieur|"
        "selon|jug|souhait|plaid|dénonc|assur|confi|rappel|encourag|accueil|invit",
        titles="ministre|ministère|président|ambassad|représentant|porte-parole|délégation|diplomatie|"
        "gouvernement|secrétaire",
        notices="se rendra|est attendue? (?:à|en|au)|effectuera une visite",
    ),
    "de": Language(
        "German",
        small="der die das und ist ein eine den dem mit von für auf nicht im sich auch dass zu hat osze des "
        "am zur zum sagte wird",
        chair=r"\b\w*vorsitz\w*|(?:spitze|führung|leitung|steuer)\sder\s(?:osze|organisation)|\bpräsidier\w+|"
        r"\bosze-(?:chef|präsident)\w*|verantwortung\sfür\sdie\sosze|\bpräsidentschaft\w*|"
        r"\b(?:führ|leite)\w*\s(?:\w+\s){0,3}(?:osze|organisation)|\bosze\s(?:\w+\s){0,6}(?:ge|"
        r"zu\s)?(?:führ|leit)\w+",
        stances="unterstütz|dank|bedank|lob|gratul|kriti|verurteil|hoff|begrüß|würdig|bereit|forder|warn|"
        "lehn|"
        "wünsch",
        said=r"\w+te\b|hie(?:ß|ss)|find|,\sso\s|sagt|steh|so\s(?:der|die)\b|empfing|traf|erklär|beton|"
        "bedauer|hob|unterstr|sprach|spricht|versprach|versprech|versicher|beglückwünsch|kündig|freu|warf|"
        r"nannte|rief|teilte|äußer|mahn|meint|verlang|dräng|bekräft|laut|zufolge|verwies|weist|plädier|will|"
        r"wolle|werde|sieht|sah|stell|setz|bot|erinner|sei(?:en)?\b|zeigt",
        titles=r"minister|präsident|botschaft|kanzler|amt\b|chefdiplomat|amtskolleg|sprecher|delegation|"
        "regierung|vertreter|sekretär",
        notices=r"wird (?:\w+ ){0,6}(?:besuchen|reisen|eintreffen|erwartet)|reist (?:am|nach)",
    ),
    "it": Language(
        "Italian",
        small="il la di che e un una per con del della dei nel ha gli alla sono dal è anche al "
        "si dell'osce presidenza ministro",
        chair=r"president\w+(?:\sosce)?\sin\sesercizio|presidenz\w+|president\w+|presied\w+|vertici|"
        r"guida\sdell|\btimone|redini|\b(?:guid|dirig)\w+\sl'(?:osce|organizzazione)",
        stances="sostegno|sostien|appogg|ringrazi|congratul|critic|condann|auspic|plaud|elogi|pront|contr",
        said=r"h?an?n?o?\s\w+[ts]o\b|sosten|confid|assicur|detto|dichiar|sottoline|afferm|spieg|ricord|"
        "secondo|augur|plaus|rinnov|condivid|intend|rilev|ribad|apprezz|esprim|espress|conferm|deplor|grazie|"
        "annunci|osserv|aggiun",
        titles="ministr|presidente|ambasciat|segretario di stato|rappresentante|portavoce|titano|delegazione|"
        "diplomazia|governo",
        notices="si recherà|è attes[oa] (?:a|in)|sarà in visita|arriv(?:erà|a) a|è previst[oa] un",
    ),
    "es": Language(
        "Spanish",
        small="el la de que y en los las un una por con del para se su es al lo como ha "
        "presidencia ministro ministra",
        chair=r"president\w+\sen\s(?:ejercicio|funciones)|presidenci\w+|jefatura|president\w+|\bpresid\w+|"
        r"(?:al\sfrente|timón|riendas|mando)\sde|\b(?:dirig|conduc|encabez|lider)\w+\sla\s(?:osce|"
        "organización)",
        stances="apoy|respald|agradec|felicit|critic|conden|elogi|espera|salud|dispuest|rechaz",
        said=r"\w+ó\b|dijo|dice|dese[óa]|asegur|manifest|expres|reiter|promet|confi|gracias|señal|declar|"
        "afirm|subray|dio|apunt|recalc|insist|dado a conocer|añad|según|destac|pidi|pide|llam|sostuv|sostien|"
        "record|recuerd|advirti|advier|abog|reconoc|comprom|denunci|anunci|consider|coment|lament|compart|"
        "detect|valor|trasmit|transmit|ofrec",
        titles="ministr|presidente|embajad|secretario|representante|portavoz|delegación|diplomacia|gobierno|"
        "titular",
        notices="viajará|visitará|llegará a",
    ),
    "fi": Language(
        "Finnish",
        small="ja on ei että se oli hän mukaan joka ovat myös kun tai sen olla mutta niin jo vuoden etyj "
        "etyjin etyjissä etyjille etyjiä ulkoministeri presidentti suomen",
        chair=r"\b\w*puheenjohta\w+|\bjohta\w*\s(?:etyj|euroopan\sturv)\w*|\betyj\w*\sjohta\w*|"
        r"\bvetovastuu\w*|\bnuija\w*",
        stances="tuk|kiit|onnit|kriti|tuomit|toivo|valmi|vastust|arvost",
        said="sano|tote|muistut|kerto|korost|mukaan|puhu|arvioi|lupa|vakuut|ilmoit|ilmais|painot|keh[ui]|"
        "linjas|vaati|katso|pit(?:ää|i)|usko|esitt|huomaut|tervehti|puolta|peräänkuulut|halu|aiko|näke|"
        "komment|kirjoit|lausu|pahoit|kuva[ai]",
        titles="ministeri|presidentti|suurlähettil|edustaja|puheenjohtaj|valtuuskun|tiedottaj|hallitu",
        notices="vierailee|matkustaa|saapuu",
    ),
}
#: Small words of unsupported languages, so that they aren't mistaken for supported ones.
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
_WORDS: Final = {
    code: word_set(words)
    for code, words in ({code: one.small for code, one in LANGUAGES.items()} | _NOT_READ).items()
}
#: The most words to look at, and the fewest small words in a hundred.
_LOOKED_AT: Final = 3_000
_LEAST: Final = 6


def language_of(text: Text) -> str | None:
    """Return the code of a text's language, or ``None`` if it isn't supported.

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
