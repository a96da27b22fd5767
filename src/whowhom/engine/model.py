"""The fitted engine: frozen parameters that can be stored, loaded and asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from whowhom.engine.choice import MECHANISMS, Choices, Rule, Scale
from whowhom.engine.fit import Effort, fit
from whowhom.engine.history import Float, History, Int
from whowhom.engine.ledger import Ledger, Settings

FORMAT = 1
Side = Literal["target", "source"]


def asked_type(type: int, side: Side, n_types: int) -> int:
    """Return the type under which a question is kept: the mirrored one when asking for the source.

    Examples
    --------
    >>> asked_type(2, "target", 5), asked_type(2, "source", 5)
    (2, 7)
    """
    if side not in ("target", "source"):
        raise ValueError(f"side must be 'target' (whom) or 'source' (who), got {side!r}")
    if not 0 <= type < n_types:
        raise ValueError(f"type must lie in 0..{n_types - 1}, got {type}")
    return type if side == "target" else type + n_types


@dataclass(frozen=True)
class Model:
    """Whom will an actor act toward: the mixture of mechanisms, fitted on the acts before a day.

    ``p(o | s, r, t) = sum_m w_m(s, r, t) p_m(o | s, r, t) k(o) / c`` with the mechanisms of
    ``choice.MECHANISMS``, weights by a gate (Jacobs et al. 1991) and a tilt ``k`` by a conditional
    logit (McFadden 1974). The parameters are frozen; counts go on with the history.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> day = np.sort(rng.integers(0, 90, 400))
    >>> source = rng.integers(0, 6, 400)
    >>> history = History(source, np.zeros(400, int), (source + 1) % 6, day, n_actors=6, n_types=1)
    >>> model = Model.fit(history, until=80, effort=Effort(queries=100, passes=1))
    >>> p = model.distribution(model.ledger(history, 85), 2, 0)
    >>> int(p.argmax()), round(float(p.sum()), 9)
    (3, 1.0)
    """

    rule: Rule
    settings: Settings
    effort: Effort
    n_actors: int
    n_types: int
    until: int
    digest: str

    @classmethod
    def fit(
        cls,
        history: History,
        until: int,
        settings: Settings | None = None,
        effort: Effort | None = None,
        ledger: Ledger | None = None,
        log: Callable[[str], None] | None = None,
    ) -> Model:
        """Fit on acts before ``until``; a fresh ``ledger`` given here is left standing there."""
        effort = effort or Effort()
        ledger = ledger or Ledger(history, settings, last_day=until)
        if ledger.history is not history:
            raise ValueError(
                "the ledger was built from another history; build it from the one to fit"
            )
        rule = fit(ledger, until, effort, log)
        digest = history.before(until).digest()
        return cls(rule, ledger.settings, effort, history.n_actors, history.n_types, until, digest)

    def check(self, history: History) -> None:
        """Refuse a history that this model was not fitted on, saying why."""
        for name in ("n_actors", "n_types"):
            if getattr(history, name) != getattr(self, name):
                raise ValueError(
                    f"fitted with {name}={getattr(self, name)}, "
                    f"this history has {getattr(history, name)}; "
                    f"fit again or use the history of the fit"
                )
        past = history.before(self.until)
        if past.digest() != self.digest:
            raise ValueError(
                f"the {len(past)} acts before day {self.until} are not those the model "
                f"was fitted on; fit again"
            )

    def ledger(self, history: History, day: int) -> Ledger:
        """Check that ``history`` is the fitted one and return its state at the start of ``day``."""
        self.check(history)
        if day < self.until:
            raise ValueError(
                f"fitted on acts up to day {self.until}; asking day {day} would see the future"
            )
        ledger = Ledger(history.before(day), self.settings, last_day=day)
        ledger.advance(day)
        return ledger

    def choices(self, ledger: Ledger, source: Int, kind: Int, split: bool = False) -> Choices:
        """Answer a batch of queries on the ledger's day; ``kind`` as given by ``asked_type``."""
        return self.rule.choose(ledger.shortlists(source, kind), split)

    def distribution(self, ledger: Ledger, actor: int, type: int, side: Side = "target") -> Float:
        """Return the probability of every actor being the other side of the next act."""
        if not 0 <= actor < self.n_actors:
            raise ValueError(f"actor must lie in 0..{self.n_actors - 1}, got {actor}")
        kind = asked_type(type, side, self.n_types)
        choices = self.choices(ledger, np.array([actor]), np.array([kind]))
        return choices.dense(0, ledger.newcomer_weight(kind))

    def _header(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "mechanisms": [m.name for m in MECHANISMS],
            "settings": asdict(self.settings),
            "effort": asdict(self.effort),
            "n_actors": self.n_actors,
            "n_types": self.n_types,
            "until": self.until,
            "digest": self.digest,
        }

    def save(self, path: str | Path) -> None:
        """Write the parameters as arrays with a JSON header; equal models give equal bytes."""
        arrays: dict[str, Any] = {
            f"parameter/{k}": v for k, v in sorted(self.rule.parameters.items())
        }
        for name, scale in sorted(self.rule.scales.items()):
            arrays[f"mean/{name}"], arrays[f"spread/{name}"] = scale.mean, scale.spread
        header = json.dumps(self._header(), sort_keys=True).encode()
        with Path(path).open("wb") as file:
            np.savez(file, header=np.frombuffer(header, dtype=np.uint8), **arrays)

    @classmethod
    def load(cls, path: str | Path) -> Model:
        """Read a stored model; another format or other mechanisms are refused with the reason."""
        with np.load(path, allow_pickle=False) as stored:
            header = json.loads(stored["header"].tobytes())
            arrays = {name: stored[name] for name in stored.files if name != "header"}
        if header["format"] != FORMAT:
            raise ValueError(
                f"{path} has format {header['format']}, this version reads {FORMAT}; fit again"
            )
        if header["mechanisms"] != [m.name for m in MECHANISMS]:
            raise ValueError(f"{path} was fitted with other mechanisms; fit again")
        parameters = {
            k.split("/", 1)[1]: v for k, v in arrays.items() if k.startswith("parameter/")
        }
        names = [k.split("/", 1)[1] for k in arrays if k.startswith("mean/")]
        scales = {name: Scale(arrays[f"mean/{name}"], arrays[f"spread/{name}"]) for name in names}
        settings = dict(header["settings"], half_lives=tuple(header["settings"]["half_lives"]))
        return cls(
            Rule(parameters, scales, header["n_types"]),
            Settings(**settings),
            Effort(**header["effort"]),
            header["n_actors"],
            header["n_types"],
            header["until"],
            header["digest"],
        )
