"""Train the small English pipeline that ``whowhom.reading`` ships: tags, features and a parser.

    python training/train_parser.py UD_FOLDER OUT_FOLDER [--steps 4500]

``UD_FOLDER`` holds ``en_ewt-ud-train.conllu`` and ``en_ewt-ud-dev.conllu`` of Universal
Dependencies' English Web Treebank (CC BY-SA 4.0). One core needs about half an hour. What comes out
is spaCy's own folder format. There are 10 sentences to a document, so that the parser learns where
sentences end.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from spacy.cli.init_config import init_config
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

PIPES = ["tagger", "morphologizer", "parser"]
SENTENCES_PER_DOCUMENT = 10


def main() -> None:
    """Convert the treebank, train, and keep the best of the checked models."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=4500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for part in ("train", "dev"):
            paths[part] = Path(folder, f"{part}.spacy")
            convert(given.treebank / f"en_ewt-ud-{part}.conllu").to_disk(paths[part])
        config = init_config(lang="en", pipeline=PIPES, optimize="efficiency")
        config["training"].update(max_steps=given.steps, eval_frequency=500, patience=0)
        settings = Path(folder, "config.cfg")
        config.to_disk(settings)
        over = {f"paths.{part}": str(path) for part, path in paths.items()}
        train(settings, given.out, overrides=over)


def convert(treebank: Path) -> DocBin:
    """The treebank's sentences, joined ten by ten into documents with the spaces of the text."""
    vocab = Vocab()
    kept = DocBin(attrs=["ORTH", "SPACY", "TAG", "POS", "MORPH", "HEAD", "DEP", "SENT_START"])
    waiting: list[Doc] = []
    for sentence in sentences(treebank, vocab):
        waiting.append(sentence)
        if len(waiting) == SENTENCES_PER_DOCUMENT:
            kept.add(Doc.from_docs(waiting))
            waiting = []
    if waiting:
        kept.add(Doc.from_docs(waiting))
    return kept


def sentences(treebank: Path, vocab: Vocab) -> Iterator[Doc]:
    """Each sentence as a document; words written as one ("don't") stay without a space."""
    for block in treebank.read_text("utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        joined = _without_space(rows)
        words = [row for row in rows if row[0].isdigit()]
        yield Doc(
            vocab,
            words=[row[1] for row in words],
            spaces=[int(row[0]) not in joined for row in words],
            tags=[row[4] for row in words],
            pos=[row[3] for row in words],
            morphs=["" if row[5] == "_" else row[5] for row in words],
            heads=[int(row[6]) - 1 if row[6] != "0" else n for n, row in enumerate(words)],
            deps=["ROOT" if row[6] == "0" else row[7] for row in words],
            sent_starts=[n == 0 for n in range(len(words))],
        )


def _without_space(rows: list[list[str]]) -> set[int]:
    """Numbers of the words after which the text has no space."""
    joined: set[int] = set()
    for row in rows:
        first, _, last = row[0].partition("-")
        if last:
            joined |= set(range(int(first), int(last)))
        if "SpaceAfter=No" in row[9] and "." not in row[0]:
            joined.add(int(last or first))
    return joined


if __name__ == "__main__":
    main()
