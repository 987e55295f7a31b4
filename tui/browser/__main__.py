"""What a tab shows: ``aka ARGUMENTS`` with its screen in the browser. Started by the server for each tab."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from tui.browser import DRIVER


def main() -> None:
    """Open the reader. A sentence on why there is none stands in the tab; else the tab hears when it has ended."""
    os.environ["TEXTUAL_DRIVER"] = DRIVER  # Textual reads it when it is imported
    _send(b"__GANGLION__\n")
    import click

    from annotate.cli.read import command
    from annotate.errors import AkaError
    from annotate.text import visible

    try:
        command.main(sys.argv[1:], prog_name="aka", standalone_mode=False)
    except (AkaError, OSError, click.ClickException) as error:
        sentence = error.format_message() if isinstance(error, click.ClickException) else str(error)
        _send(_packet(b"D", f"\x1b[2J\x1b[H{visible(sentence)}".encode()))
    except BaseException:
        _send(_packet(b"M", b'{"type": "exit"}'))
        raise


def _packet(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def _send(data: bytes) -> None:
    with suppress(OSError):  # the tab is closed
        os.write(1, data)


if __name__ == "__main__":
    main()
