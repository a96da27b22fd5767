"""Names made comparable: the key under which a spelling is looked up."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile("['`´’‘ʼʿʾ\"]")
_SEPARATORS = re.compile(r"[\s_\-‐-―−/]+")


# A name is looked up several times in a row, under one and the other reading.
@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Key of a name: case, accents, dashes, underscores and apostrophes do not count.

    Parameters
    ----------
    name : str
        A name as somebody wrote it.

    Returns
    -------
    str
        Equal for spellings that differ only in case, accents, dashes against spaces, apostrophes
        or a leading "the"; may be empty.

    Examples
    --------
    >>> key("The  Tálibān") == key("taliban")
    True
    >>> key("al-Qa'ida") == key("Al Qaida"), key("ISIS-K") == key("ISIS")
    (True, False)
    """
    bare = name.casefold()
    if not bare.isascii():
        folded = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in folded if not unicodedata.combining(c))
    spaced = _SEPARATORS.sub(" ", _APOSTROPHES.sub("", bare)).strip()
    return spaced.removeprefix("the ") or spaced
