"""Downloads against a server with every fault; nothing is asked of the outside, nothing waits."""

import gzip
import hashlib
import io
import subprocess
import sys
import urllib.request
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.gedfile import ged_text
from tests.sources.fetch import server as faults
from tests.sources.fetch.server import Faulty, answer, cut, lying
from whowhom.errors import FetchError, FileError, OptionError
from whowhom.sources.fetch import cache as kept
from whowhom.sources.fetch.address import Redirects, check_base
from whowhom.sources.fetch.get import Wish, fetch
from whowhom.sources.fetch.manner import Manner

DAY = date(2026, 11, 1)
NAME = "ged251-csv.zip"


def zipped(name="GEDEvent_v25_1.csv", text=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text or table())
    return out.getvalue()


def table(side_b="IS"):
    return ged_text([{"side_b": side_b, "source_article": "x" * 400} for _ in range(120)])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("WHOWHOM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "cache" / "downloads"


@pytest.fixture
def server(folder):
    made = Faulty(zipped())
    yield made
    made.close()


class Asked:
    """A download with clocks of its own."""

    def __init__(self, server):
        self.server, self.slept, self.said = server, [], []
        self.manner = Manner(
            timeout=5.0, sleep=self.slept.append, now=lambda: datetime(2026, 11, 1, tzinfo=UTC)
        )

    def __call__(self, *script, day=DAY, **wish):
        self.server.script[:] = script
        asked = Wish(**{"version": "25.1", "base": self.server.base, **wish})
        return fetch(asked, self.manner, lambda: day, self.said.append, lambda *_: None)


@pytest.fixture
def asked(server):
    return Asked(server)


def left(folder):
    return sorted(p.name for p in folder.iterdir() if not p.name.endswith(".lock"))


def test_it_comes_whole_is_recorded_and_is_not_fetched_twice(asked, server, folder):
    got = asked()
    assert got.path.read_bytes() == server.body and got.how == "fetched"
    assert got.record.sha256 == hashlib.sha256(server.body).hexdigest()
    assert (got.record.fetched, got.record.bytes) == ("2026-11-01", len(server.body))
    assert asked.said[0].startswith(f"fetching UCDP GED 25.1 from {server.base}/ged/{NAME} to ")
    assert left(folder) == [NAME, NAME + ".json"]
    asked.said.clear()
    assert asked(day=date(2026, 12, 1)).how == "cached"
    assert len(server.seen) == 1 and not any("fetching" in line for line in asked.said)
    again = asked(day=date(2026, 12, 1), fresh=True)
    assert again.how == "fetched" and again.record.fetched == "2026-11-01"


def test_a_changed_file_in_the_cache_is_fetched_again(asked, server):
    path = asked().path
    path.write_bytes(server.body[:-1] + b"?")
    assert asked().how == "fetched" and path.read_bytes() == server.body


def test_it_goes_on_where_it_was_cut(asked, server):
    assert asked(cut(20_000), cut(45_000)).path.read_bytes() == server.body
    ranges = [headers.get("Range") for _, headers in server.seen]
    assert ranges == [None, "bytes=20000-", "bytes=45000-"]
    assert asked.slept == [1.0, 2.0]


def test_it_goes_on_in_another_run(asked, server, folder):
    asked.manner = replace(asked.manner, attempts=1)
    with pytest.raises(FetchError, match="it goes on where it stopped"):
        asked(cut(20_000))
    assert left(folder) == [NAME + ".part", NAME + ".part.json"]
    assert asked().path.read_bytes() == server.body
    assert server.seen[-1][1]["Range"] == "bytes=20000-"
    assert left(folder) == [NAME, NAME + ".json"]


def test_without_a_mark_of_the_version_it_starts_anew(asked, server):
    server.etag = ""
    assert asked(cut(20_000)).path.read_bytes() == server.body
    assert "Range" not in server.seen[-1][1]


def test_a_file_that_changes_meanwhile_is_never_mixed(asked, server):
    new = zipped(text=table("Another"))

    def change_and_cut(server, to):
        server.part_of(to, upto=20_000)
        server.body, server.etag = new, '"two"'

    assert asked(change_and_cut).path.read_bytes() == new


def test_a_server_that_ignores_if_range_is_found_out(asked, server):
    new = zipped(text=table("Another"))

    def ignoring(server, to):
        to.headers.replace_header("If-Range", '"two"')
        server.body, server.etag = new, '"two"'
        server.part_of(to)

    assert asked(cut(20_000), ignoring).path.read_bytes() == new


def test_a_length_that_is_too_great_is_a_cut(asked, server):
    assert asked(lying(10**6)).path.read_bytes() == server.body


@pytest.mark.parametrize("step", [lying(30_000), lying("none", upto=30_000)])
def test_a_length_that_is_too_small_leaves_a_damaged_archive(asked, server, folder, step):
    assert asked(step).path.read_bytes() == server.body
    with pytest.raises(FetchError, match="is damaged"):
        asked(step, step, fresh=True)
    assert not [name for name in left(folder) if "part" in name]


@pytest.mark.parametrize("length", ["-5", "many", "1" * 30])
def test_a_length_that_is_none(asked, server, length):
    assert asked(lying(length)).path.read_bytes() == server.body


def test_redirects(asked, server):
    moved = answer(302, Location="/elsewhere/file")
    got = asked(moved)
    assert got.record.final_url.endswith("/elsewhere/file") and got.path.name == NAME
    assert any("redirected to" in line for line in asked.said)
    with pytest.raises(FetchError, match="without end"):
        asked(*[moved] * 20, fresh=True)
    with pytest.raises(FetchError, match="from http to ftp"):
        asked(answer(302, Location="ftp://127.0.0.1/a"), fresh=True)
    with pytest.raises(FetchError, match="leave the web"):
        asked(answer(302, Location="file:///etc/passwd"), fresh=True)


def test_encryption_is_never_given_up():
    request = urllib.request.Request("https://ucdp.uu.se/a")
    with pytest.raises(FetchError, match="redirects from https to http;"):
        Redirects().redirect_request(request, None, 302, "", {}, "http://ucdp.uu.se/a")
    assert Redirects().redirect_request(request, None, 302, "", {}, "https://ucdp.uu.se/b")


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (answer(404), "has no /downloads/ged/ged251-csv.zip.*--list"),
        (answer(403), "answers 403"),
        (answer(401), "answers 401"),
        (answer(200, b"<html>log in", Content_Type="text/html"), "a web page instead"),
        (answer(200, b"\n<!DOCTYPE html>"), "a web page instead"),
        (answer(200, b"id,relid\n1,2\n"), "is not a zip archive"),
        (answer(200, b"x", Content_Encoding="br"), "coding 'br'"),
        (answer(200, zipped("GEDEvent_v24_1.csv")), "holds version 24.1, not 25.1"),
    ],
)
def test_what_no_second_try_would_mend(asked, server, folder, step, message):
    with pytest.raises(FetchError, match=message) as caught:
        asked(step)
    assert "\n" not in str(caught.value) and str(caught.value).count("; next: ") == 1
    assert not asked.slept and len(server.seen) == 1 and left(folder) == []


