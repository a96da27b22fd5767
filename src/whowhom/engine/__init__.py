"""Who acts, and toward whom: mixtures of named mechanisms over decayed counts of past acts."""

from whowhom.engine.choice import MECHANISMS, Mechanism
from whowhom.engine.explain import Explanation, explain
from whowhom.engine.fit import Effort
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings
from whowhom.engine.model import Model
from whowhom.engine.rates import Form, Process
from whowhom.engine.simulate import expected_counts, simulate
from whowhom.engine.stream import Stream

__all__ = [
    "MECHANISMS",
    "Effort",
    "Explanation",
    "Form",
    "History",
    "Ledger",
    "Mechanism",
    "Model",
    "Process",
    "Settings",
    "Stream",
    "expected_counts",
    "explain",
    "simulate",
]
