import json
import sys

from hypothesis import given
from hypothesis import strategies as st

from annotate.text import escape_json, one_line, visible

ACTING = {
    *range(0x20),
    *range(0x7F, 0xA0),
    0x61C,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
}
ACTING |= set(range(0xD800, 0xE000))


def test_every_acting_character_is_shown_and_no_other_is_changed():
    for code in range(sys.maxunicode + 1):
        shown = visible(chr(code))
        assert len(shown) == 1
        assert (shown != chr(code)) == (code in ACTING), hex(code)


def test_c0_controls_have_pictures_of_their_own():
    assert visible("\x00\x1b\x7f") == "␀␛␡"


def test_some_may_be_kept():
    assert visible("a\tb\nc\r", keep="\n\t") == "a\tb\nc␍"


@given(st.text(st.characters()))
def test_what_is_shown_is_as_long_and_stays_as_it_is(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    shown.encode()


@given(
    st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x7f\x80\x9f\u061c\u200f\u2028\u202e")))
)
def test_json_holds_the_same_with_nothing_in_it_that_acts(text):
    escaped = escape_json(json.dumps(text, ensure_ascii=False).encode())
    assert json.loads(escaped) == text
    assert visible(escaped.decode()) == escaped.decode()


def test_json_has_only_what_acts_escaped():
    for code in {*range(0x20, 0xD800), *range(0xE000, 0x11000)} - {ord('"'), ord("\\")}:
        plain = json.dumps(chr(code), ensure_ascii=False).encode()
        assert (escape_json(plain) == plain) == (code not in ACTING), hex(code)


@given(st.text())
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