def test_a_login_page_does_not_cost_what_was_fetched(asked, server):
    with pytest.raises(FetchError, match="web page"):
        asked(cut(20_000), answer(200, b"<html>", Content_Type="text/html"))
    assert asked().path.read_bytes() == server.body
    assert server.seen[-1][1]["Range"] == "bytes=20000-"


def test_retry_after_is_honoured(asked, server):
    asked(answer(429, Retry_After="7"), answer(503, Retry_After="Sun, 01 Nov 2026 00:00:30 GMT"))
    assert asked.slept == [7.0, 30.0]
    with pytest.raises(FetchError, match="asks to wait 3,600 seconds"):
        asked(answer(429, Retry_After="3600"), fresh=True)
    asked.slept.clear()
    asked(answer(429, Retry_After="soon"), fresh=True)
    assert asked.slept == [1.0]


def test_trouble_that_passes(asked, server):
    asked(answer(500), answer(502), faults.hang_up, faults.babble)
    assert asked.slept == [1.0, 2.0, 4.0, 8.0]
    with pytest.raises(FetchError, match=r"failed 5 times in a row \(answer 500"):
        asked(*[answer(500)] * 5, fresh=True)


def test_a_drip_is_broken_off(asked, server):
    asked.manner = replace(asked.manner, patience=0.1, slowest=1000.0)
    assert asked(faults.drip).path.read_bytes() == server.body
    assert asked.slept == [1.0]


def test_silence_is_broken_off(asked, server):
    asked.manner = replace(asked.manner, timeout=0.1)
    assert asked(faults.silence).path.read_bytes() == server.body


def test_gzip_on_the_way_is_taken_off(asked, server):
    packed = gzip.compress(server.body, mtime=0)
    coded = [("Content-Encoding", "gzip")]

    def step(upto=None):
        return lambda server, to: server.part_of(to, upto=upto, extra=coded, body=packed)

    assert asked(step(300), step()).path.read_bytes() == server.body
    assert server.seen[-1][1]["Range"] == "bytes=300-"
    with pytest.raises(FetchError, match=r"damaged \(gzip without its end"):
        asked(*[lambda s, to: s.part_of(to, extra=coded, body=packed[:-9])] * 2, fresh=True)


def test_too_long(asked, server, folder):
    asked.manner = replace(asked.manner, most=50_000)
    for step in (Faulty.well, lying("none")):
        with pytest.raises(FetchError, match="more than 50,000 bytes"):
            asked(step)
    bomb = gzip.compress(b"\0" * 10**6)
    with pytest.raises(FetchError, match="more than 50,000 bytes"):
        asked(lambda s, to: s.part_of(to, extra=[("Content-Encoding", "gzip")], body=bomb))
    assert NAME not in left(folder)


def test_no_room(asked, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("U", (), {"free": 10})())
    with pytest.raises(FetchError, match="do not fit on the disk"):
        asked()


