"""Credit: the attribution that a source demands of everybody who shows what its rows tell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from whowhom.answers.answer import Answer


def credit(answer: Answer, demanded: Mapping[str, Iterable[str]]) -> Answer:
    """The answer with the attribution of every dataset that it tells of.

    Parameters
    ----------
    answer : Answer
        Of any verb.
    demanded : Mapping of str to iterable of str
        Dataset to its attribution lines, for those that demand one.

    Returns
    -------
    Answer
        A dataset counts as used as soon as the answer names it or an id of its rows: rather once
        too often than not at all. A list of actors counts the rows of all.
    """
    if not demanded:
        return answer
    text = answer.to_json()
    lines = dict.fromkeys(
        line
        for dataset, given in demanded.items()
        if answer.verb == "actors" or re.search(rf"(?<![\w-]){re.escape(dataset)}(?![\w-])", text)
        for line in given
    )
    return replace(answer, attribution=tuple(lines))
