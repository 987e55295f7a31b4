"""The passes that mend where a name begins and ends."""

import pytest
from marking import after

from annotate.book import Book, Entry
from annotate.sources.blocks import segment


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("[The United States|GPE] said", "The [United States|GPE] said"),
        ("[President Vladimir Putin|PERSON]", "President [Vladimir Putin|PERSON]"),
        ("[Lt. Gen. Stephen Townsend|PERSON]", "Lt. Gen. [Stephen Townsend|PERSON]"),
        ("[Mullah Omar|PERSON] died", "[Mullah Omar|PERSON] died"),
        ("[Turkey's|GPE] army", "[Turkey|GPE]'s army"),
        ("“[Hurriyet”|ORG] wrote", "“[Hurriyet|ORG]” wrote"),
        ("[Ahmed Mohamed Image|PERSON]: Twitter", "[Ahmed Mohamed|PERSON] Image: Twitter"),
        ("[Near Sinjar|GPE], one strike", "Near [Sinjar|GPE], one strike"),
        ("[Anne haggard|PERSON], Mary coarse", "[Anne|PERSON] haggard, Mary coarse"),
        ("lost [Tunisia 1|GPE] – 2", "lost [Tunisia|GPE] 1 – 2"),
        ("the [State Department Spokesperson|ORG], said", "the [State Department|ORG] Spokesperson, said"),
        ("worked for [Acme Inc.|ORG] in May", "worked for [Acme Inc.|ORG] in May"),
        ("[BBC (|ORG]London)", "[BBC|ORG] (London)"),
        ("they [...|ORG] went", "they ... went"),
        ("what [I|PERSON] and [YOU|ORG] said", "what I and YOU said"),
        ("told the [WHO|ORG] so", "told the [WHO|ORG] so"),
        ("[the 1st of May|DATE]", "[the 1st of May|DATE]"),
    ],
)
def test_a_name_begins_and_ends_with_its_own_words(found, mended):
    assert after("boundaries", found) == mended


def test_a_name_keeps_to_its_paragraph():
    assert after("boundaries", "Law of [Demosisto\n\nAnn Chiang|PERSON] won") == (
        "Law of [Demosisto|PERSON]\n\n[Ann Chiang|PERSON] won"
    )


def test_a_name_may_break_over_a_line_of_wrapped_text():
    lines = (
        "It was a long way to the sea and nobody in the whole of the [Free\n"
        "Syrian Army|ORG] had ever seen it, though some of them had heard\n"
        "of it from their fathers, who had been there in the days of the\n"
        "old king and had come back with stories that no one believed and\n"
        "that all wanted to hear again."
    )
    assert after("boundaries", lines) == lines


def test_the_lines_of_an_items_text_are_one_block():
    text = (
        "- The chief of the European\n  Commission\n- The next\n* The last (of the Red\n   Cross)\nThe end."
    )
    assert [text[block.start : block.end] for block in segment(text)] == [
        "- The chief of the European\n  Commission",
        "- The next",
        "* The last (of the Red\n   Cross)",
        "The end.",
    ]


