"""A sample of every kind of source in the reader: what is marked on the screen is what the offsets say."""

from __future__ import annotations

import pytest

from annotate.formats.building import Mark, build
from annotate.sources.blocks import blocks_of
from annotate.sources.reading import from_bytes
from annotate.store import Store
from tests.sample_sources import SAMPLES
from tests.unit.test_article_panel import screen, styles
from tui.app import AkaApp
from tui.screens.reader import ReaderScreen
from tui.session import Session

NAME = "Babbage"


@pytest.mark.parametrize("kind", SAMPLES)
async def test_names_are_marked_where_they_stand(kind, tmp_path):
    file, make = SAMPLES[kind]
    document = from_bytes(make(), file).document
    text = document.text
    starts = [at for at in range(len(text)) if text.startswith(NAME, at)]
    assert starts
    annotation = build(document, [Mark(at, at + len(NAME), "PERSON") for at in starts])
    with Store(tmp_path / "aka.db") as store:
        reader = ReaderScreen(Session(document, annotation), blocks_of(document), store)
        app = AkaApp(reader, store)
        async with app.run_test(size=(100, 40)) as pilot:
            article = reader.article
            assert len(styles(article, NAME)) == len(starts)
            shown = [(line.index(NAME), row) for row, line in enumerate(screen(article)) if NAME in line]
            for at, place in zip(starts, shown, strict=True):
                await pilot.click(article, offset=place)
                assert reader.session.current == (at, at + len(NAME))
