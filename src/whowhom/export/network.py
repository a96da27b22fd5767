"""Networks: actors as nodes, what passed between two of them as an edge."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whowhom.errors import OptionError, RefusalError
from whowhom.export.entries import IN, OUT, Entries, of_directed, of_dyads
from whowhom.export.gexf import gexf
from whowhom.export.graphml import graphml
from whowhom.export.states import iso_of
from whowhom.export.table import check_path
from whowhom.ontology.quad import QUADS
from whowhom.ontology.state_codes import COW, GW
from whowhom.questions.parties import find_actor
from whowhom.questions.scope import Scope, counted_dataset, day
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot
from whowhom.store.atomic import write_text

Value = str | int | float
WRITERS: Final = {"graphml": graphml, "gexf": gexf}
"""Format to what writes it."""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: its id, label, and attributes by name."""

    id: str
    label: str
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """What passed between two actors; `weight` is the number of acts."""

    source: str
    target: str
    weight: int
    attributes: dict[str, Value]


@dataclass(frozen=True)
class Network:
    """A network of one dataset.

    Parameters
    ----------
    directed : bool
        Whether edges go from source to target.
    nodes, edges : tuple
        By id.
    title, about : str
        What it is, and what it counts, with its citation.
    """

    directed: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str
    about: str

    def __repr__(self) -> str:
        return f"<Network of {len(self.nodes):,} actors, {len(self.edges):,} edges: {self.title}>"

    def text(self, form: str) -> str:
        """The network as GraphML or GEXF.

        Parameters
        ----------
        form : {'graphml', 'gexf'}
            Format.
        """
        if form not in WRITERS:
            raise OptionError(f"format '{form}'", ", ".join(WRITERS), "correct --format")
        return WRITERS[form](self)

    def write(self, path: str | Path, form: str = "") -> Path:
        """Write the network; the format follows the ending, unless it is named."""
        path = Path(path)
        suffix = path.suffix if form else check_path(path, (".graphml", ".gexf"))
        text = self.text(form or suffix[1:])
        try:
            write_text(path, text)
        except OSError as error:
            raise OptionError(
                f"'{path}' cannot be written ({error.strerror})",
                "a place that you may write to",
                "correct --out",
            ) from None
        return path


