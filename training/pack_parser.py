"""Take from a trained pipeline what reading with it needs, and put it into the package.

    python training/pack_parser.py OUT_FOLDER/model-best src/whowhom/reading/parser_en

The tokeniser is left out (it is spaCy's own for English), and so are the words of the vocabulary
(features are hashes). Scores and labels stay in ``meta.json``.
"""

import argparse
import json
import shutil
from pathlib import Path

from thinc.api import Config

KEPT = ("tok2vec", "tagger", "morphologizer", "parser")
NAMED = {
    "name": "whowhom_ewt",
    "version": "1.0.0",
    "description": "Tags, features and Universal Dependencies of English, trained on UD EWT",
    "author": "The whowhom authors",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.0,<3.9.0",
}


def main() -> None:
    """Copy the parts that are kept, and name the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trained", type=Path)
    parser.add_argument("packed", type=Path)
    given = parser.parse_args()
    for name in KEPT:
        shutil.copytree(given.trained / name, given.packed / name, dirs_exist_ok=True)
    settings = Config().from_disk(given.trained / "config.cfg")
    settings["paths"].update(train=None, dev=None)
    settings.to_disk(given.packed / "config.cfg")
    meta = json.loads((given.trained / "meta.json").read_text("utf-8")) | NAMED
    (given.packed / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
