"""What whowhom does not answer, whatever the names in it."""

import re
from itertools import pairwise
from typing import Final

from whowhom.questions.asked.lexicon import Lexicon
from whowhom.questions.asked.reading import Reading

_ROLE: Final = (
    r"(?:leaders?|heads?|chiefs?|commanders?|emirs?|amirs?|founders?|deput(?:y|ies)|spokes(?:man|men"
    r"|person|woman)|ministers?|presidents?|boss(?:es)?|number (?:one|two)|second in command|caliph"
    r"|governors?|generals?|mastermind|members?|fighters? named|bomber|envoy|ambassador|king|wife|wives|son|sons)"
)
_TITLES: Final = frozenset(
    """mullah mawlawi maulvi maulana sheikh shaikh general president prime commander emir amir
    minister mr mrs ms dr king prince ayatollah colonel sir senator secretary chancellor""".split()
)
# "Which pairs should we keep an eye on?" asks what is to be expected.
_WATCH: Final = (
    r"(?!.*\b(?:should|ought)(?: \w+){0,3}? (?:watch\w*|expect\w*|keep\w* (?:\w+ )?(?:eyes?|tabs|track|watch)|look(?:ing)? (?:out|at|for)"
    r"|follow\w*|monitor\w*|know|track|on (?:my|our|the|your|everybody|everyone) (?:\w+ )?(?:radar|list|screen|agenda)|worry|be worried)\b)"
)
_TABLE: Final[tuple[tuple[str, str], ...]] = (
    (
        "it asks for help with an attack or for where to strike; whowhom makes nothing for targeting",
        r"\b(?:coordinates|assassinat\w*|kill list|target list|strike list|safe ?houses?|phone numbers?|home address"
        r"|(?:make|build|buy|get) (?:a |an )?(?:bombs?|ied|explosives?|weapons?)|give me targets|lat long|gps)\b"
        r"|\bhow (?:to|do i|can i|could i|would i|do we|can we|could we|would one|might one|should we) (?:best )?(?:kill|bomb|attack|strike|hit|eliminate|target|ambush|destroy)\b"
        r"|\b(?:best|easiest|right|good|ideal|optimal) (?:way|place|places|time|spot|target|targets|moment)\b.*\b(?:kill|attack|strike|hit|bomb|ambush|drone)\b"
        r"|\b(?:where|which|whom|who|what|when)\b.*\b(?:should|can|could|to|must) (?:(?:we|i|the us|us|ACT|they|be|he|one) )?(?:strike|bomb|hit|attack|target|kill|take out|drone)(?:ed|ted|led)?\b(?! next)"
        r"|\b(?:plan|help|planning|assist)\b.*\b(?:an? |the |me |us |our )(?:attack|ambush|strike|raid|bombing)\b(?! .*ACT.*ACT)"
        r"|\bhow (?:to|do i|can i|could i|would i|do we|can we|does one|would one) (?:join|donate|contact|reach|fund|finance|enlist)\b|\b(?:track|hunt) (?:\w+ ){0,3}down\b|\b(?:track|hunt|locate|find|pinpoint|geolocate) (?:down )?(?:\w+ ){0,4}(?:leader\w*|commander\w*|member\w*|fighter\w*|camp|camps|base|bases|convoy\w*|position\w*|house|houses|him|her|them)\b"
        r"|\b(?:which|what|where|whose|when)\b.*\b(?:convoys?|motorcades?|hide ?outs?|hiding places?|whereabouts|daily routines?|patrol routes?)\b"
        r"|\b(?:easiest|easy|softest|soft|vulnerable|weakest|exposed|unguarded|undefended|unprotected)\b.*\b(?:ambush\w*|attack\w*|hit|strike|bomb|kill|raid|targets?)\b"
        r"|\b(?:kill|capture|eliminate|neutrali[sz]e|take out) (?:\w+ ){0,3}(?:leader\w*|commander\w*|chief|head|emir|him|her)\b",
    ),
    (
        "it asks what is right or what should be done; whowhom says what was and what is to be expected",
        _WATCH + r".*\b(?:should|shouldn|shouldnt|ought)\b"
        r"|\bis it (?:right|wrong|moral|immoral|legal|illegal|ok|okay|good|bad|fair|wise|ethical|time to|justified|worth)\b"
        r"|\b(?:justified|justifiable|morally|immoral|evil|good guys|bad guys|right or wrong|to blame|deserve\w*|legitimate|best policy|right policy|good idea|terrorists or freedom|recommend|advise|advice|a mistake|worth it|shame|fault|regret\w*|in your opinion|do you (?:like|support|love|hate))\b",
    ),
    (
        "it asks about prices, money or the economy",
        r"\b(?:prices?|stock market|stocks|shares|exchange rates?|inflation|bitcoin|crypto\w*|gdp|interest rates?|barrel"
        r"|commodit\w+|economy|economic growth|economies|currency|currencies|afghani|rupees?|dollars?|euros?|market|markets|cost of living|investments?|oil|gold|lithium|opium|wheat)\b",
    ),
    (
        "it asks about the weather",
        r"\b(?:weather|rain\w*|snow\w*|temperatures?|sunny|storms?|drought|climate|flood\w*|earthquakes?|degrees|celsius|hurricane)\b",
    ),
    (
        "it asks about sports",
        r"\b(?:cricket|football|soccer|world cup|olympic\w*|tournament|league|championship|t20|goals? scored|final score|matches|athletes?|team win|win the (?:match|cup|game|league|title)|game tonight)\b",
    ),
    (
        "it asks about votes and polls",
        r"\b(?:elections?|ballots?|votes?|voters?|polls?|polling|re ?elected|midterms?|referendum|impeach\w*|presidency)\b",
    ),
    (
        "it asks for something else than how armed and political actors act",
        r"\b(?:recipes?|cook|poems?|jokes?|songs?|lyrics|translate|essay|movies?|films?|python|javascript|sql|novel|haiku|limerick"
        r"|capital of|population of|horoscope|meaning of life|restaurant\w*|hotels?|flights?|visa|covid|vaccin\w*|homework|birthday|what day is|what time is|sing|story about)\b"
        r"|\bwho (?:are|made|built|wrote) you\b|\bare you (?:a|an|human|real)\b|^(?:hello|hi|hey|thanks|thank you|good (?:morning|evening))\b(?: \w+){0,2}$",
    ),
)
_REFUSALS: Final = tuple((why, re.compile(pattern)) for why, pattern in _TABLE)