def test_one_getter_at_a_time(asked, server, folder):
    folder.mkdir(parents=True)
    with kept.fetching(folder / NAME), pytest.raises(FetchError, match="another process"):
        asked()
    assert not server.seen


def test_offline_is_one_line_that_says_what_to_do(asked, server):
    server.close()
    with pytest.raises(FetchError, match=r"cannot be reached .*; next: connect, or .*--from-file"):
        asked()
    assert not asked.slept
    server.thread.join()
    server.close = lambda: None


@pytest.mark.parametrize(
    "base", ["ftp://h/x", "file:///x", "ucdp", "https://a:b@h/x", "http://h:99999/", "http://h /x"]
)
def test_bases_that_are_refused(base):
    with pytest.raises(OptionError) as caught:
        check_base(base)
    assert "a:b" not in str(caught.value)


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ({"version": "", "month": "2025-03"}, "candidateged/GEDEvent_v25_0_3.csv"),
        ({"version": "26.1.26.6"}, "candidateged/GEDEvent_v26_01_26_06.csv"),
        ({"version": "26.1", "actors": True}, "actor/ucdp-actor-261-csv.zip"),
    ],
)
def test_other_files(asked, server, wish, path):
    body = zipped("Actor.csv", "ActorId,NameData\n1,A\n") if "actors" in wish else None
    server.body = body or ged_text([{}]).encode()
    assert asked(**wish).path.name == path.rpartition("/")[2]
    assert server.seen[-1][0] == f"/downloads/{path}"


def test_a_candidate_file_cut_by_its_server(asked, server):
    server.body = ged_text([{}, {"side_b": "IS"}]).encode()
    short = lying(len(server.body) - 60)
    assert asked(short, version="25.0.3").path.read_bytes() == server.body


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"version": "25"}, "not a version"),
        ({"version": "25.0.13"}, "not a version"),
        ({"version": "../../x"}, "not a version"),
        ({"version": "25.0.3", "actors": True}, "no list of actors"),
        ({"version": "", "month": "March"}, "'March' is not a month"),
        ({"version": "", "month": "2025-13"}, "is not a month"),
        ({"version": "25.1", "month": "2025-03"}, "another wish"),
    ],
)
def test_wishes_that_are_refused(asked, server, wish, message):
    with pytest.raises(OptionError, match=message):
        asked(**wish)
    assert not server.seen


def test_a_file_that_one_has_is_recorded_alike(asked, server, folder, tmp_path):
    own = tmp_path / "my download.zip"
    own.write_bytes(server.body)
    got = asked(from_file=own, version="")
    assert (got.path, got.wanted.version, got.how) == (folder / NAME, "25.1", "copied")
    assert asked().how == "cached" and not server.seen
    own.write_bytes(server.body[:-50_000])
    with pytest.raises(FileError, match="cannot be used"):
        asked(from_file=own)
    own.write_bytes(server.body)
    with pytest.raises(FileError, match=r"is version 25\.1 by its name, 24\.1"):
        asked(from_file=own, version="24.1")
    nameless = tmp_path / "x.csv"
    nameless.write_text(ged_text([{}]), "utf-8")
    with pytest.raises(FileError, match="tells no version"):
        asked(from_file=nameless, version="")
    assert asked(from_file=nameless, version="25.0.3").path.name == "GEDEvent_v25_0_3.csv"


def test_it_goes_into_the_case_with_its_vintage(asked, server, case, tmp_path):
    server.script[:] = [cut(20_000)]
    wish = Wish("25.1", base=server.base)
    told = {"manner": asked.manner, "say": asked.said.append, "today": lambda: DAY}
    added = case.get(wish, **told)
    about = added.provenance
    assert (about.version, str(about.published), about.window_last) == (
        "25.1", "2025-06-15", date(2024, 12, 31),
    )  # fmt: skip
    assert added.cleaning.kept == 120 and not case.get(wish, **told).new
    own = tmp_path / "again.zip"
    own.write_bytes(server.body)
    assert not case.get(Wish(from_file=own), **told).new


def test_seen_before_its_usual_day(asked, server, case):
    wish = Wish("25.1", base=server.base)
    early = {"manner": asked.manner, "say": asked.said.append, "today": lambda: date(2025, 5, 3)}
    assert case.get(wish, **early).provenance.published == date(2025, 5, 3)


def test_no_other_room_knows_of_the_network():
    source = Path(__file__).resolve().parents[3] / "src" / "whowhom"
    words = ("urllib.request", "http.client", "import socket", "requests", "httpx", "ftplib")
    for path in source.rglob("*.py"):
        if path.parent.name != "fetch":
            text = path.read_text("utf-8")
            assert not [w for w in words if f"import {w}" in text or f"from {w}" in text], path
    code = "import sys, whowhom; whowhom.open('afghanistan').relation('Taliban', 'ISIS-K')"
    code += "; print('whowhom.sources.fetch.get' in sys.modules, 'whowhom.case' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"False", b"True"]
