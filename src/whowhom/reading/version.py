"""Version: the name by which the embedded reader signs its records."""

from typing import Final

READER: Final = "whowhom 1"
