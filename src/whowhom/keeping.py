"""Keeping: the probabilities of an answer into the ledger of a case, and out of it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whowhom.answers.answer import Answer
from whowhom.answers.entry import Entry, Unreadable, contents, read_entry
from whowhom.errors import OptionError, RefusalError
from whowhom.store.imports import Import
from whowhom.store.ledger import append, digest, ledger_path, read
from whowhom.store.settings import read_settings


@dataclass(frozen=True, slots=True)
class Kept:
    """What was put into a ledger.

    Parameters
    ----------
    path : Path
        The ledger.
    added, already : int
        Probabilities that were added, and that were in it before.
    """

    path: Path
    added: int
    already: int


def keep_answer(
    folder: Path,
    answer: Answer,
    imports: Sequence[Import],
    version: str,
    today: Callable[[], date],
) -> Kept:
    """Put the probabilities of an answer into the ledger; see `whowhom.case.Case.keep`.

    Parameters
    ----------
    folder : Path
        The case.
    answer : Answer
        From this case.
    imports : sequence of Import
        All that the case holds.
    version : str
        Of whowhom.
    today : callable
        The clock of the ledger.
    """
    if not answer.claims or answer.as_of is None:
        raise RefusalError(
            f"this answer of '{answer.verb}' gives no probability that a ledger could keep",
            "answers with a probability, of a dataset whose rows may be counted",
            "keep a forecast",
        )
    name = read_settings(folder).name
    if answer.case["name"] != name:
        raise OptionError(
            f"the answer is about the case '{answer.case['name']}'",
            f"answers of '{name}'",
            "keep it in the ledger of its own case",
        )
    path, clock = ledger_path(folder), today().isoformat()
    added = already = 0
    for dataset in dict.fromkeys(claim.dataset for claim in answer.claims):
        said = [e for e in contents(answer, version) if e["claim"]["dataset"] == dataset]
        group = digest({k: v for k, v in said[0].items() if k != "claim"})
        ends = [i.provenance.last for i in imports if i.provenance.dataset == dataset]
        held = max(ends).isoformat() if ends else None
        found = append(
            path,
            [{**each, "answer": group} for each in said],
            {"kept": clock, "held_until": held},
        )
        added, already = added + found[0], already + found[1]
    return Kept(path, added, already)


def read_ledger(folder: Path) -> tuple[list[Entry], list[Unreadable]]:
    """The entries of the ledger of a case, each once, and the lines that cannot be read."""
    entries: dict[str, Entry] = {}
    unreadable = []
    for line in read(ledger_path(folder)):
        try:
            if line.entry is None:
                raise ValueError(line.why)
            entry = read_entry(line.entry)
            entries.setdefault(entry.id, entry)
        except ValueError as error:
            unreadable.append(Unreadable(line.number, str(error)))
    return list(entries.values()), unreadable
