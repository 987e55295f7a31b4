"""Names in quoted mail: the marks before its lines are no part of the text."""

import pytest
from marking import unmarked

from annotate.book import shipped
from annotate.names import surface
from annotate.recognize import passes
from annotate.recognize.pieces import piece
from annotate.sources.blocks import segment

LETTER = """Hello all,

> You asked whether the envoy of the party, Maria Luisa
> Ortega, will speak at the seat of the Northern Fishing
> Alliance on Monday. She will.
>
> She brings her deputy.
>> Is there anything that I can say to her then?
> No.

Thanks!"""


@pytest.mark.parametrize("mark", ["> ", ">> ", "| ", ">", "  > "])
def test_lines_of_quoted_mail_are_one_block(mark):
    text = (
        f"{mark}You asked whether the envoy, Maria Luisa\n{mark}Ortega, will speak at the seat.\n{mark}\n"
        f"{mark}Yes."
    )
    assert [text[block.start : block.end].count("\n") for block in segment(text)] == [1, 0, 0]


def test_an_answer_is_not_of_the_block_it_answers():
    assert [LETTER[block.start : block.end] for block in segment(LETTER)][2:] == [
        ">",
        "> She brings her deputy.",
        ">> Is there anything that I can say to her then?",
        "> No.",
        "Thanks!",
    ]


def test_the_rows_of_a_table_are_no_mail():
    text = "| The towns of the old North | 1066 | in the survey |\n| The towns of the South | 1067 | not |"
    assert len(segment(text)) == 2


def test_the_model_reads_the_text_without_the_marks():
    block = segment(LETTER)[1]
    one = piece(LETTER, block.start, block.end)
    assert one.text.startswith("You asked whether the envoy of the party, Maria Luisa Ortega, will speak")
    start = one.text.index("Maria")
    place = one.place(start, start + len("Maria Luisa Ortega"))
    assert LETTER[slice(*place)] == "Maria Luisa\n> Ortega"
    assert surface(LETTER[slice(*place)]) == "Maria Luisa Ortega"


@pytest.mark.parametrize("end", ["\n> ", "\n>> ", " \n> ", "\n| "])
def test_the_book_finds_a_name_broken_over_a_line_of_quoted_mail(end):
    mark = end.lstrip(" \n")
    text = (
        f"{mark}They asked in the end whether the old and venerable World Health{end}Organization would not"
    )
    (span,) = passes.run(passes.Context(text, segment(text), shipped()), [])
    assert text[span.start : span.end] == f"World Health{end}Organization"


def test_a_name_keeps_its_words_over_a_mark():
    text, spans = unmarked(LETTER.replace("Maria Luisa\n> Ortega", "[Maria Luisa\n> Ortega|PERSON]"))
    assert passes.run(passes.Context(text, segment(text), shipped()), spans) == spans
