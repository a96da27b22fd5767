"""`read`, `add` of reports, `review` and `show` of a record on the command line."""

import json
import sys

import pytest
from typer.testing import CliRunner

from tests.intake.conftest import NORTH, SOUTH
from tests.plainreader import PlainReader
from whowhom.cli import reviewing
from whowhom.cli.app import app
from whowhom.cli.app import main as command
from whowhom.errors import ServiceError, WhowhomError


@pytest.fixture(autouse=True)
def plain_reader(monkeypatch):
    monkeypatch.setattr("whowhom.case._embedded", PlainReader)


@pytest.fixture
def north(tmp_path):
    path = tmp_path / "north.txt"
    path.write_text(NORTH)
    return path


def run(*args):
    done = CliRunner().invoke(app, [str(arg) for arg in args])
    if done.exception and not isinstance(done.exception, SystemExit):
        if not isinstance(done.exception, WhowhomError):
            raise done.exception
        assert "\n" not in str(done.exception)
    return done


@pytest.fixture
def typed(monkeypatch, capsys):
    """Type a command: its exit code, and what it printed."""

    def _typed(*args):
        monkeypatch.setattr(sys, "argv", ["whowhom", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            command()
        return stop.value.code, *capsys.readouterr()

    return _typed


def add(case, north):
    done = run("add", "--case", case.folder, north, "--date", "2021-03-12", "--source", "The Daily")
    assert done.exit_code == 0
    return done


def queue(case, *options):
    done = run("review", "--case", case.folder, "--json", *options)
    return json.loads(done.stdout)["answer"]["queue"]


def test_read_then_add_then_review_then_show(case, north):
    done = run("read", "--case", case.folder, north, "--date", "2021-03-12")
    assert "1 of 5 events (5 acts) would count unreviewed" in done.stdout
    assert not (case.folder / "reports").exists()
    assert "1 of 5 events count in the dataset reports" in add(case, north).stdout
    assert "nothing changed" in add(case, north).stdout
    unsure = queue(case, "--kind", "event", "--below", "0.9")[0]
    done = run("review", "--case", case.folder, "--accept", unsure["id"], "--credibility", "2")
    assert done.stdout == "1 record accepted.\n"
    shown = run("show", unsure["id"], "--case", case.folder).stdout
    assert ">>Reds perhaps attacked Blues in Vada on 2021-03-09.<<" in shown
    assert "accept" in shown
    assert "2: probably true" in shown


def test_the_reader_that_comes_with_whowhom(case, tmp_path, monkeypatch):
    monkeypatch.undo()
    path = tmp_path / "front.html"
    path.write_text(
        "<html><head><title>Clash at Alta</title></head><body><article><h1>Clash at Alta</h1>"
        "<p>The Red Front attacked the Blue Army near Alta on 4 March 2021, officials said.</p>"
        "<p>It is unlikely that the Blue Army will give up the town, said Lena Storm, an analyst "
        "with the Harbour Institute.</p></article></body></html>"
    )
    done = run("read", "--case", case.folder, path, "--date", "2021-03-12", "--json")
    (reading,) = json.loads(done.stdout)["answer"]["readings"]
    assert reading["report"]["title"] == "Clash at Alta"
    kinds = {record["kind"] for record in reading["records"]}
    assert {"event", "likelihood", "claim"} <= kinds
    assert reading["report"]["reader"].startswith("whowhom")


def test_a_service_that_does_not_answer_ends_the_run(case, north, tmp_path):
    class Silent(PlainReader):
        def read(self, document, registry):
            if self.read_so_far:
                raise ServiceError("no answer", "a server that answers", "start it")
            return super().read(document, registry)

    other = tmp_path / "south.txt"
    other.write_text(SOUTH)
    with pytest.raises(ServiceError):
        case.add_reports([north, other], day="2021-03-12", reader=Silent())
    assert [each.state for each in case.add_reports([north, other], reader=PlainReader())] == [
        "same",
        "new",
    ]


def test_a_model_needs_a_name(case, north):
    done = run("read", "--case", case.folder, north, "--base-url", "http://127.0.0.1:1/v1")
    assert done.exit_code == 1
    assert "--model" in str(done.exception)


def test_json_of_what_would_be_added(case, north):
    done = run("read", "--case", case.folder, north, "--json")
    told = json.loads(done.stdout)
    assert (told["verb"], told["status"]) == ("read", "answered")
    (reading,) = told["answer"]["readings"]
    assert reading["report"]["day"] is None
    for record in reading["records"]:
        assert NORTH[record["start"] : record["end"]] == record["quote"]
    assert done.stdout == run("read", "--case", case.folder, north, "--json").stdout


def test_several_ids_and_a_correction(case, north):
    add(case, north)
    ids = [line["id"] for line in queue(case)]
    done = run("review", "--case", case.folder, "--reject", ids[0], *ids[1:3])
    assert done.stdout == "3 records rejected.\n"
    done = run("review", "--case", case.folder, "--judge", ids[1], "--credibility", "5")
    assert done.stdout == "1 record graded.\n"
    done = run("review", "--case", case.folder, "--reopen", ids[0], "--json")
    assert json.loads(done.stdout)["records"] == [ids[0]]
    done = run(
        "review", "--case", case.folder, "--correct", ids[0], "type=THREATEN", "day=2021-03-05"
    )
    assert done.stdout == "1 record corrected.\n"
    shown = json.loads(run("show", ids[0], "--case", case.folder, "--json").stdout)["answer"]
    assert shown["corrected"] == {"type": "THREATEN", "day": "2021-03-05"}


@pytest.mark.parametrize(
    "options",
    [
        ["--accept", "nothing"],
        ["--accept", "a", "--reject", "b"],
        ["a"],
        ["--credibility", "2"],
        ["--correct", "a"],
        ["--kind", "rumour"],
        ["--report", "nothing"],
        ["--order", "mood"],
    ],
)
def test_a_review_that_makes_no_sense(case, north, options):
    add(case, north)
    done = run("review", "--case", case.folder, *options)
    assert done.exit_code == 1
    assert isinstance(done.exception, WhowhomError)


def test_a_folder_with_bad_files(case, tmp_path, typed):
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "a.txt").write_text(NORTH)
    (folder / "b.md").write_text(SOUTH)
    (folder / "c.html").write_bytes(b"")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4\nnonsense")
    code, out, err = typed("add", "--case", case.folder, folder, "--date", "2021-03-12")
    assert code == 1
    assert "2 reports added" in out
    bad = [line for line in err.splitlines() if line.startswith("whowhom: ")]
    assert len(bad) == 3
    assert "2 of 4 files" in bad[-1]
    again = run("add", "--case", case.folder, folder / "a.txt", folder / "b.md")
    assert "2 in the case already" in again.stdout


def test_options_of_reports_with_a_table(case, ged):
    done = run("add", "--case", case.folder, ged({}), "--date", "2021-03-12")
    assert done.exit_code == 1
    assert "--published" in str(done.exception)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.html", b""),
        ("empty.txt", b""),
        ("blank.md", b" \n\n"),
        ("noise.txt", bytes(range(256)) * 40),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<<"),
        ("bare.html", b"<html><body></body></html>"),
    ],
)
@pytest.mark.parametrize("verb", ["add", "read"])
def test_a_file_without_text_is_one_line_and_exit_1(case, tmp_path, name, content, verb, typed):
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = typed(verb, "--case", case.folder, path)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("whowhom: ")