PERSON: Final = (
    "it asks about a person; whowhom knows organisations and states, and keeps no files on persons"
)
_PERSON: Final = re.compile(
    r"\bwho (?:\w+ )?(?:leads?|led|heads?|headed|runs?|commands?|commanded|founded|replaced|succeeded|succeeds|rules|killed|ordered)\b(?! .*\bACT and ACT)"
    rf"|\bwho(?:m)? (?:is|are|was|were|will be|becomes|became|s) (?:the |their |its |ACT |a |an |new |current |former |top |now |next |senior |supreme )*{_ROLE}\b"
    r"|\bwho (?:is|was|s) in charge\b"
    rf"|\b(?:where|when|how|is|are|was|what|why|did|does|do|tell|describe|name|list|show)\b.*\b{_ROLE}\b.*\b(?:live|lives|living|lived|hiding|hide|hides|alive|dead|killed|die|died|dies|located|born|age|old|family|home|house|sleep|stay|stays|staying|arrested|captured)\b"
    rf"|\b(?:name|list|identify|name of|names of|where is|where are|who is|where s|what happened to|whereabouts of|biography of|tell me about|describe|profile)(?: \w+){{0,2}} (?:the |ACT |top |current |all )*{_ROLE}\b"
    r"|\b(?:is|are|was) (?:my|his|her|your) \w+|^my name\b|\bmy (?:neighbou?r|friend|boss|brother|son|colleague|wife|husband|father|mother)\b|\bwhereabouts\b|\bbiograph\w*\b|\b(?:personal life|private life|married|girlfriend|religious views)\b"
    rf"|^(?:\w+ ){{0,2}}(?:is|are|was|has|did|does|will) (?:the )?ACT (?:supreme |top |current |new )?{_ROLE}\b"
)
_SOMEBODY: Final = re.compile(
    r"\b(?:who (?:is|was|s)|where (?:is|does|did|was|s)|is|was|what (?:is|does|did|happened to)|did|does|will)\b"
)


def refusal(reading: Reading, known: Lexicon) -> str:
    """Why a sentence is not answered; "" if it may be."""
    if _person(reading, known):
        return PERSON
    for why, pattern in _REFUSALS:
        if pattern.search(reading.masked):
            return why
    return ""


def _person(reading: Reading, known: Lexicon) -> bool:
    masked = reading.masked
    if _PERSON.search(masked):
        return True
    said = masked.split()
    for size in (3, 2, 1):
        for at in range(len(said) - size + 1):
            if tuple(said[at : at + size]) in known.persons:
                return True
    return _titled(reading) or _named_before(reading) or _nobody_known(reading)


def _titled(reading: Reading) -> bool:
    """ "Mullah Baradar", "General Milley": a title and a name that nobody knows."""
    words = reading.sentence.words
    for word, after in pairwise(words):
        if word.norm in _TITLES and after.text in reading.strangers:
            return True
    return False


def _named_before(reading: Reading) -> bool:
    """ "Sirajuddin Haqqani": a name of a group that stands behind an unknown first name."""
    words = reading.sentence.words
    for mention in reading.mentions:
        before = words[mention.first - 1] if mention.first else None
        one = mention.last - mention.first == 1 and not mention.state
        here = one and words[mention.first].text.istitle()
        if here and before and before.text in reading.strangers and before.text.istitle():
            return not before.possessive
    return False


def _nobody_known(reading: Reading) -> bool:
    """ "Who is Haibatullah": somebody, and no actor in sight."""
    if reading.mentions or reading.owners:
        return False
    if re.search(
        r"^(?:\w+ )?(?:is|was) \w+(?: \w+)? (?:dead|alive|married|guilty|in (?:prison|jail))\b",
        reading.masked,
    ):
        return True
    return bool(
        re.search(
            r"^(?:\w+ ){0,2}(?:who (?:is|was|s)|where (?:is|does|did|was|s)) (?!it\b|they\b|this\b|that\b)\w+",
            reading.masked,
        )
    ) and not re.search(
        r"\bwho is (?:fighting|who|winning|at|going|likely|about)\b|\bwhere (?:is|does) (?:this|that|it|the)\b",
        reading.masked,
    )
