"""Addresses that may be asked, and redirects that may be followed."""

import urllib.request
from typing import Any
from urllib.parse import urlsplit

from whowhom.errors import FetchError, OptionError


def check_base(base: str) -> str:
    """The address of a publisher or mirror, without a slash at its end.

    Raises
    ------
    OptionError
        If it is not one of http or https, or holds a password.

    Examples
    --------
    >>> check_base("https://ucdp.uu.se/downloads/")
    'https://ucdp.uu.se/downloads'
    """
    try:
        parts = urlsplit(base)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        known, parts = None, urlsplit("")
    odd = parts.username is not None or parts.query or parts.fragment or not base.isprintable()
    if not known or odd or " " in base or not base.isascii():
        shown = base if parts.username is None else "(with a user name in it)"
        raise OptionError(
            f"the base '{shown[:100]}' is no address of a mirror",
            "https://HOST/PATH, without user name or query",
            "correct --base or WHOWHOM_UCDP_BASE",
        )
    return base.rstrip("/")


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, never from https to something weaker."""

    max_repeats = 2
    max_redirections = 5

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The request to follow; raises FetchError for one that would give up the encryption."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.scheme not in ("http", "https") or (old.scheme == "https" and new.scheme != "https"):
            raise FetchError(
                f"{old.hostname} redirects from {old.scheme} to {new.scheme}",
                "redirects that keep the connection encrypted",
                "get the file with a browser, then --from-file FILE",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
