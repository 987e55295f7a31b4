"""The language of a text: told by its script and its small words; English stays unless much speaks against it."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Document, text_sha256
from annotate.book import Book, shipped
from annotate.labels import LABELS, MISC, group_of, of_pipeline
from annotate.languages import codes, scope, words
from annotate.languages.detecting import SAMPLE, SAMPLES, detect, language_of
from annotate.recognize.passes import PASSES, Context
from annotate.recognize.passes import run as run_passes
from annotate.recognize.spans import Span
from annotate.resolve import resolve
from annotate.resolve.rules import RULES
from annotate.sources import sample
from annotate.sources.blocks import segment

# Languages of which spaCy has enough example sentences; put together they are a short text.
TOLD = (
    "ar bg bn ca cs da de el es fa fr gu he hi hr hy id it ja kn ko ml nb nl pl pt ro ru si sk sl sq sr sv ta te uk ur"
    " vi zh"
)
UNTOLD = ("az", "ht", "la", "lb", "lg", "tn", "yo")  # nothing is known of these


def examples(language: str) -> list[str]:
    return import_module(f"spacy.lang.{language}.examples").sentences


@pytest.mark.parametrize("language", TOLD.split())
def test_a_text_is_in_its_language(language):
    text = " ".join(examples(language))
    assert detect(text) == language
    assert detect(text.upper()) == language


@pytest.mark.parametrize("language", UNTOLD)
def test_a_language_that_nothing_is_known_of_is_not_taken_for_another(language):
    assert detect(" ".join(examples(language))) == ""


@pytest.mark.parametrize("change", [str, str.upper, str.lower])
def test_english_stays_english(change):
    text = change(sample().document.text)
    assert detect(text) == "en"
    for paragraph in text.split("\n\n"):
        assert detect(paragraph) in ("en", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Angela Merkel",
        "Le Pen, De Gaulle, La Paz, Los Angeles, Der Spiegel, Die Zeit, El País, Le Monde, Il Sole 24 Ore.\n"
        * 3,
        "http://www.lemonde.fr/le/la/les/de/du/et/en/un/une/que/est/pour?qui=dans&le=la&des=les",
        "Xi Jinping (习近平) met Vladimir Putin (Владимир Путин) and Shinzo Abe (安倍晋三) in Osaka.",
        "1 2 3, 4; 5 !",
    ],
)
def test_what_is_too_little_is_no_language(text):
    assert detect(text) in ("en", "")


def test_a_quotation_decides_nothing():
    german = " ".join(examples("de")[:3])
    assert detect(f"{sample().document.text}\n\n{german}") == "en"


def test_a_long_text_is_looked_at_in_all_its_parts():
    english = sample().document.text * 40
    german = " ".join(examples("de")) * 10
    assert len(english) > SAMPLE * SAMPLES
    assert detect(german + english) == "en"


def document(text: str, language: str) -> Document:
    return Document("here.txt", "", language, text_sha256(text), text)


def test_the_text_is_believed_before_its_source_and_the_source_where_the_text_says_nothing():
    german = " ".join(examples("de"))
    assert language_of(document(german, "en")) == "de"
    assert language_of(document(sample().document.text, "de")) == "en"
    assert language_of(document("Angela Merkel", "de")) == "de"
    assert language_of(document("Jonas Gahr Støre", "no")) == "nb"
    assert language_of(document("Angela Merkel", "")) == "en"


@given(st.text())
def test_any_text_has_one_language_or_none(text):
    found = detect(text)
    assert found == detect(text)
    assert found == "" or found in codes.NAMES


def test_every_language_has_a_name():
    assert set(words.SMALL) <= set(codes.NAMES)
    assert all(all(word == word.lower() for word in some) for some in words.SMALL.values())


# What belongs to which languages


def test_the_passes_and_rules_of_english_are_all_but_those_that_stand_in_for_them():
    assert {name for name, one in PASSES.items() if not one.languages("en")} == {"edges", "votes"}
    assert all(rule.languages("en") for rule in RULES)


@pytest.mark.parametrize("language", ["de", "zh", "ar"])
def test_the_book_and_the_same_name_hold_in_every_language(language):
    rules = {rule.run.__name__ for rule in RULES if rule.languages(language)}
    assert rules >= {"same_name", "alias_book", "place_book", "one_label", "hints"}
    assert not rules & {"without", "relatives", "spelling", "short_names"}


@pytest.mark.parametrize(("language", "known"), [("fr", True), ("zh", False), ("ja", False), ("hu", False)])
def test_a_surname_stands_last_only_where_it_does(language, known):
    assert scope.given_first(language) is known


def marked(text: str, *names: tuple[str, str]) -> list[Span]:
    found = []
    for name, label in names:
        start = text.index(name)
        found.append(Span(start, start + len(name), label))
    return found


def after(text: str, language: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    context = Context(text, segment(text), shipped(), language)
    return [(text[span.start : span.end], span.label) for span in run_passes(context, marked(text, *names))]


def test_a_name_keeps_its_small_words_where_they_are_its_own():
    text = "Hier, le Parti luronnais a parlé."
    assert after(text, "fr", ("le Parti luronnais", "ORG")) == [("Parti luronnais", "ORG")]
    assert after(text, "en", ("le Parti luronnais", "ORG")) == [("le Parti", "ORG")]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("zh", "他昨天在北京会见了习近平。", "习近平"),
        ("ja", "安倍晋三は東京で話した。", "安倍晋三"),
        ("ar", "التقى محمود عباس الوزير أمس.", "محمود عباس"),
        ("he", "אתמול נפגש דוד כהן עם השר.", "דוד כהן"),
    ],
)
def test_a_name_needs_no_capital_where_there_are_none(language, text, name):
    assert (name, "PERSON") in after(text, language, (name, "PERSON"))


def test_a_name_ends_with_its_paragraph_and_without_its_quotation_marks():
    text = "«Die Linke»\n\nHerr Müller kam."
    assert after(text, "de", ("«Die Linke»\n\nHerr", "ORG")) == [("Die Linke", "ORG"), ("Herr", "ORG")]


def test_one_name_has_the_label_of_most_of_its_mentions():
    text = "Podemos y Sumar. Podemos y Vox. Podemos y Junts."
    spans = [Span(0, 7, "MISC"), Span(17, 24, "PERSON"), Span(32, 39, "PERSON")]
    found = run_passes(Context(text, segment(text), Book(), "es"), spans)
    assert {span.label for span in found if text[span.start : span.end] == "Podemos"} == {"PERSON"}


def aliases(text: str, language: str, *names: tuple[str, str]) -> set[frozenset[str]]:
    found = resolve(text, marked(text, *names), Book(), language=language)
    return {frozenset(alias.name for alias in entity.aliases) for entity in found.entities}


def test_chinese_names_that_sound_alike_are_two():
    text = "陕西省和山西省。"
    assert aliases(text, "zh", ("陕西", "GPE"), ("山西", "GPE")) == {frozenset({"陕西"}), frozenset({"山西"})}


def test_an_acronym_in_brackets_is_linked_and_a_case_is_no_slip():
    text = "Der Bundesnachrichtendienst (BND) schrieb Wolkowitsch, und Wolkowitscha schrieb dem BND."
    names = (
        ("Bundesnachrichtendienst", "ORG"), ("BND", "ORG"), ("Wolkowitsch", "PERSON"), ("Wolkowitscha", "PERSON"),
    )  # fmt: skip
    assert aliases(text, "sl", *names) >= {frozenset({"Wolkowitsch"}), frozenset({"Wolkowitscha"})}
    text = "Die Christlich Demokratische Union (CDU) tagte."
    assert aliases(text, "de", ("Christlich Demokratische Union", "ORG"), ("CDU", "ORG")) == {
        frozenset({"Christlich Demokratische Union", "CDU"})
    }


# What pipelines call the kinds of names


def test_the_labels_of_other_schemes_are_ours():
    assert [of_pipeline(label) for label in ("PER", "persName", "PS", "PRS")] == ["PERSON"] * 4
    assert [of_pipeline(label) for label in ("LOC", "ORG", "GPE_LOC", "geogName")] == [
        "LOC",
        "ORG",
        "GPE",
        "LOC",
    ]
    assert all(of_pipeline(label) == label for label in LABELS)
    assert of_pipeline("MISC") == MISC
    assert group_of(MISC) == "other"
    assert of_pipeline("TITLE_AFFIX") == ""
