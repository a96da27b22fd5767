"""Words without their endings, so that "capturing" and "the capture of" are the same."""

from functools import lru_cache
from typing import Final

_IRREGULAR: Final = {
    "came": "come", "took": "take", "taken": "take", "fell": "fall", "fallen": "fall",
    "left": "leave", "lost": "lose", "losing": "lose", "withdrew": "withdraw",
    "withdrawn": "withdraw", "drove": "drive", "driven": "drive", "rose": "rise", "risen": "rise",
    "began": "begin", "begun": "begin", "won": "win", "winning": "win", "overthrew": "overthrow",
    "overthrown": "overthrow", "gone": "go", "went": "go", "found": "find", "became": "become",
    "held": "hold", "got": "get", "getting": "get", "fought": "fight", "struck": "strike",
    "seizure": "seize", "signed": "sign", "signing": "sign", "did": "do", "made": "make",
}  # fmt: skip
_ENDINGS: Final = ("ings", "ing", "ed", "es", "s", "e")
_SHORTEST: Final = 3


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its ending; irregular verbs as their first form.

    >>> [stem(w) for w in ("capturing", "capture", "came", "coming", "havens", "toppled")]
    ['captur', 'captur', 'com', 'com', 'haven', 'toppl']
    """
    plain = _IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            return plain.removesuffix(ending)
    return plain
