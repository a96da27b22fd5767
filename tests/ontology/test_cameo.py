import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from whowhom.ontology.cameo import (
    GOLDSTEIN_GDELT,
    ROOT_QUADS,
    cameo,
    cameo_codes,
    goldstein,
    label_to_code,
)

# First and last code, value: FORMATS 2.2, computed from the code list of the R package icews.
RANGES = """
01-010 0; 011 -0.1; 012 -0.4; 013 0.4; 014-015 0; 016 -5; 017 0; 018-019 3.4; 02-020 3;
021-0234 3.4; 024-0256 -0.3; 026-028 4; 03-030 4; 031-0314 5.2; 032 4.5; 033-0333 5.2; 0334 6;
034-0356 7; 036 4; 037 5; 038 7; 039 5; 04-041 1; 042 1.9; 043 2.8; 044 2.5; 045 5; 046 7;
05-050 3.5; 051 3.4; 052 3.5; 053 3.8; 054 6; 055-056 7; 057 8; 06-060 6; 061 6.4; 062-063 7.4;
064 7; 07-070 7; 071 7.4; 072 8.3; 073 7.4; 074 8.5; 075 7; 08-0834 5; 084-085 7; 086-0873 9;
0874 10; 09-094 -2; 10-108 -5; 11-116 -2; 12-1246 -4; 125-129 -5; 13 -6; 130 -4.4; 131-135 -5.8;
136-139 -7; 14-1434 -6.5; 144-1454 -7.5; 15-154 -7.2; 16-161 -4; 162-1623 -5.6; 163 -8; 164 -6.5;
165-1663 -7; 17-170 -7; 171-1712 -9.2; 172-174 -5; 175 -9; 18-181 -9; 182 -9.5; 1821-1822 -9;
1823-1833 -10; 184-185 -8; 186 -10; 19-190 -10; 191-192 -9.5; 193-195 -10; 196 -9.5; 20-200 -10;
201 -9.5; 202-2042 -10
"""


def test_goldstein_values_against_icews_code_list() -> None:
    codes = list(cameo_codes())
    seen = []
    for entry in RANGES.split(";"):
        span, value = entry.split()
        first, _, last = span.partition("-")
        for code in codes[codes.index(first) : codes.index(last or first) + 1]:
            assert goldstein(code) == float(value), code
            seen.append(code)
    assert seen == codes  # the ranges leave no code out and none twice


def test_goldstein_values_against_gdelt_table() -> None:
    assert (goldstein("016", "gdelt"), goldstein("022", "gdelt")) == (-2.0, 3.2)
    assert (goldstein("164", "gdelt"), goldstein("165", "gdelt")) == (-7.0, -6.5)
    same = [code for code in cameo_codes() if goldstein(code) == goldstein(code, "gdelt")]
    assert len(same) == len(cameo_codes()) - len(GOLDSTEIN_GDELT)


def test_code_counts_against_icews_code_list() -> None:
    codes = cameo_codes()
    assert len(codes) == 312 + 1  # and 1214
    assert [code for code in codes if len(code) == 2] == [f"{n:02}" for n in range(1, 21)]
    assert all(code.isdigit() and 2 <= len(code) <= 4 for code in codes)
    assert all(code[:-1] in codes for code in codes if len(code) > 2)


def test_quads_by_root_against_cameo_codebook() -> None:
    assert [ROOT_QUADS[f"{n:02}"] for n in range(1, 21)] == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 7
    assert cameo("0871").quad == 2


def test_labels_codes_and_intensity_against_icews_2018_sample(shared_data: Path) -> None:
    path = shared_data / "icews" / "events.2018.sample.tab"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 3705
    for row in rows:
        code = row["CAMEO Code"]
        assert cameo(code).label == row["Event Text"]
        assert label_to_code(row["Event Text"]) == code
        assert goldstein(code) == float(row["Intensity"])


@pytest.mark.parametrize(("name", "count"), [("ICEWS14", 230), ("ICEWS14s", 230), ("ICEWS18", 256)])
def test_every_relation_of_the_icews_knowledge_graphs_has_one_code(
    shared_data: Path, name: str, count: int
) -> None:
    text = (shared_data / "tkg" / name / "relation2id.txt").read_text(encoding="utf-8")
    relations = [line.split("\t")[0] for line in text.splitlines() if line.strip()]
    codes = [label_to_code(relation) for relation in relations]
    assert len(relations) == count
    assert len(set(codes)) == count  # no two relations fall together
    assert all(len(code) > 2 for code in codes)  # and none on a bare root


def test_a_label_leads_back_to_its_code() -> None:
    for code, entry in cameo_codes().items():
        back = label_to_code(entry.label)
        assert back == code or (len(code) == 2 and back == code + "0")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Make_statement", "010"),
        ("  make   STATEMENT ", "010"),
        ("Consult", "040"),
        ("Meet_at_a_'third'_location", "044"),
        ("Refuse to allow international involvement (non-mediation)", "1245"),
        ("Return,_release_person(s)", "0841"),
        ("Fight with artillery and tanks", "194"),
        ("Protest", "14"),
    ],
)
def test_label_spelling_does_not_count(label: str, code: str) -> None:
    assert label_to_code(label) == code


def test_unknown_input_says_what_is_allowed() -> None:
    for bad in ("13y", "1", "", "NULL", "30"):
        with pytest.raises(KeyError, match=rf"'{bad}'.*allowed"):
            cameo(bad)
    with pytest.raises(KeyError, match=r"'Sing a song'.*allowed"):
        label_to_code("Sing a song")
    with pytest.raises(ValueError, match=r"'weis'.*allowed: 'icews', 'gdelt'"):
        goldstein("010", "weis")


def test_import_reads_no_table() -> None:
    script = (
        "import whowhom.ontology.crosswalk as x, whowhom.ontology.cameo as c; "
        "assert c.cameo_codes.cache_info().currsize == 0; x.plover_of_cameo('190'); "
        "assert c.cameo_codes.cache_info().currsize == 1"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script], check=True, env=env)
