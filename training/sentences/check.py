"""Check the annotated sentences, and count them by type, mode and status.

    PYTHONPATH=src python -m training.sentences.check [FILE_OR_FOLDER]

A faulty line ends it with exit code 1 and a message that says which.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.annotated import SENTENCES, Annotated, load


def main(path: Path = SENTENCES) -> int:
    """Print the counts, then the faults if any."""
    try:
        sentences = load(path)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for line in counts(sentences):
        print(line)
    faults = list(faults_of(sentences))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def faults_of(sentences: Iterable[Annotated]) -> Iterable[str]:
    """Tell what is given twice, and words that begin or end inside a word."""
    seen: set[str] = set()
    for sentence in sentences:
        for key in (sentence.id, " ".join(sentence.text.lower().split())):
            if key in seen:
                yield f"{sentence.id}: given twice: {key!r}"
            seen.add(key)
        for event in sentence.events:
            for span in filter(None, (event.source, event.trigger, event.target)):
                if _cuts_a_word(sentence.text, span.start) or _cuts_a_word(sentence.text, span.end):
                    yield f"{sentence.id}: cuts a word: {span.of(sentence.text)!r}"


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def counts(sentences: list[Annotated]) -> Iterable[str]:
    """Tell how many there are, by what matters to a learner."""
    events = [event for sentence in sentences for event in sentence.events]
    yield f"{len(sentences)} sentences, {len(events)} events"
    yield f"without event: {sum(not sentence.events for sentence in sentences)}"
    yield f"with several: {sum(len(sentence.events) > 1 for sentence in sentences)}"
    by = Counter(event.type for event in events)
    for name, number in by.most_common():
        modes = Counter(event.mode or "-" for event in events if event.type == name)
        inside = ", ".join(f"{mode} {count}" for mode, count in modes.most_common())
        yield f"  {name:10} {number:4}  {inside}"
    statuses = Counter(event.status.value for event in events)
    yield "  " + ", ".join(f"{status} {number}" for status, number in statuses.most_common())


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:2])))
