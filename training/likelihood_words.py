"""Write the survey bands of likelihood words that ``whowhom.reading`` ships.

    python training/likelihood_words.py probability_words.json OUT.json

The figures are computed from the answers in "Perceptions of Probability" by zonination (46 people,
MIT licence): median, quartiles and tenths, as fractions. Of other surveys in the file nothing is
taken: their terms do not allow it.
"""

import argparse
import json
from pathlib import Path

ORIGIN = (
    "Computed from the answers of 46 people in 'Perceptions of Probability and Numbers' by "
    "zonination, https://github.com/zonination/perceptions, MIT licence. "
    "Fractions: median, quartiles (q25, q75) and tenths (p10, p90) of what readers take it to mean."
)


def main() -> None:
    """Keep the one survey, as fractions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("survey", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    told = json.loads(given.survey.read_text())
    words = {
        phrase: {
            key: value if key == "n" else round(value / 100, 4)
            for key, value in surveys["zonination"].items()
        }
        for phrase, surveys in sorted(told.items())
        if "zonination" in surveys
    }
    given.out.write_text(json.dumps({"origin": ORIGIN, "words": words}, indent=1) + "\n")


if __name__ == "__main__":
    main()
