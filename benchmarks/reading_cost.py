"""What reading costs: ``python -m benchmarks.reading_cost FILE...`` reads texts in this process.

Every FILE has a document with ``text`` in each line. The last line printed is JSON: sentences, and
CPU seconds from bytes to records, with the loading of the parser and of the lists left out.
"""

import argparse
import json
import time
from pathlib import Path

from whowhom.actors.registry import Registry
from whowhom.reading.documents import read_document
from whowhom.reading.embedded import EmbeddedReader
from whowhom.reading.parser import PACKAGED

LOADING = (
    "from whowhom.actors.registry import Registry\n"
    "from whowhom.reading.documents import read_document\n"
    "from whowhom.reading.embedded import EmbeddedReader\n"
    "report = read_document(b'The army attacked the rebels on Monday.')\n"
    "EmbeddedReader('packaged').read(report, Registry())\n"
)
"""What a new process does until its first sentence is read."""


def of_texts(texts: list[str], vectors: bool) -> dict[str, float]:
    """Sentences, CPU seconds, and sentences per CPU-second."""
    reader, nobody = EmbeddedReader(PACKAGED, vectors=vectors), Registry()
    reader.read(read_document(b"The army attacked the rebels on Monday."), nobody)
    began = time.process_time()
    readings = [reader.read(read_document(text.encode()), nobody) for text in texts]
    seconds = time.process_time() - began
    count = sum(len(reader.parser.sentences(each.document, each.turns)) for each in readings)
    return {
        "sentences": count,
        "seconds": round(seconds, 2),
        "per_second": round(count / seconds, 1),
    }


def texts_of(paths: list[Path]) -> list[str]:
    """The texts of documents, one to a line."""
    return [json.loads(line)["text"] for path in paths for line in path.open(encoding="utf-8")]


def main() -> None:
    """Print the figures as JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--vectors", action="store_true", help="with the extra [embedding]")
    options = asked.parse_args()
    print(json.dumps(of_texts(texts_of(options.files), options.vectors)))


if __name__ == "__main__":
    main()
