"""What aka remembers between sessions, in one SQLite database in the user's data directory.

``database`` opens it, whatever state it is in. Each kind of memory has its tables in a module of its own:
``documents`` the place in each text and the marks, ``settings`` what was chosen in the reader, ``journal`` the
corrections. There are two doors, each with a connection of its own: :class:`Store` to what may be lost without harm,
:class:`Journal` to what may not.
"""

from annotate.store.documents import Place
from annotate.store.entries import Entry, active
from annotate.store.journal import Journal, kept_decisions
from annotate.store.store import Store

__all__ = ["Entry", "Journal", "Place", "Store", "active", "kept_decisions"]
