"""The word tables for reading the stance, the forum and other fields of an English article.

Each rule has an example, which a test reads.
"""

import re
from typing import Final, NamedTuple

from osce_tracker.press.text import pattern


class Rule(NamedTuple):
    """Words, their meaning, their weight, and a sentence with them."""

    words: str
    value: str
    weight: float
    example: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words as a pattern."""
        return _compiled(self.words)


def _compiled(words: str) -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?:{words})(?!\w)")


#: "He voiced support", "support was voiced"
_VOICED: Final = (
    "(?:voic|express|reaffirm|reiterat|confirm|pledg|offer|convey|assur|promis|guarantee|underscor|underlin|"
    "stress|declar|restat|renew|repeat|emphasi[sz]|bring|brought|gave|giv|lend|extend)(?:e[ds]?|s|ing|en)?"
)
_BACKING: Final = (
    "support|backing|readiness|willingness|co-?operation|assistance|commitment|contribution|help|solidarity|"
    "engagement|participation|partnership"
)
#: Words for each stance. Longer patterns come first, since only the first match at a place counts.
STANCES: Final = (
    # Opposes: a refusal comes before the support that it denies.
    Rule(r"veto(?:es|ed|ing)?|sa(?:ys|id) no|boycott\w*|(?:not|never|cannot|unable to|refus\w+ to|"
         r"declin\w+ to) (?:be )?(?:pass|allow|accept|support|agree|back|approve|endorse|consent|"
         "recogni[sz]e)(?:ed|d)?",
         "opposes", 3, "Russia vetoed the bid for the chair."),
    # Supports: backing, help, work for the aims.
    Rule(rf"(?:{_VOICED}) (?:[\w'-]+ ){{0,6}}(?:{_BACKING})(?! program)", "supports", 2,
         "He conveyed Spain's full backing to the Chair."),
    Rule(rf"(?:{_BACKING}) (?:[\w'-]+ ){{0,8}}(?:is|was|were|are|be) (?:\w+ ){{0,2}}"
         rf"(?:{_VOICED}|due|given|lent|certain)",
         "supports", 2, "Readiness to work with the Chair was voiced by the Kyrgyz side."),
    Rule("(?:to|also|and|we|will|would|shall|fully|firmly|strongly) support|supports|supporting|"
         "support (?:for|of|from|to|in)|(?:we|I|fully|to|will|would|also|strongly) (?:back|endorse)|"
         "(?:full|strong|firm|further|continued|unwavering|our|has|have|had|"
         r"enjoys?|with) (?:the |its |[\w-]+'s )?(?:full |strong )?(?:support|backing)",
         "supports", 2, "Norway fully supports the Finnish Chair."),
    Rule(r"back(?:s|ed|ing)|endors(?:e|es|ed|ing)|stand(?:s|ing)? (?:\w+ ){0,2}(?:by|behind|beside|with)|"
         r"(?:at|on|by) (?:your|its|his|her|their|the) (?:side|disposal)|outstretched|without reserv\w+|"
         r"behind (?:[\w']+ ){1,8}stands?|spare no effort|(?:do|does|doing) (?:all|"
         "everything|what (?:we|it|he|she) can|(?:its|our|my|his|her) (?:utmost|best|part|share))",
         "supports", 1.8, "Italy stands by the Chair and will do its utmost."),
    Rule("readiness|(?:ready|willing|willingness|prepared|eager) (?:to|for)|committed to|"
         r"commitment to (?:\w+ ){0,2}(?:work|co-?operat|help|assist|support|contribut)\w*|pledg(?:e|es|ed|"
         "ing)|confiden(?:ce|t) (?:in|of|that)|(?:full|our|my|his|her) confidence|faith in|trust(?:s|"
         r"ed)?(?: in)?|(?:be|rest) assured|sure (?:that|of(?= \w))|(?:close|reliable|strong|active|"
         "faithful|good|steadfast|loyal|constant|your) (?:partners?|ally|allies|friends?)|helping hand|"
         r"in favou?r of|champion\w*|open to|mak\w* (?:\w+ ){1,6}available",
         "supports", 1.5, "Tajikistan is ready to work with the Chair."),
    Rule(r"(?:will|would|shall|to) (?:\w+ ){0,2}(?:stand|back|give|provide|send|lend)|lends?|(?:will|would|"
         r"shall|going to|intends? to|determined to|aims? to) (?:\w+ly )?(?:continue|work|co-?operate|help|"
         "assist|aid|second|share|facilitate|support|spare|contribute|carry|go on|engage|do|join|remain|"
         "strive|promote|participate|be there)",
         "supports", 1.2, "The Chairmanship will carry on its efforts."),
    Rule(r"(?:full|close|every|all|our|constructive) (?:and \w+ )?(?:co-?operation|assistance|engagement)|"
         r"interest(?:ed)? in (?:\w+ ){0,5}(?:co-?operat\w+|dialogue|interaction|work\w*|develop\w*|"
         r"deepen\w*|expand\w*|strengthen\w*|enhanc\w*|step\w*|partnership|success)|shar(?:e|es|"
         r"ing) (?:\w+ ){0,2}(?:priorit\w+|goals|aims|vision|approach\w*|views?)|coincid\w+|financ(?:e|es|"
         "ed|ing)|(?:count|depend|bank)(?:s|ed|ing)? (?:up)?on(?! (?:how|what|whether|this))|rel(?:y|ies) on|"
         r"agree[sd]? with (?:the (?:aims|goals|priorities|plans|chair\w*)|you)|go(?:es)? along with|"
         r"subscribes? to|hand in hand|loyal\w*|joins? (?:its|his|her|"
         r"the) (?:appeal|call)|look(?:s|ing)? forward to (?:work|co-?operat)\w*|an active part|"
         r"contribut\w+ to|assistance", "supports", 1.2, "Georgia counts on the Chair."),
    # Welcomes: greeting, thanks, congratulations, praise.
    Rule(r"congratulat\w+|(?:sincere |deep |warm |my |our )?(?:gratitude|grateful|thankful|thanks)|"
         "thank(?:s|ed|ing)?(?! you,? (?:mr|mister|madam|chair))|kudos|greet(?:s|ed|ings?)|indebted|"
         "obliged to", "welcomes", 2, "I thank the Slovak Chair for its work."),
    Rule(r"welcom(?:e|es|ed|ing)|prais(?:e|es|ed|ing)|commend\w*|applaud\w*|hail(?:s|ed|ing)|laud(?:s|ed)|"
         r"salut(?:e|es|ed|ing)|speaks? highly|spoke highly|pa(?:y|ys|id) tribute|extol\w*|credit(?:s|ed|"
         r"ing)?|admir\w+|esteem\w*|acknowledg\w+|recogni[sz]\w+ (?:the |its |his |her |"
         r"your )?(?:\w+ ){0,2}(?:leadership|efforts|work|achievements)|best wishes|wish(?:es|ed|"
         r"ing)? (?:\w+ ){0,3}(?:success|well|luck)|every success|appreciat\w+|words? of (?:praise|"
         "recognition|thanks)|high (?:regard|esteem)|encouraged by|(?:good|high|top) marks|"
         r"(?:deserves?|earn(?:s|ed)) (?:\w+ )?(?:praise|respect|credit|recognition)|"
         r"values? (?:\w+ )?highly|highly values?",
         "welcomes", 1.5, "He praised the leadership of the Chair."),
    Rule(r"positive(?:ly)? (?:assess\w+|evaluat\w+|role)|"
         r"high(?:ly)? (?:estimat\w+|assess\w+|apprais\w+|rated?)|exemplary|remarkable|tireless\w*|excellent|"
         "superb|outstanding|(?:great|good|fine|splendid) (?:job|example)|well done|terrific|"
         r"right (?:country|person)|effective (?:leadership|work|chair\w*)|honou?r(?:ed)? (?:to|for)|"
         r"satisf(?:ied|action)|pleas(?:ed|ure)|delight\w*|glad|stroke of luck|fortunate|"
         r"r[io]sen? to the (?:challenge|occasion)|sav(?:ed|ing) the OSCE|constructive|impress\w+|"
         "success(?:es|ful|fully)?|achievements?|warm(?:ly|est)?|ably|"
         r"(?:good|strong|promising) (?:start|report|things)|balanced|timely|ambitious|skil\w+|leadership of",
         "welcomes", 1, "The Chair did an excellent job."),
    # Outright criticism comes before demands.
    Rule(r"(?:demand|ask|call)(?:s|ed|ing)? (?:for )?(?:an )?apolog\w+|condemn(?:s|ed|ing|ation)?|"
         r"denounc\w+|criti(?:cal of|cism|ci[sz]e[sd]?|ci[sz]ing)|lash\w* out|sid(?:es|ed|ing) with|"
         r"to task|fault with|hit\w* out|(?:lost|abandon\w*|forfeit\w*|betray\w*) (?:\w+ ){0,3}(?:trust|"
         r"credibility|neutrality|impartiality)|(?:lack|absence) of (?:\w+ )?(?:neutrality|impartiality|"
         "balance)|tak(?:e|es|en|ing) issue|took issue",
         "critical", 2.5, "The ministry condemned the statement of the Chair."),
    # Conditional: backing or hope tied to demands.
    Rule(r"provided that|must come first|(?:not|no) (?:\w+ )?without conditions|on (?:the |"
         "that )?condition(?: that)?|conditional on|only if|in exchange for|precondition|as a condition|"
         "with strings|strings attached|before (?:it|he|she|we|they) (?:gives?|agrees?|consents?|joins?|"
         r"can)|(?:assurances?|guarantees?) (?:\w+ ){0,6}(?:is|are|were|be) (?:\w+ )?(?:required|needed|"
         r"given|necessary)|unless|only (?:then|when)|(?:so|as) long as|reconsider\w*|if (?:this|that|"
         "it) (?:does|is) not|must first",
         "conditional", 2.5, "Serbia agrees on condition that the Chair stays neutral."),
    Rule("(?:had |has |have )?demand(?:ed|s)?|demanding (?:that|an?)|request(?:ed|"
         r"s) (?:\w+ ){0,6}(?:respect|neutral\w*|that)|if (?:the |its? |this )?(?:\w+ ){0,2}(?:chair\w*|"
         "presidency)|(?:depend|hinge)s? (?:up)?on (?:this|whether|the|how)|(?:expect|await)(?:s|ed|"
         r"ation)? (?:\w+ ){0,4}(?:to|that|from|of|chair\w*)|hop(?:e|es|ed|"
         r"ing) (?:that )?(?:\w+ ){0,5}(?:chair\w*|presidency|osce)|must (?:be )?(?:impartial|neutral|"
         "unbiased|respect|act|remain|follow|abide|return|stick|refrain|prove|keep|ensure|be guided)|"
         r"(?:matters|important|essential|crucial|vital) (?:\w+ ){0,6}(?:that|is that)|(?:impartial|"
         "unbiased|neutral)(?:ity|ly)?(?! (?:stance|approach|role|work|broker|position|and constructive|"
         r"manner|mediat\w+))|wants? to see|means to see|insist(?:s|ed)? (?:on|that)",
         "conditional", 1.2, "Russia hopes that the Chair will be impartial."),
    # Opposes: rejection, veto, a step against the Chair. "Rejects the bid" comes before "rejects".
    Rule("(?:do|does|did|will|would) not (?:recogni[sz]e|attend|take part|join)|stay(?:s|ed)? away|"
         r"turn(?:s|ed) down|rul(?:es|ed) out|suspend\w* (?:\w+ ){0,4}(?:co-?operation|"
         r"contacts|work)|recall\w* (?:its|the|his) ambassador|withdr[ae]w\w*|block(?:s|ed|ing)?|"
         r"obstruct\w*|object(?:s|ed|ion|ions|ing) (?:to|against)?|oppos(?:e|es|ed|ing|ition to)|"
         r"reject(?:s|ed|ing|ion)? (?:of )?(?:\w+ ){0,4}(?:bid|candida\w+)|(?:clos(?:e|es|ed|ing|ure)|shut|"
         r"expel\w*|terminat\w+) (?:\w+ ){0,4}(?:office|mission)|cancel\w* (?:\w+ ){0,4}(?:meeting|visit|"
         "talks)|refus(?:es|ed|al) (?:to )?(?:meet|receive|admit)|(?:meeting|visit|"
         r"talks) (?:\w+ ){0,6}(?:was|were) (?:cancelled|called off)",
         "opposes", 2.5, "Belarus objected to the candidacy for the chair."),
    # Critical: fault found.
    Rule("bias(?:ed)?|one-sided|partisan|politici[sz]ed|double standards|partial(?:ity)?|prejudiced|"
         r"accus(?:e|es|ed|ing|ations?)|blam(?:e|es|ed|ing)|reproach\w*|rebuk\w+|slam(?:s|med)|lambast\w*",
         "critical", 2, "The statement of the Chair is biased."),
    Rule(r"dissatisf\w+|lament\w*|complain\w*|disgrace\w*|scandal\w*|provocat\w+|hypocri\w+|imbalance\w*|"
         "groundless|unfounded|shameful|too far|cause(?:s|d)? (?:for )?(?:concern|alarm)|"
         r"raises? (?:\w+ ){0,3}questions|contradict(?:s|ed|ion|ory)|violat(?:es|ed|ing|"
         r"ion) (?:of )?(?:\w+ ){0,3}(?:mandate|rules|principles)|exceed\w* (?:\w+ )?mandate|overstep\w*|"
         r"misus(?:e|es|ed|ing)|incompeten\w+|blind eye|own (?:political )?(?:ends|goals|interests|agenda)|"
         r"no sense|dismiss(?:es|ed|ing)|nothing good|no future|s(?:ad|orry) (?:state|to)|breach\w*|"
         r"missed (?:chance|opportunity)|turn\w* into|at fault|protest(?:s|ed)?|concern(?:ed|s)? (?:at|about|"
         r"over) (?:\w+ ){0,3}(?:chair\w*|way)|abus(?:e|es|ed|ing) (?:its|his|her|the)",
         "critical", 1.5, "The Chair oversteps its mandate."),
    Rule(r"unfriendly|unprofessional|interfer\w+|tool of|instrument of|hostile|reject(?:s|ed|ing)?|"
         r"regret(?:s|ted|table|tably)?|unacceptable|inappropriate|irresponsible|deplor\w+|disappoint\w+|"
         r"puzzl\w+|bewilder\w+|perplex\w+|surpris\w+|(?:deep |systemic |profound |grave )+crisis|"
         r"paraly[sz]\w+|sad state|degrad\w+|discredit\w*|failure|failed|fails|incapable|collapse",
         "critical", 1.5, "The ministry called the remarks of the Chair unfriendly."),
    # Neutral: talks without a position.
    Rule("discuss(?:ed|es|ion|ions)?|exchang(?:e|ed) (?:of )?views|talked (?:over|about)|"
         "touched (?:up)?on|were (?:the )?(?:subject|topic)",
         "neutral", 0.3, "They discussed the agenda of the Chair."),
)  # fmt: skip

#: Where a statement was made. The first match counts, and rules about the whole text come first.
FORUMS: Final = (
    Rule(r"(?:at|to|of|in|before|addressing|addressed) (?:the |today's |a |an )?(?:\d{3,4}(?:st|nd|rd|"
         "th) )?(?:special |regular |joint )?(?:meeting of the |session of the |"
         "plenary )?(?:OSCE )?Permanent Council(?: meeting)?",
         "Permanent Council", 3, "Statement by Ambassador Karlsen at the Permanent Council."),
    Rule("(?:UN|United Nations) Security Council (?:meeting|briefing|debate)|(?:to|addressed|before|"
         "at) the (?:UN |United Nations )?Security Council",
         "UN Security Council", 3, "The minister spoke to the UN Security Council."),
    Rule(r"(?:at|to|of|in) (?:the |this )?(?:\d{1,2}(?:st|nd|rd|"
         "th) )?(?:annual )?(?:meeting of the )?(?:OSCE )?Ministerial Council|Ministerial Council (?:of|"
         "in) the Organi[sz]ation|Ministerial (?:Council )?meeting|ministerial meeting of the",
         "Ministerial Council", 2.5, "Speech at the 26th OSCE Ministerial Council."),
    Rule(r"Helsinki ?\+ ?50 Conference",
         "Helsinki+50 Conference", 3, "He spoke at the Helsinki+50 Conference."),
    Rule("(?:session|meeting) of the (?:OSCE )?Parliamentary Assembly|"
         "to the (?:OSCE )?Parliamentary Assembly",
         "Parliamentary Assembly", 2, "The Chair spoke to the OSCE Parliamentary Assembly."),
    Rule("Forum for Security Co-?operation",
         "Forum for Security Co-operation", 1.5, "Norway spoke in the Forum for Security Co-operation."),
    Rule(r"(?:participation|taking part|spoke|speaking|address) (?:\w+ ){0,3}(?:OSCE )?(?:Mediterranean|"
         "Asian|Review|Human Dimension Implementation|Economic and Environmental) (?:Conference|Forum|"
         "Meeting)|OSCE (?:Mediterranean|Asian) Conference",
         "other OSCE meeting", 2.5, "He spoke at the OSCE Mediterranean Conference."),
    Rule("(?:in|sent|sends|by|of) (?:a|the|his|her) letter|a letter from|congratulatory (?:letter|message|"
         "telegram)", "letter", 2.5, "The minister states in the letter that his country is prepared."),
    Rule("(?:House of Commons|the Bundestag|the Riksdag|to (?:the )?(?:national )?parliament|"
         "members of parliament|committee of the parliament|lawmakers)",
         "national parliament", 2, "He told members of parliament that the chair matters."),
    Rule("joint (?:declaration|communiqu[ée]|statement)",
         "joint declaration", 1.5, "They signed a joint declaration."),
    Rule(r"told (?:the )?(?:ERR|TASS|Sputnik|RIA|Interfax|Reuters|AFP|journalist|(?-i:[A-Z])\w+)|"
         "said to [A-Z]{3,}|in an interview|has told|op-ed|wrote in (?:an|a) (?:article|column)|"
         "interview with",
         "interview or article", 1.6, "The ambassador said in an interview that the OSCE is in crisis."),
    Rule("(?:wrote|posted|said|noted) on (?:his |her |its )?(?:Twitter|X|Facebook)(?: page)?|tweet(?:ed)?",
         "social media", 1, "She wrote on Twitter that the Chair has support."),
    Rule("(?:came|comes|arrived|travel(?:s|led)|paid|paying|pays) (?:to|on|in|an?) |(?:has |on (?:a|an|"
         r"his|her) )(?:\w+ )?visit(?:ed)?|has visited|working visit|official visit|received by|"
         "on receiving|receiving (?:the|his|her)|hosted", "visit", 1.8, "He came to Baku on a visit."),
    Rule(r"(?:had|held|holding|at|during|in|of) (?:a|an|the|their) (?:\w+ )?meeting (?:of|with|between|on)|"
         "met|talks (?:with|of|between|took)|telephone (?:call|conversation)|phone (?:call|conversation)|"
         "had a meeting|bilateral meeting|by (?:tele)?phone",
         "bilateral meeting", 1.6, "The two ministers had a meeting on February 7."),
    Rule("(?<!press )(?<!news )conference|seminar|ceremony|lecture|briefing",
         "public event", 0.4, "He spoke at a seminar."),
    Rule("press release|in a statement|statement (?:of|by|from|issued)|stated (?:by )?the ministry|"
         "ministry (?:said|stated|emphasi[sz]ed)|press service|issued a statement",
         "press release", 1.2, "The ministry said in a statement that it is biased."),
)  # fmt: skip

#: Words for other things with the letters OSCE.
CLINICAL: Final = _compiled(
    r"objective structured clinical|clinical exam\w*|exam\w+ clini\w+|examen clínico|klinische\w* prüfung|"
    r"клиническ\w+ экзамен\w*|nursing|medical|surg(?:ery|ical)|examin(?:ers?|ees?)|OSCE stations?|"
    r"(?:pass|sit|sat|fail)\w* (?:\w+ )?OSCE|simulated patients?|standardi[sz]ed patients?|open[- ]source"
)
#: Dimensions by name.
ALL_DIMENSIONS: Final = _compiled(
    r"(?:all|the|its) (?:of (?:its|the|our) )?(?:three|3) (?:security |OSCE )?(?:dimensions|directions)|"
    r"all (?:its|our|the|OSCE|security) dimensions|all (?:three|3) (?:\w+ )?(?:dimensions|directions)"
)
_BETWEEN: Final = (
    "(?:[,/]? ?(?:and|or|the|in|on|to|as well as|with|politico-military|military-political|"
    r"political-military|economic|environmental|ecological|human|first|second|third)(?![\w-])){0,12}"
)
DIMENSIONS: Final = {
    name: _compiled(rf"(?:{words}){_BETWEEN} (?:dimensions?|ones?)(?: of security)?")
    for name, words in {
        "politico-military": "politico[- ]military|political-military|military-political|first",
        "economic-environmental": "economic(?:[ -]and[ -]|/|-|,? )(?:the )?(?:environmental|ecological)|"
        "second",
        "human": "human|third",
    }.items()
}
#: Names of bodies and meetings in which a dimension is only part of the title.
DIMENSION_IN_TITLE: Final = _compiled(
    r"(?:Human Dimension|Economic and Environmental(?: Dimension)?) (?:Implementation|Committee|"
    r"Seminar|Conference|Meeting|Forum)"
)

#: The publisher's sources.
SOURCES: Final = (
    Rule(r"(?P<source>(?-i:[A-Z])[\w-]{1,30}(?: (?-i:[A-Z])[\w-]{1,30}){0,3}),? reports?(?= |,|"
         r"\.)(?! (?:of|on|by|from|to))", "it reports", 2.5, "The Chair has support, NTB reports."),
    Rule(r"cit(?:es|ing) (?:the )?(?P<source>[^,.;:\n()]{3,80})",
         "cites", 3, "Kazinform cites the press service of the Kazakh MFA."),
    Rule("(?:according to|reports?|reported by|as reported by|quoted by|"
         r"told) (?:the )?(?P<source>(?:[A-Z][\w'-]{0,40} ){0,6}(?:press service|press office|Center|Centre|"
         r"Agency|News|Sputnik|Interfax[\w-]{0,20}|TASS|Reuters|Ministry)(?: of (?:the )?\w+(?: \w+){0,5})?)",
         "reports", 2, "According to the Azerbaijan Business Center, he called it a positive factor."),
    Rule("(?P<source>(?:the )?(?:press service|press office|"
         r"press department) of (?:the )?[^,.;:\n()]{3,60}?)(?: (?:said|reported|reports|informs)|,|\.)",
         "press service", 2, "The press service of the Foreign Ministry said so."),
    Rule(r"/ (?P<source>Sputnik|Interfax|TASS|Reuters|AFP|Xinhua|AP|UNN)|\((?P<other>AzerNews|"
         r"Interfax[\w-]{0,20}|Sputnik|EFE|Reuters|AFP)\)",
         "agency", 2, "VIENNA (UrduPoint News / Sputnik - 15th June) said."),
)  # fmt: skip

#: A speech in full.
SPEECH: Final = _compiled(
    "check against delivery|statement on behalf of|as delivered by|delivered by|as prepared for delivery|"
    "statement by|speech by|remarks by|address by|intervention by|"
    r"(?:mr\.?|mister|distinguished|dear) chair(?:man|person)?|madam chair(?:person|woman)?|"
    "your excellenc(?:y|ies)|ladies and gentlemen|dear (?:colleagues|friends)|"
    "let me (?:first|begin|start|express|also)|response to the|right of reply"
)
#: The heading of such a speech.
SPEECH_HEADING: Final = _compiled(
    "(?:statement|speech|address|remarks|intervention|response|reply|message|greetings) (?:by|of|to|"
    "in response to|on behalf of)|(?:as delivered|delivered|as prepared)|(?:statement|remarks) (?:at|on)|"
    "^by (?:ambassador|minister)"
)
ADDRESSED: Final = _compiled(r"you|your")
#: After a word of support or criticism, these make it part of a name: "Support Programme for Ukraine".
PROGRAMME: Final = pattern(r" (?:program|group|committee)")
#: After a word of support, these show that it isn't for the Chair.
ASIDE: Final = _compiled(
    r"territorial integrity|sovereignty|accession|membership|to (?:enter|join)|"
    r"independence"
)
FIRST_PERSON: Final = re.compile(r"(?<!\w)(?:I|[Ww]e|[Oo]ur|us|[Mm]y|me)(?!\w)")
#: A visit or meeting that is only announced.
NOTICE: Final = _compiled(
    "(?:is|are) to (?:be received|meet|visit|travel|take part|attend|hold)|(?:will|would) (?:also )?(?:meet|"
    "visit|travel|attend|arrive|come|pay|hold(?! the)|receive|be received|host|take place|be held|lay)|"
    "arrives? (?:in|at)|on (?:his|her|the) way to|goes to|(?:is|are) (?:due|scheduled|expected to|planned)|"
    "plans to (?:meet|visit)|(?:will be|is|are) travell?ing to|accreditation of journalists|"
    "(?:is|are) foreseen|programme of the visit"
)
