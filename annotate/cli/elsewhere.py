"""Work that other machines do, where a person asks for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.recognize.client import Recogniser

if TYPE_CHECKING:
    from annotate.cluster import Cluster


def connect(address: str, recogniser: Recogniser) -> Cluster:
    """The cluster whose scheduler has this address. Raises NoModel where there is none, or nothing to talk to it."""
    from annotate.cluster import Cluster  # which is not needed where one machine is enough

    return Cluster(address, recogniser)
