"""Suggestions for a name that nobody knows."""

from collections.abc import Mapping

from whowhom.actors.names import key

_CUTOFF = 80


def nearest(name: str, known: Mapping[str, str], limit: int = 3) -> list[str]:
    """The names most like a given one.

    Parameters
    ----------
    name : str
        What somebody typed.
    known : Mapping of str to str
        Name keys, and the name to show for each.
    limit : int
        At most this many, each actor once.

    Returns
    -------
    list of str
        Best first, none below a similarity of 80 of 100 (RapidFuzz ``WRatio``).

    Examples
    --------
    >>> nearest("Talban", {"taliban": "Taliban", "nrf": "NRF"})
    ['Taliban']
    """
    from rapidfuzz import fuzz, process

    wanted = key(name)[:200]
    ranked = process.extract(
        wanted, list(known), scorer=fuzz.WRatio, limit=4 * limit, score_cutoff=_CUTOFF
    )
    ordered = sorted(ranked, key=lambda hit: (-hit[1], abs(len(hit[0]) - len(wanted)), hit[0]))
    return list(dict.fromkeys(known[hit[0]] for hit in ordered))[:limit]
