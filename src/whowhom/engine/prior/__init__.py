"""What other data say of the weights: figures with their origin and the day they end."""

from whowhom.engine.prior.origin import NONE, Origin, choose

__all__ = ["NONE", "Origin", "choose"]
