"""The export: a format, a path, and a look at what will be written."""

from __future__ import annotations

import io
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from annotate.annotation import Annotation
from annotate.errors import AkaError
from annotate.formats import FORMATS, Format, save, sentence
from annotate.sources import STDIN
from annotate.store import Store
from annotate.text import visible
from tui.field import Field

# What the preview shows of the file: more than fits on any screen.
_PREVIEW_BYTES = 8_000
_SETTING = "export format"
_BEFORE = 2  # so many formats stand before the chosen one, where there are more than fit


class PathField(Field):
    """The path to write to; up and down choose the format."""

    def __init__(self, path: str, asked: ExportScreen) -> None:
        super().__init__(path, id="export-path", compact=True, select_on_focus=False)
        self._asked = asked

    async def take(self, key: str) -> bool:
        """Also the keys that choose the format."""
        if key not in ("up", "down"):
            return await super().take(key)
        self._asked.choose(1 if key == "down" else -1)
        return True

    async def entered(self) -> None:
        """Write."""
        self._asked.enter(self.value.strip())

    def left(self) -> bool:
        """Write nothing."""
        self._asked.leave()
        return True


class ExportScreen(ModalScreen[str | None]):
    """Writes an annotation, at first in the format of the last time. Dismissed with a sentence that says what was
    written, or None."""

    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & Vertical { width: 90; max-width: 100%; height: 90%; background: $panel; padding: 1 2; }
        & #export-formats { height: 1; }
        & #export-keeps { color: $quiet; height: auto; max-height: 2; margin: 0 0 1 0; }
        & #export-folder { color: $quiet; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & #export-path { background: $background; }
        & #export-says { color: $warning; height: auto; max-height: 3; }
        & #export-preview { color: $quiet; height: 1fr; margin: 1 0; text-wrap: nowrap; text-overflow: ellipsis; }
        & #export-keys { color: $quiet; dock: bottom; height: 1; }
    }
    """

    def __init__(self, annotation: Annotation, store: Store) -> None:
        super().__init__()
        self._annotation, self._store = annotation, store
        self._formats = [entry for entry in FORMATS.values() if entry.writes]
        last = store.setting(_SETTING)
        self._format = next((entry for entry in self._formats if entry.name == last), self._formats[0])
        self._writing = False
        self._agreed: Path | None = None  # an existing file that the reader has been asked about

    def compose(self) -> ComposeResult:
        """Formats, path, preview, keys."""
        with Vertical():
            yield Static(id="export-formats")
            yield Static(id="export-keeps", markup=False)
            yield Static(f"to a file in {Path.cwd()}", id="export-folder", markup=False)
            yield PathField(str(self._path()), self)
            yield Static("", id="export-says", markup=False)
            yield Static("", id="export-preview", markup=False)
            yield Static("↑ ↓ format  Enter write  Esc close", id="export-keys")

    def on_mount(self) -> None:
        """Show the format."""
        self._show_format()

    def choose(self, step: int) -> None:
        """Go to the next format, or the one before; the path gets its suffix."""
        at = (self._formats.index(self._format) + step) % len(self._formats)
        before, self._format = self._format, self._formats[at]
        self._change_suffix(before)
        self._show_format()

    def leave(self) -> None:
        """Close, unless something is being written: that is said when it is there."""
        if not self._writing:
            self.dismiss(None)

    @on(Input.Changed, "#export-path")
    def _path_changed(self, event: Input.Changed) -> None:
        self._agreed = None
        self.query_one("#export-says", Static).update("")
        asked = FORMATS.for_path(Path(event.value.strip()))
        if asked in self._formats and not event.value.strip().lower().endswith(self._format.suffixes):
            self._format = asked  # the name that is typed asks for another format
            self._show_format()

    def enter(self, typed: str) -> None:
        """Write to the path that was typed, if that can be; one that is there already, when it is asked for again."""
        if not typed:
            self._say("Type the path of the file to write.")
            return
        try:
            path = Path(typed).expanduser()
            is_directory, is_there = path.is_dir(), path.exists()
            is_source = path.resolve() == Path(self._annotation.document.source).resolve()
        except (OSError, RuntimeError, ValueError) as error:  # a name too long, no such user, no permission
            self._say(f"{typed} cannot be written: {getattr(error, 'strerror', None) or error}.")
            return
        if is_directory:
            self._say(f"{path} is a directory; name a file in it.")
        elif is_there and is_source:
            self._say(f"{path} is the text itself; choose another name.")
        elif is_there and path != self._agreed:
            self._agreed = path
            self._say(f"{path} is there already; Enter once more replaces it.")
        else:
            self._writing = True
            self._store.keep_setting(_SETTING, self._format.name)
            self._write(path, self._format)

    def _path(self) -> Path:
        source = self._annotation.document.source
        stem = "text" if source == STDIN else visible(Path(source).stem) or "annotation"
        return Path(stem + self._format.suffixes[0])

    def _change_suffix(self, before: Format) -> None:
        field = self.query_one("#export-path", Input)
        for suffix in sorted(before.suffixes, key=len, reverse=True):
            if field.value.endswith(suffix):
                field.value = field.value.removesuffix(suffix) + self._format.suffixes[0]
                field.cursor_position = len(field.value)
                return

    def _show_format(self) -> None:
        at = self._formats.index(self._format)
        pieces: list[tuple[str, str]] = []
        for entry in [*self._formats[max(0, at - _BEFORE) :], *self._formats[: max(0, at - _BEFORE)]]:
            chosen = entry is self._format
            pieces.append((f" {'▸' if chosen else ' '}{entry.name} ", "bold" if chosen else "$quiet"))
        self.query_one("#export-formats", Static).update(Content.assemble(*pieces))
        self.query_one("#export-keeps", Static).update(self._format.keeps)
        self._preview(self._format)

    def _say(self, sentence: str) -> None:
        self.query_one("#export-says", Static).update(visible(sentence))

    @work(thread=True, exclusive=True, group="preview")
    def _preview(self, entry: Format) -> None:
        start = "(nothing to look at)"
        if not entry.binary:
            file = io.BytesIO()
            try:
                entry.write([self._annotation], file)
                start = file.getvalue()[:_PREVIEW_BYTES].decode("utf-8", "ignore")
            except AkaError as error:  # it needs what is not installed
                start = str(error)
        self.app.call_from_thread(self._show_preview, entry, visible(start, keep="\n"))

    def _show_preview(self, entry: Format, start: str) -> None:
        if entry is self._format and self.is_attached:  # a slower, older preview has nothing to say any more
            self.query_one("#export-preview", Static).update(start)

    @work(thread=True, exclusive=True, group="write")
    def _write(self, path: Path, entry: Format) -> None:
        try:
            losses = save([self._annotation], entry, path)
        except AkaError as error:
            self._writing = False
            self.app.call_from_thread(self._say, str(error))
        else:
            said = f"Wrote {path}. {sentence(entry.name, losses)}".rstrip()
            self.app.call_from_thread(self.dismiss, said)
