"""Offers: the form in which a language model is asked to name what a report tells.

Every field is plain words: what it may hold is told in the schema and checked afterwards, record
by record, so that one bad record costs one record and not the answer.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, ValidationError, WrapValidator

from whowhom.ontology.plover import PLOVER
from whowhom.reading.records import RELATIONS
from whowhom.reading.status import Status

_TYPES: Final = "; ".join(
    f"{name} ({', '.join(each.modes)})" if each.modes else name for name, each in PLOVER.items()
)
_STATUSES: Final = ", ".join(status.value for status in Status)
_LETTER: Final = "copied from the text to the letter"

Words = Annotated[str, Field(min_length=1, max_length=2000)]


class Unusable:
    """A record that has not the asked form."""

    def __init__(self, offered: Any, reason: str) -> None:
        self.offered, self.reason = offered, reason


class Side(BaseModel):
    """A side of an act, or whoever speaks."""

    words: Words = Field(description=f"words that stand for it in the quote, {_LETTER}")
    name: Words = Field(
        description=f"its name elsewhere in the text if the words are none, {_LETTER}"
    )


class _Offer(BaseModel):
    quote: Words = Field(description=f"the sentence or clause it rests on, {_LETTER}")
    status: Words = Field(
        default="happened", description=f"whether it happened, by the text: {_STATUSES}"
    )
    said_by: list[Words] = Field(
        default_factory=list,
        max_length=5,
        description="whom the passage's speaker or the outlet cites for it, the outermost first, "
        f"{_LETTER}",
    )


class EventOffer(_Offer):
    """Who did what to whom."""

    source: Side
    target: Side | None = None
    type: Words = Field(description=f"PLOVER type, with modes in brackets: {_TYPES}")
    mode: str | None = Field(default=None, description="one of the type's modes, or null")
    trigger: Words = Field(
        description=f"the verb or noun in the quote that tells the act, {_LETTER}"
    )
    when: str | None = Field(default=None, description=f"words of time, {_LETTER}")
    place: str | None = Field(default=None, description=f"where, {_LETTER}")
    country: str | None = Field(default=None, description="ISO 3166 alpha-3 code of the place")


class RelationOffer(_Offer):
    """A state between two sides, from source to target."""

    relation: Words = Field(description=f"one of: {', '.join(RELATIONS)}")
    source: Side
    target: Side


class ClaimOffer(_Offer):
    """That somebody says something."""

    speaker: Side
    cue: Words = Field(description=f"the words of saying in the quote, {_LETTER}")
    content: Words = Field(description=f"what is said, {_LETTER}")


class LikelihoodOffer(_Offer):
    """How likely somebody says that something is."""

    words: Words = Field(description=f"the words of likelihood in the quote, {_LETTER}")
    polarity: Literal["for", "against", "open"] = Field(
        description="for: they make it likely; against: unlikely; open: only possible"
    )
    proposition: Words = Field(description=f"what is said to be so likely, {_LETTER}")
    subject: Side | None = None
    object: Side | None = None
    condition: str | None = Field(default=None, description=f"under which condition, {_LETTER}")


class CauseOffer(_Offer):
    """That one thing is said to bring about another."""

    cause: Words = Field(description=_LETTER)
    effect: Words = Field(description=_LETTER)
    cue: Words = Field(description=f"the words that say so ('because of'), {_LETTER}")


def _or_unusable(value: Any, check: Callable[[Any], Any]) -> Any:
    try:
        return check(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Unusable(value, f"not of the asked form: {where}: {first['msg']}")


_MOST = 200
_Forgiven = WrapValidator(_or_unusable)


class Offers(BaseModel):
    """All that a passage tells, by kind; empty lists where it tells nothing."""

    events: list[Annotated[EventOffer, _Forgiven]] = Field(default_factory=list, max_length=_MOST)
    relations: list[Annotated[RelationOffer, _Forgiven]] = Field(
        default_factory=list, max_length=_MOST
    )
    claims: list[Annotated[ClaimOffer, _Forgiven]] = Field(default_factory=list, max_length=_MOST)
    likelihoods: list[Annotated[LikelihoodOffer, _Forgiven]] = Field(
        default_factory=list, max_length=_MOST
    )
    causes: list[Annotated[CauseOffer, _Forgiven]] = Field(default_factory=list, max_length=_MOST)

    def each(self) -> list[Any]:
        """Every offer, of whatever kind, and what is none."""
        return [*self.events, *self.relations, *self.claims, *self.likelihoods, *self.causes]
