"""Words that speak for a verb: one table of cues."""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a verb.

    Parameters
    ----------
    verb : str
        The verb.
    weight : float
        How strongly, beside the other cues of the verb.
    pattern : re.Pattern
        Found in the masked words of a sentence (see `whowhom.questions.asked.reading`).
    """

    verb: str
    weight: float
    pattern: re.Pattern[str]


_ASKS = r"(?:do|does|did|has|have|had|is|are|was|were)"
_TABLE: Final = (
    # ---- profile: who they are, what they do and want, where, with whom
    ("profile", 5, r"\bwho(?:s|(?: exactly| precisely| the heck| on earth)? (?:is|are|was|were|s)) ACT|^(?:\w+ ){0,2}who ACT$"),
    ("profile", 4, r"^(?:\w+ ){0,3}whats? ACT$|\bwhat (?:is|are|was) (?:known|there to know|out there) about ACT"),
    ("profile", 6, r"\bhow (?:would|do|can|could|should|might) (?:you|one|we|i) (?:best )?(?:characteri[sz]e|describe|define|sum up|explain|introduce|profile|classify)\b"),
    ("profile", 4, r"\b(?:which|what|in which|in what|who|whose|how many)\b(?: \w+){0,3} (?:partners?|allies|ally|enemies|enemy|rivals?|opponents?|foes|friends|backers|supporters|sponsors|adversaries|provinces|areas|regions|districts|countries|parts|places|branches|factions|names|fronts)\b.*\bACT\b(?!.*\bACT\b)"),
    ("profile", 4, r"^(?:\w+ ){0,2}(?:who|which (?:group|groups|states?|countr\w+|actors?)) (?:else )?(?:backs?|supports?|supported|backed|fights?|fought|opposes?|opposed|attacks?|attacked|arms|armed|helps?|helped|sides? with|works? with|worked with) (?:the )?ACT$"),
    ("profile", 5, r"\bwho ACT (?:is|are|was|were)\b"),
    ("profile", 4, r"\bwhat(?: exactly)? (?:is|are|was|were) (?:the )?ACT(?: about| up to| exactly)?$"),
    ("profile", 4, r"\b(?:tell (?:me|us)|know|more|info|information|read up|teach (?:me|us))(?: \w+){0,3} (?:about|on) (?:\w+ )?ACT"),
    ("profile", 4, r"\b(?:describe|description|sum up|summary|characteri[sz]e|characterisation|profile|portrait|thumbnail|breakdown|lowdown|low down|101|background|overview|primer|rundown|introduc\w+|fact ?sheet|dossier|bio|backgrounder|brief(?:ing)?|sketch|explainer|explain|summari[sz]e)\b(?! how)"),
    ("profile", 3, r"\b(?:goals?|aims?|objectives?|ideology|agenda|motives?|ambitions?|strategy|activities|tactics|methods|motivat\w+|drives|origins?|structure|make\w* ACT tick|demands?|stand for|believe in)\b"),
    ("profile", 3, r"\bwhat (?:do|does|did) (?:ACT|they|it)(?: \w+)? (?:want|do|seek|aim)\b"),
    ("profile", 5, r"\bwhat (?:do|does|did) ACT (?:and|or) ACT (?:\w+ )?(?:want|do|seek|aim)\b"),
    ("profile", 4, r"\bwho (?:is|are|was|were) (?:they|these people|these guys|those people)\b|\bwhat (?:is|are) (?:the )?(?:story|deal) (?:with|of) ACT\b(?! and)"),
    ("profile", 4, r"\bwhat (?:sort|kind|type) of (?:\w+ )?(?:group|organi[sz]ation|actor|movement|outfit)"),
    ("profile", 5, r"\bwhere(?: \w+){0,2} (?:do|does|did|is|are|was|were|has|have) ACT (?:\w+ )?(?:operat\w*|active|based|fight\w*|found|strong\w*|concentrated|located|attack\w*|act|been)"),
    ("profile", 5, r"\b(?:with whom|whom|who) (?:do|does|did|is|are|has|have) ACT (?:usually |mostly |mainly |typically |been )?(?:fight\w*|work\w*|cooperat\w*|attack\w*|oppos\w*|alli\w*|deal\w*|target\w*|clash\w*)"),
    ("profile", 5, r"\bwho (?:are|were|is) (?:ACT|their|its) (?:\w+ )?(?:allies|enemies|partners|friends|rivals|foes|opponents|backers|adversaries|enemy|ally)"),
    ("profile", 3, r"\b(?:partners|allies|enemies|backers|branches|names|aliases|parent\w*) of ACT$"),
    ("profile", 3, r"\bACT (?:partners|allies|enemies|branches|names|aliases)\b"),
    ("profile", 3, r"\bwhat (?:is|are|was|were) ACT (?:up to|about|doing|known for|after)"),
    # ---- relation: how two stand and came to that
    ("relation", 4, r"\b(?:relations?|relationships?|ties|links?|rapport|dealings|bonds?|alliance|rivalry|feud|friendship|enmity|animosity|hostility|hostilities|cooperation|partnership|collaboration|conflict|quarrel|dispute|contacts?|connections?|connected|tensions?|understanding|interaction|interactions|marriage)\b"),
    ("relation", 4, r"\b(?:stand|stands|stood|standing)\b(?! for)"),
    ("relation", 4, r"\b(?:get|gets|got|getting|gotten) (?:along|on)\b"),
    ("relation", 4, r"\bon (?:good|bad|speaking|friendly|what|what kind of|which) terms\b|\bterms (?:are|were|with)\b"),
    ("relation", 2, r"\bbetween (?:\w+ )?ACT and ACT"),
    ("relation", 4, r"\b(?:each other|one another|mutual\w*|friends? or (?:foes?|enem\w+)|foes?|sworn enemies|bad blood|good terms|bedfellows|frenemies)\b"),
    ("relation", 4, rf"^(?:\w+ ){{0,4}}{_ASKS} ACT (?:and|or) ACT\b(?! want| seek)"),
    ("relation", 4, r"\bhistory (?:of|between)\b.*ACT.*ACT|\bACT ACT (?:history|record)\b|\bACT and ACT.*\bhistory\b"),
    ("relation", 4, r"\b(?:allies|allied|enemies|friends|friendly|hostile|at war|at odds|partners|rivals|foes|adversaries|opponents|aligned|sworn|close)\b(?=.*ACT|$).*|ACT.*ACT.*(?:allies|enemies|at war|at odds|rivals)"),
    ("relation", 3, r"\bhow (?:do|does|did|have|has|had|are|is|were|was)\b.*\bACT\b.*\bACT\b"),
    ("relation", 4, r"\bwhat (?:has )?(?:happened|happens|went on|gone on|went wrong|is going on|is the (?:story|situation|state of play|deal|matter))\b.*\b(?:between|with)\b"),
    ("relation", 4, r"\bhow (?:did|has) (?:it|things|this|that)\b.*\bcome to\b|\bhow did .* (?:become|come to be|end up|turn into)"),
    ("relation", 3, r"\b(?:fall out|fell out|falling out|come to blows|turn(?:ed)? (?:on|against)|broke(?:n)? with|break with)\b"),
    ("relation", 4, rf"^(?:\w+ ){{0,3}}{_ASKS} ACT (?!and |or |(?:\w+ )?going to )(?:\w+ ){{0,3}}(?:\w+) (?:\w+ ){{0,2}}ACT"),
    ("relation", 2, r"\bACT (?:vs|versus|v|and|toward|towards|against|with) ACT\b"),
    ("relation", 3, r"\b(?:friend or foe|friends or (?:foes|enemies)|allies or enemies|treat(?:ed|ing|s)?|dealt with|interacted|sided with)\b"),
    ("relation", 3, r"\b(?:view|views|viewed|regard\w*|see|sees|saw|perceive\w*|relate|relates|related|interact|interacts|interacted|cooperate\w*|collaborat\w*|co ?exist\w*|tolerat\w*|trust\w*|distrust\w*|hate\w*|like each)\b.*\bACT\b"),
    ("relation", 4, r"\bwhat (?:did|do|does|have|has) ACT (?:and ACT )?(?:done? )?(?:do )?(?:to|with|for|against) (?:ACT|each other|one another)"),
    ("relation", 4, r"\bwhy (?:do|does|did|are|is|were|have|has)\b.*\bACT\b.*\bACT\b"),
    ("relation", 3, r"\bwhere do (?:things|matters|we) stand\b"),
    # ---- forecast: what is to come
    ("forecast", 4, r"\b(?:how|what|whom|who|which|where|when)\b(?: \w+){0,3} (?:will|ll)\b|\bhow (?:is|are) .* going to\b"),
    ("forecast", 3, r"\b(?:will|going to|about to|shall)\b"),
    ("forecast", 2, r"\bHOR\b"),
    ("forecast", 5, r"\b(?:forecast\w*|fcst|outlook|predict\w*|projection|projected|prognosis|prospects? for)\b"),
    ("forecast", 4, r"\b(?:expect\w*|anticipate\w*|foresee\w*|in store|lies ahead|look ahead|looking ahead|ahead)\b"),
    ("forecast", 4, r"\bwhat (?:happens |comes |is |s )?next\b"),
    ("forecast", 3, r"\b(?:next|future|coming|upcoming|soon)\b"),
    ("forecast", 4, r"\b(?:mean|means|meant|imply|implies) for how\b.*\bACT\b.*\b(?:interact|deal|treat|act|behave|get along|handle|respond)"),
    ("forecast", 3, r"\bhow (?:might|may|could|would|can)\b(?! (?:you|one|we|i) (?:best )?(?:charact|descr|defin|sum|expl|compar|introd|class|profil))(?! it mean).*\bACT\b"),
    ("forecast", 3, r"\bwhat (?:might|may|could|would) ACT do\b"),
    ("forecast", 6, r"\b(?:watch ?list|watchlist|hot ?spots)\b"),
    ("forecast", 6, r"\bwhich (?:\w+ ){0,2}(?:pairs?|dyads?|actors|groups|conflicts|rivalries|relations|relationships)\b.*\b(?:watch|will|next|escalat\w*|worry|attention|eye|heat\w*|move|flare\w*|change|monitor\w*|follow)"),
    ("forecast", 6, r"\b(?:who|whom|what)(?: should| must| to| do)? (?:we |i |one |analysts |to )?(?:be )?(?:need to )?(?:watch\w*|keep an eye|monitor\w*|look out)|\b(?:pairs?|dyads?) (?:should|to|that|are|which|worth)\b.*\b(?:watch|monitor|follow|escalat|worry)"),
    ("forecast", 6, r"\bwho (?:will|is going to|is likely to|is about to) (?:fight|attack|clash with|hit|strike|target|move against|turn on) (?:who|whom)\b"),
    ("forecast", 3, r"\bwhere (?:is|are)\b.*\b(?:heading|headed|going)\b|\bwhere (?:this|things|it) (?:is )?(?:go|going|heading)"),
    # ---- compare: one actor in two periods
    ("compare", 4, r"\b(?:apart from (?:that|those|ACT|PER)|\bsets?\b.*\bapart|set (?:it|them) apart|next to ACT|alongside ACT|in contrast|contrary to|as opposed to|resembl\w+|(?:a|any) (?:new|different) (?:animal|beast|breed|group|movement)|version of ACT|not what (?:it|they) (?:was|were))\b"),
    ("compare", 5, r"\b(?:different|differ|differs|differed|differently|difference|differences|dissimilar|unlike)\b"),
    ("compare", 5, r"\b(?:compare|compares|compared|comparing|comparison|contrast|contrasted|contrasts|distinguish\w*)\b"),
    ("compare", 4, r"\b(?:changed|evolved|transformed|adapted|moderated|mellowed|matured)\b"),
    ("compare", 4, r"\bhow (?:did|has|have|do|does) ACT (?:\w+ )?(?:change|evolve|adapt|develop|shift)"),
    ("compare", 4, r"\b(?:did|has|have|do|does) (?:ACT|they|it) (?:\w+ )?(?:change|changed|evolve|evolved|learn|learned)\b"),
    ("compare", 4, r"\bsame (?:as|ACT|group|movement|organi[sz]ation|one|old|that|people|force|outfit)\b|\bthe same\b.*\b(?:PER|EVT|NOW)|\bsame .* as\b"),
    ("compare", 4, r"\bthan\b.*\b(?:PER|EVT|NOW|then|before)\b|\bthan (?:they|it) (?:was|were|did|used to)\b"),
    ("compare", 4, r"\b(?:become|became|grown|got|gotten|turned|been) (?:\w+ )?(?:more|less|weaker|stronger|bolder|deadlier|smaller|bigger|quieter|busier)\b.*\b(?:since|after|than) (?:EVT|PER)"),
    ("compare", 3, r"\b(?:more|less|fewer|\w+er) .*\bthan\b"),
    ("compare", 3, r"\b(?:then and now|now and then|now vs then|then vs now|back then|used to be|old and new|new and old|before and after|before vs after|before versus after|similar)\b"),
    ("compare", 4, r"\b(?:PER|NOW|EVT) (?:vs|versus|v|against|with|and|to|or) (?:\w+ ){0,4}(?:PER|NOW|since|EVT)\b"),
    ("compare", 3, r"\b(?:changes?|shift|evolution|transformation) (?:in|of|to|within) ACT\b|\bwhat (?:is )?(?:changed|new|different)\b.*\b(?:in|about|with|for) ACT"),
    # ---- presence: still there?
    ("presence", 5, r"\b(?:presence|present in|foothold|footprint|sleeper|cells?|strongholds?|hideouts?|bases? in|camps? in|sanctuar\w+ in)\b"),
    ("presence", 5, r"\bstill (?:\w+ ){0,2}(?:active|there|around|in|operat\w*|exist\w*|alive|present|hold\w*|left|have|has|got|about|a force|a factor|a thing|out there|functioning|intact|fight\w* in|hang\w*|based|at large)\b"),
    ("presence", 4, r"\b(?<!groups )(?<!organisations )(?<!organizations )(?<!militants )(?:active|operating|operative|operate|operates|operated|fighting|based|hiding|present|holed up|entrenched|established|existing|exist|exists|around|alive|extinct|defunct|dormant|inactive)\b(?: \w+){0,3} LOC\b"),
    ("presence", 4, rf"^(?:\w+ ){{0,3}}(?:{_ASKS} )ACT (?:\w+ ){{0,2}}(?:active|alive|defunct|extinct|dormant|inactive|gone|dead|exist|around|present|there)\b"),
    ("presence", 4, r"\b(?:is|are|was|were) (?:ACT|they|there)(?: \w+){0,3} (?:in|inside|left in|within) LOC\b"),
    ("presence", 4, r"\b(?:last seen|seen in LOC|sighted|found in LOC|gone from|driven out|wiped out|cleared from|expelled from|pulled out of|disappeared from|vanished|left LOC|leave LOC|survive\w*|remain\w*)\b"),
    ("presence", 3, r"\b(?:any|some) (?:\w+ )?ACT\b.*\b(?:left|in LOC|remain\w*)|\bany (?:sign|trace|evidence|activity) of ACT\b"),
    ("presence", 4, r"\bACT (?:in|inside) LOC$|\b(?:have|has) ACT (?:\w+ )?left LOC|\bdo(?:es)? ACT (?:\w+ )?exist\b"),
    ("presence", 4, r"\b(?:hold|holds|holding|hang|hangs|hanging) (?:out|on)\b"),
    # ---- impact: what an event did, what an intervention would do
    ("impact", 5, r"\b(?:affect|affects|affected|affecting|effect|effects|impact|impacts|impacted|consequences?|repercussions?|fallout|influence|influenced|ramifications?)\b"),
    ("impact", 5, r"\bEVT (?:\w+ )?(?:change|changed|changes|shape|shaped|alter|altered|transform|transformed|hurt|help|helped|weaken|weakened|strengthen|strengthened|embolden|emboldened|do to|did to|done to|do for|did for|mean for|meant for|hit|boost|boosted|set back|hamper|hampered|benefit|benefited|matter for|mattered)\b"),
    ("impact", 5, r"\bwhat (?:did|does|has|will|do|would|could|might)(?: \w+){0,2} EVT(?: \w+)? (?:mean|do|change|bring|spell)"),
    ("impact", 6, r"\bACT (?:\w+ ){0,2}(?:strengthened|weakened|hurt|helped|emboldened|changed|affected|shaped|hit|boosted|hampered|transformed|altered|encouraged|damaged|harmed) by EVT\b"),
    ("impact", 3, r"\b(?:because of|due to|thanks to|as a result of|result of|in response to|owing to|result from) EVT\b"),
    ("impact", 4, r"\b(?:react|reacts|reacted|reaction|respond|responded|responds|response|adapt|adapted|adjust|adjusted|cope|coped) to EVT\b"),
    ("impact", 7, r"\b(?:what|how much of a|how big a|any|which) difference\b.*\bEVT (?:\w+ )?(?:make|made|do)\b|\bEVT (?:make|made) (?:\w+ )*difference"),
    ("impact", 5, r"\b(?:change|changed|changes|different|new)\b.*\b(?:because of|due to|thanks to|as a result of|owing to|through|by) EVT\b"),
    ("impact", 7, r"^(?:(?:so|now|and|ok|okay|let us|let) )*say ACT\b|\b(?:in a world without|scenario in which|in case|in the event|were it that)\b.*ACT|\b(?:what if|what would happen|what happens if|suppose|supposing|imagine|assume|assuming|hypothetically|if ACT (?:\w+ )?(?:stopp?\w*|doubl\w*|halv\w*|disappear\w*|vanish\w*|ceas\w*|were|was|collaps\w*|stepp?\w*|tripl\w*|is defeated|are defeated|gave up|quit|dissolv\w*)|were to|without ACT)\b"),
    ("impact", 7, r"\b(?:would|will|happens?)\b.*\bif (?:the )?ACT\b|\bif ACT\b.*\bwould\b"),
    ("impact", 4, r"\bif ACT\b.*\b(?:attacks?|acts?|violence|operations)\b"),
    # ---- likelihood: how probable
    ("likelihood", 7, r"\bhow (?:likely|probable|plausible|possible|realistic|unlikely|conceivable|big (?:is|a)|high|great|serious|real)\b"),
    ("likelihood", 7, r"\b(?:likelihood|probability|chance|chances|(?<!at )odds|prob|percentage|probabilities)\b"),
    ("likelihood", 5, r"\b(?:risk|danger|threat|prospect|prospects) (?:of|that|is|are)\b"),
    ("likelihood", 4, r"^(?!.*\b(?:who|whom|which|what|where)\b).*\b(?:likely|bound|liable) to\b"),
    ("likelihood", 5, r"\b(?:is it|is there|are there) (?:\w+ )?(?:likely|possible|probable|conceivable|plausible)\b|\bcould it (?:be|happen)\b"),
)  # fmt: skip
CUES: Final = tuple(Cue(verb, float(weight), re.compile(p)) for verb, weight, p in _TABLE)
"""Every cue; see the table in the source for what each looks for."""