def test_a_comment_without_capitals_keeps_its_names():
    assert after("boundaries", "i think [obama|PERSON] and the [us|GPE] should") == (
        "i think [obama|PERSON] and the [us|GPE] should"
    )


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("the [U.S.-led|GPE] coalition", "the [U.S.|GPE]-led coalition"),
        ("[pro-Beijing|NORP] camp", "pro-[Beijing|NORP] camp"),
        ("[counter-ISIL|ORG] work", "counter-[ISIL|ORG] work"),
        (
            "[pro-Beijing New People's Party|ORG] won",
            "pro-[Beijing|ORG] [New People's Party|ORG] won",
        ),
        ("[Kurdish-aligned|NORP] militias", "[Kurdish|NORP]-aligned militias"),
        ("[USA -backed|GPE] fighters", "[USA|GPE] -backed fighters"),
        ("[US-\nbacked|GPE] fighters", "[US|GPE]-\nbacked fighters"),
        ("[Leung Kwok-hung|PERSON] was", "[Leung Kwok-hung|PERSON] was"),
        ("[Park Geun-hye|PERSON] was", "[Park Geun-hye|PERSON] was"),
        ("[al-Qaeda-linked|ORG] men", "[al-Qaeda|ORG]-linked men"),
    ],
)
def test_what_a_hyphen_joins_to_a_name_is_cut_off(found, mended):
    assert after("affixes", found) == mended


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("out of [Raqqa but USA|ORG] -backed", "out of [Raqqa|ORG] but [USA|GPE] -backed"),
        ("[Nathan Law of Demosisto|PERSON]", "[Nathan Law|PERSON] of [Demosisto|PERSON]"),
        ("[Joan of Arc|PERSON] rode", "[Joan of Arc|PERSON] rode"),
        ("a strong [U.S.-Iraq|GPE] bond", "a strong [U.S.|GPE]-[Iraq|GPE] bond"),
        ("the song [Sukiyaki. Cavallaro|ORG] sang", "the song [Sukiyaki|ORG]. [Cavallaro|ORG] sang"),
        ("[Bank of the West|ORG]", "[Bank of the West|ORG]"),
        ("[William the Conqueror|PERSON]", "[William the Conqueror|PERSON]"),
        ("[Bill and Hillary Clinton|PERSON]", "[Bill|PERSON] and [Hillary Clinton|PERSON]"),
        ("[Ann Lee & Tom Ray|PERSON]", "[Ann Lee|PERSON] & [Tom Ray|PERSON]"),
        ("[Sullivan & Cromwell|PERSON]", "[Sullivan & Cromwell|PERSON]"),
    ],
)
def test_two_names_in_one_span_are_divided(found, mended):
    book = Book(
        [Entry("United States", "GPE", "country", aliases=("USA", "US")), Entry("Iraq", "GPE", "country")]
    )
    assert after("splits", found, book) == mended


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("[Alphabet's Google|ORG] and", "[Alphabet|ORG]'s [Google|ORG] and"),
        ("[Turkey's Hurriyet|ORG] said", "[Turkey|GPE]'s [Hurriyet|ORG] said"),
        ("[Turkey’s Weekly Mirror|ORG] said", "[Turkey|GPE]’s [Weekly Mirror|ORG] said"),
        (
            "[Orvo|ORG] bought [Lumit|ORG]; [Orvo's Lumit|ORG] and",
            "[Orvo|ORG] bought [Lumit|ORG]; [Orvo|ORG]'s [Lumit|ORG] and",
        ),
        *(
            (f"[Lynde|PERSON] lives in the [Hollow|FAC]. [{name}|ORG] is", None)
            for name in (
                "McDonald's Corporation",
                "Lloyd's of London",
                "St. John's Wood",
                "Moody's Investors Service",
                "People's Bank of China",
                "Lynde's Hollow",
                "Orvo's Lumit",
            )
        ),
    ],
)
def test_what_a_name_owns_may_have_a_name_of_its_own(found, mended):
    assert after("splits", found) == (mended or found)


def test_two_surnames_side_by_side_are_two_persons():
    text = "[Recep Erdogan|PERSON] met [Vladimir Putin|PERSON]. [Erdogan Putin|PERSON] agree"
    assert after("splits", text) == (
        "[Recep Erdogan|PERSON] met [Vladimir Putin|PERSON]. [Erdogan|PERSON] [Putin|PERSON] agree"
    )


