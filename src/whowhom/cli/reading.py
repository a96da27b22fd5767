"""Which reader a command reads reports with."""

from typing import TYPE_CHECKING

from whowhom.errors import OptionError

if TYPE_CHECKING:
    from whowhom.reading.reader import Reader


def reader_of(model: str, base_url: str) -> "Reader | None":
    """A language model as the reader; None for the one that comes with whowhom."""
    if not model:
        if base_url:
            raise OptionError("--base-url without --model", "both", "name the model")
        return None
    from whowhom.reading.llm.reader import LlmReader

    return LlmReader(model, base_url or None)
