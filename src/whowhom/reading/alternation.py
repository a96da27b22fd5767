"""Alternation: who speaks in paragraphs without labels, as the likeliest course of an interview.

Each paragraph is scored for being asked rather than answered (it ends as a question, speaks of
"you" rather than "I", is short), each step from one to the next by how usual it is, and the best
course as a whole is found with the Viterbi algorithm. The weights are judgements, not fitted.
"""

import re
from dataclasses import dataclass
from typing import Final

from whowhom.reading.wording import ends_as_question

BEFORE, HOST, GUEST = 0, 1, 2
_YOU: Final = re.compile(
    r"\b(?:your|yours|yourself|(?:do|did|have|are|were|would|could|can|will|had|don’t|don't) you|"
    r"you(?:’ve|'ve|’re|'re| are| have| were| had| said| say| think| mentioned| wrote)|tell us|"
    r"Mr\. \w+,|Dr\. \w+,|Professor,)\b",
    re.IGNORECASE,
)
_I: Final = re.compile(r"\b(?:I|my|me|I’m|I'm|I’ve|I've|we|our|us)\b")
_OPENS_ANSWER: Final = re.compile(
    r"[\"“(]?(?:Well|Yes|Yeah|Yep|No|Nope|Sure|Absolutely|Exactly|Correct|I think|I believe|"
    r"I would|"
    r"I don[’']t|Look|Of course|Oh|Um|Uh|Great question|That[’']s an? |It[’']s an? (?:good|great)|"
    r"Thank|Because|It depends|Not (?:really|necessarily|yet|at all)|Definitely|Certainly|Honestly|"
    r"To be honest|My|We|Both|First of all|There (?:are|is) (?:several|many|a few|two|three))\b"
)
_OPENS_QUESTION: Final = re.compile(
    r"[\"“(]?(?:So|Right|Okay|OK|And (?:what|how|why|do|is|are)|But (?:what|how|why|do|is|are)|"
    r"What|How|Why|When|Where|Who|Which|Do|Does|Did|Is|Are|Was|Were|Can|Could|Will|Would|Should|"
    r"Have|Has|Tell|Let[’']s|Mr|You|Turning|Moving|Finally|Speaking of|Given|"
    r"Some (?:people|critics|say)|Based on|Many|If|In your|Looking|Talk|Describe|"
    r"Explain|Please|Lastly|Beyond|Your|That (?:must|sounds)|It (?:must|sounds))\b"
)
_QUOTED: Final = re.compile(r"[\"“][^\"”]*[\"”]")
# An introduction tells what the guest says.
_TOLD: Final = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[A-Z]\w+,?) (?:says|adds|explains|argues|discusses)\b"
)
_CUT: Final = re.compile(r"[.?!][\"'”’)\]]*\s+")

_STEPS: Final = (
    # to BEFORE, HOST, GUEST
    (0.0, 0.0, -4.0),
    (-9.0, -2.5, 0.0),
    (-9.0, 0.0, -0.2),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to be given to somebody.

    Parameters
    ----------
    text : str
        Its words.
    known : int or None
        `BEFORE`, `HOST` or `GUEST` where that is known, else None.
    headed : bool
        Whether it stands right under a heading.
    goes_on : bool
        Whether the paragraph before it leads up to it, with a colon or a dash at its end.
    """

    text: str
    known: int | None = None
    headed: bool = False
    goes_on: bool = False


def course(lines: list[Line]) -> list[int]:
    """For each paragraph `BEFORE` the interview begins, `HOST` or `GUEST`.

    >>> course([Line("The truce began on Monday."), Line("How long can it hold?"),
    ...         Line("Not long, I think."), Line("And what do you expect then?"), Line("War.")])
    [0, 1, 2, 1, 2]
    """
    if not lines:
        return []
    scores = [_scores(line) for line in lines]
    best = [scores[0][0], scores[0][1], scores[0][2] - 4.0]
    came: list[tuple[int, int, int]] = []
    for line, score in zip(lines[1:], scores[1:], strict=True):
        # What was led up to is mostly said by the same person.
        turned = -4.0 if line.goes_on else 0.0
        best, origins = _step(best, score, turned)
        came.append(origins)
    state = max((BEFORE, HOST, GUEST), key=lambda each: best[each])
    path = [state]
    for origins in reversed(came):
        state = origins[state]
        path.append(state)
    return path[::-1]


def _step(
    best: list[float], score: tuple[float, float, float], turned: float
) -> tuple[list[float], tuple[int, int, int]]:
    """Best score of each state after one more paragraph, and the state it came from."""
    found, origins = [], []
    for to in (BEFORE, HOST, GUEST):
        ways = [best[f] + _STEPS[f][to] + turned * (f != to) for f in (BEFORE, HOST, GUEST)]
        origins.append(max((BEFORE, HOST, GUEST), key=ways.__getitem__))
        found.append(ways[origins[-1]] + score[to])
    return found, (origins[0], origins[1], origins[2])


def asks(text: str) -> float:
    """How much a paragraph reads as asked rather than answered; above 0 it does."""
    words = len(text.split())
    sentences = [part for part in _CUT.split(text.strip()) if part]
    first = len(_I.findall(text))
    score = -0.8 - 0.4 * min(first, 5) - 0.5 * (words > 60) - 1.0 * (words > 120)
    score += 1.2 * bool(_YOU.search(text)) + 1.0 * bool(_OPENS_QUESTION.match(text))
    score -= 1.5 * bool(_OPENS_ANSWER.match(text))
    if ends_as_question(text):
        score += 3.0
    elif any("?" in part for part in sentences[-2:]) and words < 80:
        score += 1.0
    return score


def _scores(line: Line) -> tuple[float, float, float]:
    if line.known is not None:
        fixed = [-50.0, -50.0, -50.0]
        fixed[line.known] = 0.0
        return fixed[0], fixed[1], fixed[2]
    asked = asks(line.text) + 0.8 * line.headed
    said = _QUOTED.sub("", line.text)
    spoken = bool(_YOU.search(said)) or bool(_I.search(said)) or "?" in said
    told = 1.0 * bool(_TOLD.search(line.text))
    return (-2.0 if spoken else 1.0) + told, asked, -asked