def test_a_given_name_that_is_a_surname_elsewhere_does_not_divide_a_person():
    text = "[Anthony Patch|PERSON] and [Susan Anthony|PERSON]. [Anthony Patch|PERSON] left"
    assert after("splits", text) == text


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("in [Washington|GPE], [D.C.|GPE] on", "in [Washington, D.C.|GPE] on"),
        ("[CJTF|ORG]-[OIR|ORG] said", "[CJTF-OIR|ORG] said"),
        ("the [Gulf|LOC] of [Aden|GPE]", "the [Gulf of Aden|LOC]"),
        (
            "the [Warhol Foundation|ORG] for the [Visual Arts|ORG]",
            "the [Warhol Foundation for the Visual Arts|ORG]",
        ),
        ("[Volodymyr|GPE] [Zelensky|PERSON] said", "[Volodymyr Zelensky|PERSON] said"),
        ("[BioNTech|ORG] SE said", "[BioNTech SE|ORG] said"),
        ("the [507th|ORG] [ARW|ORG] left", "the [507th ARW|ORG] left"),
        ("the [3rd Battalion|ORG] [NATO|ORG] sent", "the [3rd Battalion|ORG] [NATO|ORG] sent"),
        ("[CTF|ORG] 50 and [CTF|ORG] 50.", "[CTF 50|ORG] and [CTF 50|ORG]."),
        ("[NATO|ORG] 28 years ago", "[NATO|ORG] 28 years ago"),
        ("[PSG|ORG] 2-1 and [PSG|ORG] 2-1", "[PSG|ORG] 2-1 and [PSG|ORG] 2-1"),
        ("[Turkish|NORP] [Erdogan|PERSON]", "[Turkish|NORP] [Erdogan|PERSON]"),
        ("[Paris|GPE], [France|GPE]", "[Paris|GPE], [France|GPE]"),
    ],
)
def test_two_spans_over_one_name_are_joined(found, mended):
    assert after("joins", found) == mended


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("Then [Poletti|PERSON] ran", "Then [Poletti|PERSON] ran"),
        ("by then Agenor [Poletti|PERSON] ran", "by then [Agenor Poletti|PERSON] ran"),
        ("with [Barry|PERSON] Longyear there", "with [Barry Longyear|PERSON] there"),
        ("Col. [John|PERSON] “J.D.” Dorrian said", "Col. [John “J.D.” Dorrian|PERSON] said"),
        ("in [Dick|PERSON]'s coat. \"Yes", "in [Dick|PERSON]'s coat. \"Yes"),
        ("when [Obama|PERSON] Administration staff", "when [Obama|PERSON] Administration staff"),
    ],
)
def test_a_person_is_named_in_full(found, mended):
    assert after("persons", found, Book()) == mended


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        (
            "[Kurdistan Workers' Party (PKK)|ORG] said",
            "[Kurdistan Workers' Party|ORG] ([PKK|ORG]) said",
        ),
        (
            "[Syria Recovery Trust Fund|ORG] (SRTF), which",
            "[Syria Recovery Trust Fund|ORG] ([SRTF|ORG]), which",
        ),
        (
            "[Bharat Kisan Sangh|PERSON] ([BKS|ORG]) or [Bharat Kisan Sangh|PERSON]",
            "[Bharat Kisan Sangh|ORG] ([BKS|ORG]) or [Bharat Kisan Sangh|ORG]",
        ),
        ("[Mia Prill|PERSON] ([BKS|ORG])", "[Mia Prill|PERSON] ([BKS|ORG])"),
        ("[Jay Fox Kane|PERSON] ([JFK|PERSON])", "[Jay Fox Kane|PERSON] ([JFK|PERSON])"),
        ("[Gene Roe|PERSON] (Texas) said", "[Gene Roe|PERSON] (Texas) said"),
        ("[World Bank|ORG] (see below)", "[World Bank|ORG] (see below)"),
        ("in [France|GPE] ([AP|ORG])", "in [France|GPE] ([AP|ORG])"),
        ("the [United Arab Emirates|GPE] (UAE)", "the [United Arab Emirates|GPE] ([UAE|GPE])"),
    ],
)
def test_a_name_and_its_short_form_in_brackets_are_two_mentions(found, mended):
    assert after("parentheses", found) == mended
