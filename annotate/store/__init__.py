"""What aka remembers between sessions, in one SQLite database in the user's data directory.

``database`` opens it, whatever state it is in. Each kind of memory has a module of its own over the open
connection: ``documents`` the texts that were read, the place in each and the marks, ``settings`` what was
chosen in the reader. (Annotations and the
journal of corrections will stand beside it.) :class:`Store` is the one door to all of them.
"""

from annotate.store.documents import Place
from annotate.store.store import Store

__all__ = ["Place", "Store"]
