"""Ordinary words mended where one letter or two are wrong; names are never mended."""

from functools import lru_cache
from typing import Final

ORDINARY: Final = frozenset(
    """relation relations relationship relationships between different difference compare compared
    comparison changed change changes presence present active operate operating operates foothold
    likely likelihood probability chance chances forecast predict prediction outlook expect expected
    interact interaction interactions affect affected effect impact influence consequences takeover
    withdrawal agreement attack attacks attacked attacking allies enemies history currently happen
    happened describe background goals objectives against tell about people killed kill kills fight
    fighting clashes violence still what when where which whom would will could next month months
    week weeks year years profile overview similar contrast support supports cooperate cooperation
    scenario strike strikes casualty haven another least government group groups behave behaviour
    toward towards double doubled halve halved stopped disappear disappeared defeated suppose
    following before after since until during stand along come there their they them does have
    think might watch list pairs explain understand please question situation does did been being
    going about more less than same those these other others becoming become becomes carry carries
    carried ruled rule regime power control country kind sort rather actually believe movement""".split()
)
"""Words that questions are made of, and that typos are mended to."""
# Words that are right as they are, though near to one of the above.
_RIGHT: Final = frozenset(
    """abort affects alone along alter attach attached attacker attackers became behaved behaves behavior
    behaviour behaviors behaviours believe believes bring brings charge charged charges classes comes
    comparisons consequence contract contracts contacts controls correctly couldn crashes curry deference
    delegated deflated described describes differences differently differing double doubly expects explained
    explains forecasts gender happens inference inferences influences integration interacts interface
    intersection interactive kinds kinda likelihoods lists monte objective operation operations operators
    portability powers predicate preset presently presents prevent prevents production profiles
    questions regulation saturation scenarios short shorts similarly simulation situations skill skills
    sorts spill spoke stroke suppose supposed tells thick thing things thinks three threw understands understood
    withdrawn withdraw world worlds wouldn whole while whose white watch match catch march hatch fight
    eight night light right might sight tight stall stole style where there these those three four weak
    weaker leave leaves leaver mouth mouths north south youth years tears fears bears hears nears week
    weeks seeks region regions legion religion nation nations station actual actually access across crowd
    grow grows grown growth group stood stands stranded stand start state states staff stage""".split()
)
_SHORTEST: Final = 5
# Short words are too near to each other to be mended by distance.
_SHORT: Final = {
    "wat": "what", "waht": "what", "wht": "what", "hwat": "what", "hwo": "how", "hw": "how",
    "teh": "the", "taht": "that", "wich": "which", "whcih": "which", "wil": "will", "wll": "will",
    "thier": "their", "u": "you", "r": "are", "btwn": "between", "btw": "between", "bw": "between",
    "rel": "relations", "rels": "relations", "v": "vs", "1st": "first", "2nd": "second",
    "pls": "please", "plz": "please", "diff": "different", "prob": "probability", "w": "with",
}  # fmt: skip


@lru_cache(maxsize=4096)
def mend(word: str, more: frozenset[str] = frozenset()) -> str:
    """The ordinary word that was meant, if it is just one typo away (two in a long word).

    `more` are words to mend to beside the ordinary ones, such as those of a case's events.

    A typo is a letter too many, missing, wrong, or two swapped; the first letter has to be right,
    and no two words may be equally near.

    >>> mend("realtionship"), mend("beetween"), mend("presense"), mend("kabul")
    ('relationship', 'between', 'presence', 'kabul')
    """
    if word in _SHORT:
        return _SHORT[word]
    if (
        word in ORDINARY
        or word in _RIGHT
        or word in more
        or len(word) < _SHORTEST
        or not word.isalpha()
    ):
        return word
    from rapidfuzz.distance import OSA

    most = 2 if len(word) > 8 else 1
    near = [
        (OSA.distance(word, w, score_cutoff=most), w) for w in ORDINARY | more if w[:1] == word[0]
    ]
    near = sorted((d, w) for d, w in near if d <= most and len(w) >= _SHORTEST - 1)
    if not near or (len(near) > 1 and near[1][0] == near[0][0]):
        return word
    return near[0][1]
