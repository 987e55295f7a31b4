"""Where the article stands that aka opens when it is given nothing."""

from __future__ import annotations

import os

NAME = "islamic-state-turkey-usa-raqqa.txt"


def path() -> str:
    """Its path: in a wheel it lies inside the package, in a checkout beside it."""
    package = os.path.dirname(os.path.abspath(__file__))
    folders = (package, os.path.dirname(package))
    return next(path for folder in folders if os.path.exists(path := os.path.join(folder, "seeds", NAME)))
