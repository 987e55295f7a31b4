"""The same work by the workers of a Dask cluster: ``distributed`` of the extra ``cluster`` carries it there and back.

:class:`Cluster` is the connection. ``annotating`` sends documents out for their annotations, ``judging`` pairs of names
for the corpus; each has the function that runs there.
"""

from annotate.cluster.connection import Cluster

__all__ = ["Cluster"]
