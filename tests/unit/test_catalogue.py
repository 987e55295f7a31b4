"""The documents to choose from: their orders, and what is found by what is typed."""

from annotate.catalogue import Entry, find_entries, sort_entries

TALKS = Entry("a.txt", "a.txt", "Talks in Geneva", "Ada Müller", "2016-08-31", progress=0.5, entities=4)
WAR = Entry("b.txt", "b.txt", "the war", "", "2015-01-09", progress=1.0, tags=("aleppo",))
NEW = Entry("c/d.txt", "c/d.txt")
LETTER = Entry("d.txt", "d.txt", "A letter", "", "2016-08-31", entities=9, progress=0.0)
ALL = [TALKS, WAR, NEW, LETTER]


def test_what_is_not_known_comes_last_and_what_is_equal_stays():
    assert sort_entries(ALL, "list") == ALL
    assert sort_entries(ALL, "title") == [LETTER, TALKS, WAR, NEW]
    assert sort_entries(ALL, "date") == [TALKS, LETTER, WAR, NEW]
    assert sort_entries(ALL, "progress") == [WAR, TALKS, LETTER, NEW]
    assert sort_entries(ALL, "count") == [LETTER, TALKS, WAR, NEW]


def test_each_word_is_found_wherever_it_stands_and_else_what_looks_like_it():
    assert find_entries(ALL, " ") == ALL
    assert find_entries(ALL, "talks muller") == [TALKS]
    assert find_entries(ALL, "2016-08") == [TALKS, LETTER]
    assert find_entries(ALL, "ALEPPO") == [WAR]
    assert find_entries(ALL, "c/d") == [NEW]
    assert find_entries(ALL, "genva") == [TALKS]
    assert find_entries(ALL, "nobody at all") == []