def network(
    snapshot: Snapshot, scope: Scope, actors: tuple[str, ...] = (), directed: bool = False
) -> Network:
    """The network of a dataset in a period.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Period (rows that reach over an edge are left out) and dataset.
    actors : tuple of str
        Only edges with one of them.
    directed : bool
        Edges from source to target, of acts with a direction alone; otherwise of pairs.

    Returns
    -------
    Network
        Each act once per edge. A network of a hand-picked list shows who, not how often.

    Raises
    ------
    OptionError, UnknownActorError
        If an option cannot be used.
    RefusalError
        If no edge is left.
    """
    dataset = counted_dataset(snapshot, scope, scope.mask(snapshot.columns))
    mask = snapshot.mask_of(dataset) & snapshot.columns.happened & scope.mask(snapshot.columns)
    columns = snapshot.columns.take(mask)
    size = len(snapshot.actors)
    entries = of_directed(columns, size) if directed else of_dyads(columns, size)
    undirected = 0
    if directed:
        none = entries.unit % 2 == 0
        undirected = int(columns.count[entries.row[none]].sum())
        entries = entries.take(~none)
        entries = Entries(entries.row, entries.unit // 2, entries.role)
    if actors:
        entries = entries.take(_with(snapshot, actors, entries))
    if not len(entries):
        more = f"; {undirected:,} acts have no direction" if undirected else ""
        raise RefusalError(
            f"{dataset.name} holds no such act between two actors in that period{more}",
            "a period, dataset and actors with acts",
            "leave out --directed, --since, --until or --actors",
        )
    edges = _edges(snapshot, columns, entries, directed)
    nodes = _nodes(snapshot, columns, entries, size)
    return Network(directed, nodes, edges, *_words(snapshot, dataset, scope, directed, undirected))


def _with(snapshot: Snapshot, actors: tuple[str, ...], entries: Entries) -> NDArray[np.bool_]:
    ids = [find_actor(snapshot, name).actor_id for name in actors]
    numbers = [snapshot.index[i] for i in ids if i in snapshot.index]
    first, second = np.divmod(entries.unit, len(snapshot.actors))
    return np.asarray(np.isin(first, numbers) | np.isin(second, numbers))


def _edges(
    snapshot: Snapshot, columns: Columns, entries: Entries, directed: bool
) -> tuple[Edge, ...]:
    keys, where = np.unique(entries.unit, return_inverse=True)
    rows = columns.take(entries.row)
    counts = rows.count.astype(np.float64)

    def add(chosen: NDArray[Any], values: NDArray[Any]) -> NDArray[np.int64]:
        sums = np.bincount(where[chosen], values[chosen], len(keys))
        return np.asarray(sums.round(), dtype=np.int64)

    every = np.ones(len(rows), dtype=np.bool_)
    sums = {"acts": add(every, counts)}
    if not directed:
        sums["acts_forth"] = add(entries.role == OUT, counts)
        sums["acts_back"] = add(entries.role == IN, counts)
        sums["acts_undirected"] = add(~rows.directed, counts)
    sums |= {name.replace(" ", "_"): add(rows.quad == q, counts) for q, name in QUADS.items()}
    if (rows.best >= 0).any():
        sums["deaths"] = add(rows.best > 0, rows.best.astype(np.float64))
    first = np.full(len(keys), np.iinfo(np.int64).max)
    last = np.full(len(keys), np.iinfo(np.int64).min)
    np.minimum.at(first, where, rows.date.astype(np.int64))
    np.maximum.at(last, where, rows.date_end.astype(np.int64))
    ids = [a.actor_id for a in snapshot.actors]
    found = []
    for n, (a, b) in enumerate(zip(*np.divmod(keys, len(ids)), strict=True)):
        told: dict[str, Value] = {name: int(values[n]) for name, values in sums.items()}
        told |= {"first": day(first[n]).isoformat(), "last": day(last[n]).isoformat()}
        found.append(Edge(ids[int(a)], ids[int(b)], int(sums["acts"][n]), told))
    return tuple(sorted(found, key=lambda e: (e.source, e.target)))


def _nodes(snapshot: Snapshot, columns: Columns, entries: Entries, size: int) -> tuple[Node, ...]:
    ends = np.concatenate(np.divmod(entries.unit, size))
    rows = columns.take(np.concatenate([entries.row, entries.row]))
    acts = np.bincount(ends, rows.count, size)
    found = []
    for number in np.unique(ends).tolist():
        actor = snapshot.actors[number]
        mine = ends == number
        iso = iso_of(snapshot, actor) or _main_country(snapshot, rows, mine)
        told: dict[str, Value] = {
            "kind": actor.kind,
            "country": iso,
            "events": int(acts[number]),
        }
        if actor.kind == "state" and iso in GW:
            told |= {"gw": GW[iso], "cow": COW[iso]}
        found.append(Node(actor.actor_id, actor.name, told))
    return tuple(sorted(found, key=lambda n: n.id))


def _main_country(snapshot: Snapshot, rows: Columns, mine: NDArray[np.bool_]) -> str:
    """Country of most of its acts; "" where none is given."""
    known = mine & (rows.country >= 0)
    if not known.any():
        return ""
    sums = np.bincount(rows.country[known], rows.count[known])
    return snapshot.countries[int(sums.argmax())]


def _words(
    snapshot: Snapshot, dataset: Dataset, scope: Scope, directed: bool, undirected: int
) -> tuple[str, str]:
    first = scope.first or dataset.first
    last = scope.last or min(dataset.last, date.max)
    title = f"{dataset.name}, {first} to {last}"
    about = [
        f"Case {snapshot.settings.name}, snapshot {snapshot.hash}, as of {snapshot.as_of}.",
        f"Acts of {dataset.name} that happened, each once per edge; the weight is their number.",
    ]
    if directed and undirected:
        about.append(f"{undirected:,} acts without a recorded direction are left out.")
    if not dataset.counts:
        about.append("A hand-picked list: it shows who with whom, not how often.")
    about.append(f"{dataset.citation}; {dataset.licence}.")
    return title, " ".join(about)
