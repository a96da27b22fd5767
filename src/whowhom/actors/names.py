"""Names made comparable: the key under which a spelling is looked up."""

import re
import unicodedata

_APOSTROPHES = re.compile("['`´’‘ʼʿʾ\"]")
_SEPARATORS = re.compile(r"[\s_\-‐-―−/]+")


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
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    spaced = _SEPARATORS.sub(" ", _APOSTROPHES.sub("", bare)).strip()
    return spaced.removeprefix("the ") or spaced
