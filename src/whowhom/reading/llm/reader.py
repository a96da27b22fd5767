"""The reader that asks a language model."""

from importlib.util import find_spec

from whowhom.actors.registry import Registry
from whowhom.errors import MissingExtraError, OptionError
from whowhom.reading.document import Document
from whowhom.reading.llm.chunks import chunks_of
from whowhom.reading.reading import Reading, Rejected
from whowhom.reading.records import Record
from whowhom.reading.turns import turns_of

_VERSION = "1"


class LlmReader:
    """Reads reports with a language model, and keeps only what can be checked.

    The text of the report goes to the service: for material that may not leave the house, use a
    server of one's own. The service gets no tools, so a text cannot make it call anything. A record
    is kept only if its quote and its words stand in the text to the letter and its sides are known
    to the registry by a name that the text uses; the rest are in `Reading.rejected` with reasons.

    Parameters
    ----------
    model : str
        The model's name: as an OpenAI-compatible endpoint knows it, or ``anthropic:NAME``.
    base_url : str, optional
        The endpoint, such as ``http://127.0.0.1:8080/v1``. Without it the provider's own.
    api_key : str, optional
        Without it that of the environment (``OPENAI_API_KEY``, ``ANTHROPIC_API_KEY``); a server
        of one's own may need none.
    timeout : float
        Seconds for one request.
    retries : int
        Further attempts after a failure that may pass (no answer, 429, 5xx).
    pause : float
        Seconds before the first further attempt, doubled for each one after.
    longest : int
        Most characters of text in one request.

    Raises
    ------
    MissingExtraError
        If pydantic-ai is not installed.
    OptionError
        If a figure is out of bounds.

    Examples
    --------
    >>> LlmReader("a-model", base_url="http://127.0.0.1:8080/v1").name
    'llm a-model 1'
    """

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        *,
        api_key: str | None = None,
        timeout: float = 120.0,
        retries: int = 2,
        pause: float = 1.0,
        longest: int = 6000,
    ) -> None:
        if find_spec("pydantic_ai") is None:
            raise MissingExtraError(
                "a language model is asked with pydantic-ai, which is not installed",
                "",
                "pip install 'whowhom[llm]'",
            )
        from whowhom.reading.llm.service import Endpoint

        if not model.strip():
            raise OptionError("no model is named", "a model's name", "name one, as --model NAME")
        if timeout <= 0 or not 0 <= retries <= 10 or pause < 0 or longest < 200:
            raise OptionError(
                f"timeout {timeout:g}, retries {retries}, pause {pause:g}, longest {longest}",
                "timeout above 0, retries 0 to 10, pause 0 or more, longest 200 or more",
                "correct them",
            )
        self.longest = longest
        self.name = f"llm {model} {_VERSION}"
        self._endpoint = Endpoint(model, base_url, api_key, timeout, retries, pause)

    def read(self, document: Document, registry: Registry) -> Reading:
        """All that the model takes from a document and that can be checked.

        Parameters
        ----------
        document : Document
            The report.
        registry : Registry
            Who is known, by which names.

        Returns
        -------
        Reading
            Without mentions; every record has the same confidence, which is not measured.

        Raises
        ------
        ServiceError
            If the service refuses, or fails or does not answer as often as it is tried.
        """
        from whowhom.reading.llm.checking import Checker
        from whowhom.reading.llm.service import ask

        turns = turns_of(document)
        chunks = list(chunks_of(document, turns, self.longest))
        checker = Checker(document, registry, self.name)
        answers = ask(self._endpoint, [chunk.as_data(document) for chunk in chunks])
        records: dict[Record, None] = {}
        rejected: list[Rejected] = []
        for chunk, answer in zip(chunks, answers, strict=True):
            if isinstance(answer, str):
                rejected.append(Rejected(str(chunk), answer))
                continue
            for offer in answer.each():
                found = checker.check(offer, chunk)
                if isinstance(found, Rejected):
                    rejected.append(found)
                else:
                    records.setdefault(found)
        kept = sorted(records, key=lambda record: record.trace.span)
        return Reading(document, self.name, turns, (), tuple(kept), tuple(rejected))