def test_an_encrypted_pdf_is_one_line(case, tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    with path.open("wb") as out:
        writer.write(out)
    done = run("add", "--case", case.folder, path)
    assert done.exit_code == 1
    assert isinstance(done.exception, WhowhomError)


def test_hostile_text_prints_as_text(case, tmp_path):
    path = tmp_path / "odd.txt"
    path.write_text(
        "Bold\u202e claims\n\nReds attacked Blues on 2021-03-04. <script>x</script> \u200bred.\n"
    )
    done = run("read", "--case", case.folder, path, "--date", "2021-03-12")
    assert done.exit_code == 0
    assert "\u200b" not in done.stdout
    assert "\u202e" not in done.stdout


# ---- on a terminal ------------------------------------------------------------------------------


def test_one_key_each(case, north, capsys):
    add(case, north)
    case.note_decision("accept", queue(case)[-1]["id"])
    ids = [line["id"] for line in queue(case)]
    keys = iter("axrcsq")
    lines = iter(["type=NOTHING", "nonsense", "place=Vada"])
    stamp = {"who": "Ada", "when": "2021-04-01"}
    n = reviewing.one_by_one(
        case, {"limit": None}, stamp, lambda: next(keys), lambda _: next(lines)
    )
    out = capsys.readouterr().out
    assert n == 3
    assert "3 decided, 3 left." in out
    assert "'x' is none of a, r, c, s, q" in out
    verdicts = [case.show(name).answer.record.decision for name in ids[:4]]
    assert verdicts == ["accept", "reject", "correct", ""]
    assert case.show(ids[0]).answer.decided_by == "Ada"
    assert [line["id"] for line in queue(case)] == ids[3:]


def test_a_key_that_ends_it_leaves_what_was_decided(case, north):
    add(case, north)
    keys = iter("r\x03")
    assert reviewing.one_by_one(case, {"limit": None}, {}, lambda: next(keys)) == 1
    assert len(queue(case)) == 6
