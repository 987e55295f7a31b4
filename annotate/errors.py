"""The errors that aka raises on purpose. Their text is a whole sentence for the person at the keyboard.

Each says what happened, to which file, and what to do; the command line prints it and exits with status 1.
"""

from __future__ import annotations


class AkaError(Exception):
    """Something that a person can mend; ``str(error)`` is the sentence to show."""


class BadAnnotation(AkaError):
    """Data that is no annotation in the native format, or contradicts itself."""


class BadSource(AkaError):
    """A file, folder or stream that cannot be read as a document."""


class BadStore(AkaError):
    """A database that this version of aka must not use: a newer one keeps things in it that it would lose."""


class NoLibrary(AkaError):
    """A library that cannot be read or written now."""


class NoModel(AkaError):
    """A recogniser that is not installed or does not load."""


class BadService(AkaError):
    """A reconciliation service that cannot be asked, or answers what is no answer."""


class CannotKeep(AkaError):
    """A correction that could not be written down: nothing of it is kept, and the next may be tried."""
