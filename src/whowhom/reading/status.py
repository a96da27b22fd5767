"""Status: what a report says about whether an act took place."""

from enum import StrEnum


class Status(StrEnum):
    """Whether it happened, by the text's own words; only what happened is ever counted.

    >>> Status("denied").value, len(Status)
    ('denied', 7)
    """

    HAPPENED = "happened"
    STATED = "stated"
    """An intention that somebody stated: will, vows, plans, orders to."""
    POSSIBLE = "possible"
    """May, could, likely, unlikely; expected or feared by somebody."""
    CONDITIONAL = "conditional"
    """Under a condition that is not said to be met."""
    DENIED = "denied"
    """Said not to have happened, or not to be so."""
    ALLEGED = "alleged"
    """Somebody says that it happened, and the report itself does not."""
    ASKED = "asked"
    """Part of a question."""
