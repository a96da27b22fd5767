"""A file over HTTP: gone on with where it broke off, looked over, put in place whole."""

import email.utils
import http.client
import re
import shutil
import socket
import ssl
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from whowhom.errors import FetchError
from whowhom.sources.fetch.address import Redirects
from whowhom.sources.fetch.manner import Manner
from whowhom.sources.fetch.part import Part, Version
from whowhom.sources.source import Progress
from whowhom.store.atomic import flush

BY_HAND: Final = "get the file with a browser, then --from-file FILE"
_LATER: Final = "try again later: it goes on where it stopped; or " + BY_HAND
_CHUNK = 1 << 16
_HEADWAY = 1 << 20
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_PASSING_ERRORS = (TimeoutError, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_LENGTH = re.compile(r"\d{1,18}")


class Broken(Exception):
    """An attempt failed in a way that may pass.

    Parameters
    ----------
    why : str
        In a few words.
    wait : float, optional
        Seconds that the server asks to wait.
    """

    def __init__(self, why: str, wait: float | None = None) -> None:
        self.why, self.wait = why, wait
        super().__init__(why)


class Damaged(Exception):
    """What came is whole by its length, and is not what it should be."""


def download(
    url: str,
    goal: Path,
    check: Callable[[Path], None],
    manner: Manner,
    progress: Progress,
) -> Version:
    """Fetch a file.

    Parameters
    ----------
    url : str
        Its address.
    goal : Path
        Where it goes; its folder exists and only this process writes there. The name is never the
        server's.
    check : callable
        Looks the file over; raises `Damaged` where it is cut off or changed, FetchError where it is
        something else.
    manner : Manner
        Patience and limits.
    progress : Progress
        Told the step and the share done.

    Returns
    -------
    Version
        What the server said of it.

    Raises
    ------
    FetchError
        If it cannot be had. What has been fetched stays for the next time, unless it is damaged.
    """
    part = Part(goal)
    failures, damaged, best = 0, 0, part.size
    while True:
        try:
            version = _attempt(url, part, manner, progress)
            _finish(part, version, goal, check, manner)
            return version
        except Damaged as error:
            part.discard()
            damaged += 1
            failures, best, broken = failures + 1, 0, Broken(str(error))
            if damaged == 2:
                raise FetchError(
                    f"what {_host(url)} sends is damaged ({error})", "a whole file", BY_HAND
                ) from None
        except Broken as error:
            broken = error
            if part.size >= best + _HEADWAY:
                failures, best = 0, part.size
            failures += 1
        except OSError as error:
            raise _unwritable(goal, error) from None
        _wait(url, broken, failures, manner, progress)


def _wait(url: str, broken: Broken, failures: int, manner: Manner, progress: Progress) -> None:
    """Wait before the next attempt, or give up."""
    wait = manner.pause(failures) if broken.wait is None else broken.wait
    if failures >= manner.attempts:
        raise FetchError(
            f"{_host(url)} failed {failures} times in a row ({broken.why})",
            "a steady connection",
            _LATER,
        )
    if wait > manner.longest_wait:
        raise FetchError(
            f"{_host(url)} asks to wait {wait:,.0f} seconds ({broken.why})",
            f"waits of at most {manner.longest_wait:,.0f} seconds",
            _LATER,
        )
    progress(f"{broken.why}; again in {wait:.0f} s", 0.0)
    manner.sleep(wait)


def _attempt(url: str, part: Part, manner: Manner, progress: Progress) -> Version:
    """One connection: what is missing, added to the part."""
    known = part.version(url)
    start = part.size if known else 0
    if known and known.total is not None and start == known.total:
        return known
    try:
        with _ask(url, start, known, manner) as answer:
            version = _version(url, answer)
            _refuse_early(answer, version, part, manner)
            begins = _begins_at(answer)
            if begins and (known is None or begins != start or not known.continued_by(version)):
                part.discard()
                raise Broken("the file has changed meanwhile", 0.0)
            if not begins:
                part.begin(version)
            whole = known if begins and known else version
            _receive(answer, part, whole, manner, progress)
            return whole
    except (http.client.HTTPException, ValueError) as error:
        raise Broken(f"not understood: {type(error).__name__}") from None


def _ask(url: str, start: int, known: Version | None, manner: Manner) -> Any:
    """The answer of the server, its status 200 or 206."""
    headers = {"User-Agent": "whowhom", "Accept-Encoding": "identity"}
    if known:
        headers |= {"Range": f"bytes={start}-", "If-Range": known.validator}
    opener = urllib.request.build_opener(Redirects())
    try:
        answer = opener.open(urllib.request.Request(url, headers=headers), timeout=manner.timeout)
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(url, error, manner) from None
    except urllib.error.URLError as error:
        raise _unreached(url, error.reason) from None
    except OSError as error:
        raise _unreached(url, error) from None
    if answer.status not in (200, 206):
        answer.close()
        raise Broken(f"answer {answer.status}")
    return answer


def _refused(url: str, error: urllib.error.HTTPError, manner: Manner) -> Exception:
    """What an answer of 3xx, 4xx or 5xx means."""
    host = _host(url)
    if error.code == 416:
        return Damaged("the server has fewer bytes than were fetched")
    if error.code in _PASSING:
        return Broken(f"answer {error.code}", _retry_after(error.headers, manner))
    if 300 <= error.code < 400:
        return FetchError(
            f"{host} redirects without end, or to where they leave the web ({error.code})",
            "a few redirects",
            BY_HAND,
        )
    if error.code in (404, 410):
        return FetchError(
            f"{host} has no {urlsplit(url).path} (answer {error.code})",
            "a release that is out",
            "see whowhom get ucdp --list; or " + BY_HAND,
        )
    return FetchError(f"{host} answers {error.code} to {url}", "an open file", BY_HAND)


def _unreached(url: str, reason: object) -> Exception:
    """What a connection that never came about means."""
    if isinstance(reason, _PASSING_ERRORS):
        return Broken(_words(reason))
    if isinstance(reason, ssl.SSLCertVerificationError):
        return FetchError(
            f"the certificate of {_host(url)} is not trusted ({reason.verify_message})",
            "a trusted certificate",
            "look at the clock and at the network's own certificates; or " + BY_HAND,
        )
    if isinstance(reason, ssl.SSLError):
        return Broken("the encryption failed")
    said = "name not found" if isinstance(reason, socket.gaierror) else str(reason)
    return FetchError(
        f"{_host(url)} cannot be reached ({said[:100]})",
        "a network connection",
        "connect, or get the file on another machine, then --from-file FILE",
    )


def _words(error: object) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else "the connection was cut"


def _retry_after(headers: Any, manner: Manner) -> float | None:
    """Seconds that ``Retry-After`` asks for, as a number or as a date."""
    told = (headers.get("Retry-After") or "").strip()
    if _LENGTH.fullmatch(told):
        return float(told)
    try:
        when = email.utils.parsedate_to_datetime(told)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - manner.now()).total_seconds())


