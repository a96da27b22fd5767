"""`whowhom review`."""

import json
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import answer, open_case
from whowhom.cli.options import AsJson, CaseOption
from whowhom.errors import OptionError

if TYPE_CHECKING:
    from whowhom.case import Case

_Ids = Annotated[list[str] | None, typer.Argument(help="More ids, or FIELD=VALUE.", metavar="...")]


def review(
    more: _Ids = None,
    case: CaseOption = "",
    report: Annotated[str, typer.Option("--report", help="Only records of this report.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="event, relation, claim, likelihood or cause.")
    ] = "",
    below: Annotated[
        float, typer.Option("--below", help="Only records less sure than this, 0 to 1.")
    ] = 1.01,
    order: Annotated[
        str, typer.Option("--order", help="text, or confidence: least sure first.")
    ] = "text",
    limit: Annotated[
        int, typer.Option("--limit", help="List at most so many; 0 for all.", min=0)
    ] = 50,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", help="It is right.", metavar="ID")
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", help="It is wrong.", metavar="ID")
    ] = None,
    correct: Annotated[
        str | None,
        typer.Option("--correct", help="Put it right: --correct ID type=ASSAULT.", metavar="ID"),
    ] = None,
    reopen: Annotated[
        list[str] | None,
        typer.Option("--reopen", help="Take a decision back.", metavar="ID"),
    ] = None,
    judge: Annotated[
        list[str] | None,
        typer.Option("--judge", help="Only grade it, by --credibility.", metavar="ID"),
    ] = None,
    credibility: Annotated[
        str,
        typer.Option("--credibility", help="How credible the item is: 1 to 6 (Admiralty)."),
    ] = "",
    by: Annotated[str, typer.Option("--by", help="Who decides; default: the user.")] = "",
    as_list: Annotated[
        bool, typer.Option("--list", help="List the queue, also on a terminal.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What reports say that nobody has checked yet: accept, correct or reject it."""
    given = {
        "accept": accept,
        "reject": reject,
        "correct": [correct] if correct else None,
        "reopen": reopen,
        "grade": judge,
    }
    chosen = {what: ids for what, ids in given.items() if ids}
    wanted: dict[str, Any] = {
        "report": report,
        "kind": kind,
        "below": below,
        "order": order,
        "limit": limit or None,
    }
    stamp = {"who": by or os.environ.get("USER", ""), "when": f"{datetime.now(UTC):%Y-%m-%d}"}
    if chosen or more:
        _decide(open_case(case, writing=True), chosen, more or [], credibility, stamp, as_json)
    elif credibility:
        raise OptionError("--credibility without a record", "ids", "name them: --judge ID")
    elif as_json or as_list or not (sys.stdin.isatty() and sys.stdout.isatty()):
        answer("review", case, {**wanted, "as_of": None}, as_json, lambda c: c.review(**wanted))
    else:
        from whowhom.cli.reviewing import one_by_one

        one_by_one(open_case(case, writing=True), {**wanted, "limit": None}, stamp)


def _decide(
    opened: "Case",
    chosen: dict[str, list[str]],
    more: list[str],
    credibility: str,
    stamp: dict[str, str],
    as_json: bool,
) -> None:
    if len(chosen) != 1:
        raise OptionError(
            "several decisions at once" if chosen else f"'{more[0]}' without a decision",
            "one of --accept, --reject, --correct, --reopen, --judge",
            "decide one after the other",
        )
    ((what, ids),) = chosen.items()
    fields = dict(each.split("=", 1) for each in more if "=" in each)
    ids = list(dict.fromkeys([*ids, *(each for each in more if "=" not in each)]))
    n = opened.decide(what, *ids, fields=fields, credibility=credibility, **stamp)
    if as_json:
        told = {"decision": what, "records": ids, "fields": fields, "credibility": credibility}
        print(json.dumps(told, indent=2, ensure_ascii=True))
        return
    done = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
    word = {**done, "reopen": "open again", "grade": "graded"}[what]
    print(f"{n:,} record{'' if n == 1 else 's'} {word}.")
