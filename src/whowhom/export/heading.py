"""What every export says of itself: dataset, versions, snapshot, citation."""

from typing import Any

from whowhom.export.codebook import about
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot


def heading(snapshot: Snapshot, dataset: Dataset | None, **facts: Any) -> dict[str, Any]:
    """The head of a codebook.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    dataset : Dataset or None
        What was counted; None for all.
    **facts
        What else is to be said, in this order.
    """
    told = (dataset,) if dataset else snapshot.datasets
    return about(
        [
            ("case", snapshot.settings.name),
            ("snapshot", snapshot.hash),
            ("as_of", snapshot.as_of),
            ("vintage", snapshot.vintage),
            ("dataset", [d.name for d in told]),
            ("versions", [v for d in told for v in d.versions]),
            ("observed_from", dataset.observed_first if dataset and dataset.counts else None),
            ("observed_to", dataset.observed_last if dataset and dataset.counts else None),
            *facts.items(),
            ("citation", [d.citation for d in told]),
            ("licence", [d.licence for d in told]),
            ("actors_and_places", "as the registry of the case resolves them; states: ISO 3166-1"),
        ]
    )
