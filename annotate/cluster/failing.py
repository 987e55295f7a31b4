"""What distributed says when something goes wrong, as sentences of ours."""

from __future__ import annotations

from annotate.errors import NoModel
from annotate.text import one_line


def gone(address: str, error: BaseException) -> NoModel:
    """The sentence for a cluster that does no more work, with what distributed raised."""
    if isinstance(error, ModuleNotFoundError):
        return NoModel(
            f"A worker of the cluster has no {error.name}: install the same aka in its environment."
        )
    return NoModel(f"The cluster at {address} does not answer any more ({reason(error)}).")


def reason(error: BaseException) -> str:
    """What an exception of another library says, as far as it fits a sentence."""
    return one_line(str(error))[:200].rstrip(". ") or type(error).__name__
