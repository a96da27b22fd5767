"""`whowhom actors` and what can be done to them."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import answer, open_case
from whowhom.cli.options import AsJson, AsOf, CaseOption, From, To, Vintage, day

if TYPE_CHECKING:
    from whowhom.actors.changes import Change
    from whowhom.actors.period import Period

actors = typer.Typer(
    help="Who is known in a case, which names are not, and how to say who is who.",
    rich_markup_mode=None,
    add_completion=False,
)
Name = Annotated[str, typer.Argument(help="A name as a dataset wrote it.", metavar="NAME")]
Actor = Annotated[str, typer.Argument(help="Any name of an actor.", metavar="ACTOR")]
Note = Annotated[str, typer.Option("--note", help="Why, in a few words.")]


@actors.callback(invoke_without_command=True)
def _list(
    context: typer.Context,
    case: CaseOption = "",
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="Names that no alias knows, with suggestions.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", help="At most so many of these names; 0 for all.", min=0)
    ] = 50,
    as_of: AsOf = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Who is known in a case, which names are not, and how to say who is who."""
    if context.invoked_subcommand:
        return
    days: dict[str, Any] = {"as_of": day(as_of), "vintage": day(vintage)}
    most = limit or None
    asked = {"unresolved": unresolved, "limit": most, **days}
    answer(
        "actors",
        case,
        asked,
        as_json,
        lambda opened: opened.actors(unresolved=unresolved, limit=most, **days),
    )


@actors.command()
def find(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name, or something like it.", metavar="NAME")],
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Whom a name may mean: exactly, by an alias, or nearly."""
    days: dict[str, Any] = {"as_of": day(as_of), "vintage": day(vintage)}
    answer(
        "actors",
        _chosen(context, case),
        {"find": name, **days},
        as_json,
        lambda opened: opened.actors(name, **days),
    )


@actors.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name shown.", metavar="NAME")],
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help="armed group, state, international organisation, population or unidentified.",
        ),
    ] = "armed group",
    id: Annotated[str, typer.Option("--id", help="Its id; default: made from the name.")] = "",
    parent: Annotated[str, typer.Option("--parent", help="What it is a branch of.")] = "",
    first: From = None,
    last: To = None,
    note: Note = "",
    case: CaseOption = "",
    as_json: AsJson = False,
) -> None:
    """Make an actor known; --from and --to say when it existed."""
    from whowhom.actors.changes import NewActor

    made = NewActor(name, kind, id, parent, _period(first, last), note)
    _change(context, case, made, as_json)


@actors.command()
def alias(
    context: typer.Context,
    name: Name,
    actor: Actor,
    dataset: Annotated[str, typer.Option("--dataset", help="Only in this dataset.")] = "",
    country: Annotated[str, typer.Option("--country", help="Only for events there.")] = "",
    first: From = None,
    last: To = None,
    note: Note = "",
    case: CaseOption = "",
    as_json: AsJson = False,
) -> None:
    """Let a name mean an actor, everywhere or in a dataset, country or period."""
    from whowhom.actors.changes import NewAlias

    made = NewAlias(name, actor, dataset, country, _period(first, last), note)
    _change(context, case, made, as_json)


@actors.command()
def merge(
    context: typer.Context,
    actor: Annotated[str, typer.Argument(help="Who is the other, and is no more.", metavar="A")],
    into: Annotated[str, typer.Argument(help="Any name of the one that stays.", metavar="B")],
    case: CaseOption = "",
    as_json: AsJson = False,
) -> None:
    """A is B: its names, ties and statements become B's."""
    from whowhom.actors.changes import Merge

    _change(context, case, Merge(actor, into), as_json)


@actors.command()
def split(
    context: typer.Context,
    name: Name,
    actor: Annotated[str, typer.Argument(help="Who loses the name.", metavar="ACTOR")],
    into: Annotated[str, typer.Argument(help="Who gets it, known or new.", metavar="OTHER")],
    first: From = None,
    last: To = None,
    case: CaseOption = "",
    as_json: AsJson = False,
) -> None:
    """A name of ACTOR means OTHER, always or in a period."""
    from whowhom.actors.changes import Split

    _change(context, case, Split(name, actor, into, _period(first, last)), as_json)


@actors.command()
def tie(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Any name of an actor.", metavar="A")],
    kind: Annotated[str, typer.Argument(help="Such as 'branch of', 'ally of', 'supports'.")],
    target: Annotated[str, typer.Argument(help="Any name of another.", metavar="B")],
    first: From = None,
    last: To = None,
    note: Note = "",
    source_of: Annotated[str, typer.Option("--citation", help="Who says so.")] = "",
    case: CaseOption = "",
    as_json: AsJson = False,
) -> None:
    """A lasting relation: A is a branch of B, supports B, hosts B, ..."""
    from whowhom.actors.changes import NewTie

    made = NewTie(source, kind, target, _period(first, last), note, source_of)
    _change(context, case, made, as_json)


@actors.command()
def undo(context: typer.Context, case: CaseOption = "", as_json: AsJson = False) -> None:
    """Take back the last change that has not been taken back."""
    from whowhom.actors.changes import Undo

    _change(context, case, Undo(), as_json)


def _chosen(context: typer.Context, case: str) -> str:
    """The case named on the command line, behind the sub-command or before it; else the default."""
    for each in (context, context.parent):
        source = each.get_parameter_source("case") if each else None
        if each and source and source.name == "COMMANDLINE":
            return str(each.params["case"])
    return case


def _change(context: typer.Context, case: str, change: "Change", as_json: bool) -> None:
    from whowhom.answers.answer import to_plain
    from whowhom.report.actors import render_changed

    changed = open_case(_chosen(context, case), writing=True).change_actors(change)
    if not as_json:
        print(render_changed(changed), end="")
        return
    told = {
        "headline": changed.headline,
        "lines": dict(changed.lines),
        "rows_moved": changed.rows_moved,
        "notes": changed.notes,
    }
    print(json.dumps(to_plain(told), indent=2, ensure_ascii=True))


def _period(first: datetime | None, last: datetime | None) -> "Period":
    from whowhom.actors.period import Period

    ends: list[date | None] = [day(first), day(last)]
    return Period(*ends)
