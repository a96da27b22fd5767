"""Who acts, and toward whom: a mixture of named mechanisms over decayed counts of past acts."""

from whowhom.engine.choice import MECHANISMS, Mechanism
from whowhom.engine.explain import Explanation, explain
from whowhom.engine.fit import Effort
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings
from whowhom.engine.model import Model

__all__ = [
    "MECHANISMS",
    "Effort",
    "Explanation",
    "History",
    "Ledger",
    "Mechanism",
    "Model",
    "Settings",
    "explain",
]
