"""How well the packaged parser parses: Universal Dependencies' EWT (test) and PUD, from raw text.

``python -m benchmarks.reading_parser --data PATH --json OUT``. Ten sentences are read as one text,
so words and sentences must be found too. PUD is news and Wikipedia; no training sentence comes from
either. Scores are spaCy's: a dependency is right if its two words are, labels with their subtypes.
Also told: words per second of one core, and seconds to import spaCy and load the parser.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from training.train_parser import convert

from whowhom.reading.lemmas import lemma_of
from whowhom.reading.parser import PACKAGED, Parser, load, plain

PARTS = {"PUD": "en_pud-ud-test", "EWT": "en_ewt-ud-test"}
SCORES = {
    "tag": "tag_acc",
    "pos": "pos_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sents": "sents_f",
}
LOADING = "from whowhom.reading.parser import PACKAGED, load; load(PACKAGED)"


def of_part(parser: Parser, treebank: Path) -> dict[str, float]:
    """Scores on one treebank."""
    vocab = parser.pipeline.vocab
    gold = [_plain(each) for each in convert(treebank).get_docs(vocab)]
    began = time.process_time()
    found = list(parser.parsed(each.text for each in gold))
    seconds = time.process_time() - began
    pairs = [Example(mine, theirs) for mine, theirs in zip(found, gold, strict=True)]
    scores = Scorer(parser.pipeline).score(pairs)
    told = {name: round(scores[key], 4) for name, key in SCORES.items()}
    told["lemmas"] = round(lemmas(treebank), 4)
    told["words per second"] = round(sum(map(len, found)) / seconds)
    return told


def _plain(gold: Doc) -> Doc:
    """The same trees with the plain quotation marks and spaces that the parser reads."""
    return Doc(
        gold.vocab,
        words=[plain(token.text) for token in gold],
        spaces=[bool(token.whitespace_) for token in gold],
        tags=[token.tag_ for token in gold],
        pos=[token.pos_ for token in gold],
        morphs=[str(token.morph) for token in gold],
        heads=[token.head.i for token in gold],
        deps=[token.dep_ for token in gold],
        sent_starts=[bool(token.is_sent_start) for token in gold],
    )


def lemmas(treebank: Path) -> float:
    """Share of right lemmas, the word class given; names and typing errors left out."""
    right = count = 0
    for line in treebank.read_text("utf-8").splitlines():
        row = line.split("\t")
        if len(row) != 10 or not row[0].isdigit() or "Typo=Yes" in row[5] or row[2] == "_":
            continue
        if row[3] in ("NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "PART"):
            count += 1
            right += lemma_of(row[1], row[3]) == row[2].lower()
    return right / count


def loading() -> float:
    """Seconds of a new process that imports spaCy and loads the parser, best of three."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", LOADING], check=True)
        taken.append(time.perf_counter() - began)
    return round(min(taken), 2)


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    reader = load(PACKAGED)
    folder = asked.data / "text" / "ud_english"
    told: dict[str, object] = {
        name: of_part(reader, folder / f"{part}.conllu") for name, part in PARTS.items()
    }
    told["seconds to load"] = loading()
    for name, figures in told.items():
        print(name, json.dumps(figures))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
