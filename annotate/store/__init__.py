"""What aka remembers between sessions, in an SQLite database in the user's data directory.

There are two doors, each with a connection of its own: :class:`Store` to what may be lost without harm, the place in
each text and what was chosen in the reader; :class:`Journal` to what may not, the corrections.

``database`` opens a file, whatever state it is in; ``schema`` knows its versions, ``lock`` lets one process alone
replace it, ``pages`` and ``salvage`` read what is damaged. (The library, :mod:`annotate.library`, is such a file too.)
Of this one ``memory`` has the tables: those in ``documents``, ``settings``, ``corrections`` and ``lineage`` (which
texts are one document); ``entries`` is what corrections mean.
"""

from annotate.store.documents import Place, Read
from annotate.store.entries import Entry, active
from annotate.store.journal import Journal, kept_decisions
from annotate.store.store import Store

__all__ = ["Entry", "Journal", "Place", "Read", "Store", "active", "kept_decisions"]