def _version(url: str, answer: Any) -> Version:
    """What the headers say of the bytes."""
    headers = answer.headers
    coding = (headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FetchError(
            f"{_host(url)} sends coding '{coding[:20]}'", "plain bytes or gzip", BY_HAND
        )
    length = (headers.get("Content-Length") or "").strip()
    total = int(length) if _LENGTH.fullmatch(length) else None
    if answer.status == 206:
        found = _RANGE.fullmatch((headers.get("Content-Range") or "").strip())
        total = int(found[2]) if found and found[2] != "*" else None
    return Version(
        url=url,
        final_url=answer.geturl(),
        etag=headers.get("ETag") or "",
        last_modified=headers.get("Last-Modified") or "",
        total=total,
        coding="" if coding == "identity" else "gzip",
    )


def _begins_at(answer: Any) -> int:
    """Where the bytes of an answer begin in the file."""
    if answer.status == 200:
        return 0
    found = _RANGE.fullmatch((answer.headers.get("Content-Range") or "").strip())
    # A range that is not told fits nowhere.
    return int(found[1]) if found else -1


def _refuse_early(answer: Any, version: Version, part: Part, manner: Manner) -> None:
    """Refuse by the headers what need not be fetched."""
    if answer.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
        raise page_instead(version.final_url)
    if version.total is None:
        return
    if version.total > manner.most:
        raise _too_long(version.url, manner)
    free = shutil.disk_usage(part.bytes.parent).free
    if version.total - part.size > free:
        raise FetchError(
            f"{version.total:,} bytes do not fit on the disk ({free:,} are free)",
            "room for the file",
            "make room, or name another cache folder with WHOWHOM_CACHE",
        )


def page_instead(url: str) -> FetchError:
    """The error where a web page came instead of data."""
    return FetchError(
        f"{_host(url)} sent a web page instead of data (a login of the network, perhaps)",
        "the file itself",
        BY_HAND,
    )


def _too_long(url: str, manner: Manner) -> FetchError:
    return FetchError(
        f"{_host(url)} sends more than {manner.most:,} bytes", "a file within that limit", BY_HAND
    )


def _receive(answer: Any, part: Part, version: Version, manner: Manner, progress: Progress) -> None:
    """Add the bytes of an answer to the part."""
    pace = _Pace(manner)
    done = part.size
    with part.bytes.open("ab") as out:
        while chunk := _next(answer):
            out.write(chunk)
            done += len(chunk)
            if done > manner.most:
                out.close()
                part.discard()
                raise _too_long(version.url, manner)
            pace.count(len(chunk))
            if version.total:
                progress("fetching", min(done / version.total, 1.0))
    if version.total is not None and done < version.total:
        raise Broken("the connection was cut")
    if version.total is not None and done > version.total:
        part.discard()
        raise Broken("more bytes than announced")


def _next(answer: Any) -> bytes:
    """The next bytes; none at the end."""
    try:
        chunk: bytes = answer.read1(_CHUNK)
        return chunk
    except (http.client.HTTPException, OSError) as error:
        raise Broken(_words(error)) from None


class _Pace:
    """Notices a connection that trickles: it never times out and never ends."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._since, self._bytes = manner.clock(), 0

    def count(self, size: int) -> None:
        """Count bytes; raises Broken where they come too slowly."""
        self._bytes += size
        passed = self._manner.clock() - self._since
        if passed < self._manner.patience:
            return
        if self._bytes < self._manner.slowest * passed:
            raise Broken("the connection is too slow")
        self._since, self._bytes = self._manner.clock(), 0


def _finish(
    part: Part, version: Version, goal: Path, check: Callable[[Path], None], manner: Manner
) -> None:
    """Look the whole over and put it in place."""
    if version.coding:
        _decode(part, version, manner)
    try:
        check(part.bytes)
    except FetchError:
        part.discard()
        raise
    flush(part.bytes)
    part.bytes.replace(goal)
    flush(goal.parent)
    part.discard()


def _decode(part: Part, version: Version, manner: Manner) -> None:
    """Take the transfer coding off; the part is no longer one to go on with."""
    plain = part.bytes.with_suffix(".plain")
    part.about.unlink(missing_ok=True)
    try:
        with part.bytes.open("rb") as source, plain.open("wb") as out:
            _inflate(source, out, version, manner)
        plain.replace(part.bytes)
    except zlib.error:
        raise Damaged("broken gzip") from None
    finally:
        plain.unlink(missing_ok=True)


def _inflate(source: IO[bytes], out: IO[bytes], version: Version, manner: Manner) -> None:
    decoder = zlib.decompressobj(wbits=31)
    written = 0
    while chunk := source.read(_CHUNK):
        while chunk and not decoder.eof:
            # A few bytes may hold gigabytes of zeros: taken in small helpings.
            written += out.write(decoder.decompress(chunk, _HEADWAY))
            chunk = decoder.unconsumed_tail
            if written > manner.most:
                raise _too_long(version.url, manner)
    if not decoder.eof:
        raise Damaged("gzip without its end")


def _unwritable(goal: Path, error: OSError) -> FetchError:
    return FetchError(
        f"'{goal.parent}' cannot be written to ({error.strerror})",
        "a folder with room",
        "make room, or name another cache folder with WHOWHOM_CACHE",
    )


def _host(url: str) -> str:
    return urlsplit(url).netloc
