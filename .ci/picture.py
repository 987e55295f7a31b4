"""Draw the README's picture: the reader on the sample article, as it is now. Run it from the project's root.

    python .ci/picture.py

The annotation comes from the recogniser, the picture from Textual's own screenshot.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from annotate.recognize.client import Worker
from annotate.recognize.protocol import Failed, Result
from annotate.sources import sample, segment
from annotate.store import Store
from tui.app import AkaApp
from tui.screens.reader import ReaderScreen
from tui.session import Session

PICTURE = Path(__file__).with_name("reader.svg")
SIZE = (110, 34)
KEYS = ("n", "asterisk", "n")  # follow Islamic State, and stand on its third mention


async def main() -> None:
    """Open the reader, press the keys, and save what it shows: to somebody who has nothing of their own yet."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE")}
        await draw()


async def draw() -> None:
    """The same, wherever a person's things are."""
    document = sample().document
    with Worker() as worker:
        worker.submit(0, document)
        reply = next(reply for reply in worker.replies() if isinstance(reply, Result | Failed))
    if isinstance(reply, Failed):
        raise SystemExit(reply.sentence)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "aka.db") as store:
        app = AkaApp(ReaderScreen(Session(document, reply.annotation), segment(document.text), store), store)
        async with app.run_test(size=SIZE) as pilot:
            app.theme = "aka-dark"  # whatever terminal this runs in
            await pilot.press(*KEYS)
            await pilot.pause()
            PICTURE.write_text(portable(app.export_screenshot(title="aka")), encoding="utf-8")


def portable(svg: str) -> str:
    """The picture without fonts from the web, and with its spaces kept by every program that draws SVG."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code,", "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas,")
    return svg.replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    asyncio.run(main())
