"""Whether a text is English, as far as small words tell."""

import re
import unicodedata
from typing import Final

from whowhom.questions.asked.words import words

ENGLISH: Final = frozenset(
    """a about after all also am an and any are as at be been before being between but by can could
    did do does doing for from get had has have having he her his how if in into is it its like me
    might more most much my no not now of on once one or other our over please she should since so
    some still tell than that the their them then there these they this those through to toward
    towards under until up us was we were what when where which while who whom whose why will with
    within without would you your against during because next last between versus vs each
    forecast relation profile compare presence impact likelihood outlook attack attacks
    likely whats ok okay please""".split()
)
"""Small words of English, and those that a desk writes in their place."""
_FOREIGN: Final = frozenset(
    """der das und ist sind wie wer wird werden zwischen nicht ein eine einen mit von zu auf fur im den dem
    les des est sont comment qui que quel quelle quels entre avec une dans sur pas ou ont leurs leur
    los las es esta estan como quien quienes cual cuales el la una del por para con entre y su sus
    il lo gli sono stanno rapporti chi come quali che della delle dei tra nel nella una non perche
    os sao quem qual quais com entre uma nao pelo pela dos das
    wollen haben warum gegen uber weshalb machen
    het een zijn hoe wie wordt tussen niet van naar voor
    nasil kim kimdir arasinda ile bir ve nedir icin mi
    er hvem hva hvad hvordan hvorfor mellem mellom og
    ar och hur vem som mellan inte med det
    kdo jak jest sa kto miedzy czy czym nie
    kto takie kak mezhdu chto kakie
    kist kiye chist astand hastand kasani kisti kya hai hain kaun kaise aur ke mein ki
    man hal huwa hiya ma hum kayfa bayna""".split()
)


def other_language(text: str, names: frozenset[str]) -> bool:
    """Whether a text is written in another language than English.

    Parameters
    ----------
    text : str
        The question.
    names : frozenset of str
        Words of names in it, which tell nothing.

    Examples
    --------
    >>> other_language("Wie stehen die Taliban zu ISIS-K?", frozenset({"taliban", "isis", "k"}))
    True
    >>> other_language("taliban isis-k outlook 90d", frozenset({"taliban", "isis", "k"}))
    False
    """
    letters = [c for c in text if c.isalpha()]
    strange = sum("LATIN" not in unicodedata.name(c, "") for c in letters)
    if letters and strange > 0.2 * len(letters):
        return True
    said = [w.norm for w in words(text) if w.norm not in names]
    english = sum(n in ENGLISH for n in said)
    foreign = sum(n in _FOREIGN and n not in ENGLISH for n in said)
    inverted = bool(re.search("[¿¡]", text))
    return inverted or foreign > english
