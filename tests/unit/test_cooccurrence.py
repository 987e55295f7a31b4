"""Who with whom: counts, and a statistic that is what the textbook says."""

from itertools import combinations
from math import inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Block, Mention
from annotate.cooccurrence import (
    MOST_MENTIONS,
    by_paragraph,
    company,
    links,
    log_likelihood,
    paragraphs,
    shared_places,
)

several = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=15)


def g2(paragraphs, one, other):
    """G² as it is defined: twice the sum over the cells of observed times the logarithm of observed by expected."""
    total = len(paragraphs)
    result = 0.0
    for has_one in (True, False):
        for has_other in (True, False):
            row = sum((one in each) == has_one for each in paragraphs)
            column = sum((other in each) == has_other for each in paragraphs)
            observed = sum((one in each) == has_one and (other in each) == has_other for each in paragraphs)
            result += 2 * observed * log(observed / (row * column / total)) if observed else 0
    both = sum(one in each and other in each for each in paragraphs)
    expected = sum(one in each for each in paragraphs) * sum(other in each for each in paragraphs) / total
    return result if both > expected else -result


@given(several, st.integers(1, 3))
def test_links_are_those_of_all_pairs_with_their_counts_and_statistic(several, least):
    found = {(link.one, link.other): link for link in links(several, least)}
    expected = set()
    for one, other in combinations("abcdefgh", 2):
        shared = sum(one in each and other in each for each in several)
        if shared >= least:
            expected.add((one, other))
            link = found[one, other]
            assert link.shared == shared
            assert (link.of_one, link.of_other) == tuple(
                sum(name in each for each in several) for name in (one, other)
            )
            assert link.score == pytest.approx(g2(several, one, other), abs=1e-9)
    assert found.keys() == expected


@given(several, st.sampled_from("abcdefgh"), st.integers(1, 3))
def test_the_company_of_one_is_its_part_of_all_links_in_the_same_order(several, one, least):
    mine = [
        link if link.one == one else link._replace(
            one=link.other, other=link.one, of_one=link.of_other, of_other=link.of_one
        )
        for link in links(several, least)
        if one in (link.one, link.other)
    ]  # fmt: skip
    assert sorted(company(several, one, least)) == sorted(mine)
    ranks = [(link.score, link.shared) for link in company(several, one, least)]
    assert ranks == sorted(ranks, reverse=True)


def test_what_is_everywhere_says_nothing_and_what_is_together_twice_says_more_than_once():
    assert log_likelihood(3, 3, 6, 6) == 0
    assert 0 < log_likelihood(1, 1, 1, 10) < log_likelihood(2, 2, 2, 10)
    assert log_likelihood(0, 5, 5, 10) < 0


def mention(start, entity):
    return Mention(start, start + 1, "x", "ORG", entity, "model", "suggested")


blocks_ = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 9), st.sampled_from(["paragraph", "heading", "boilerplate"])),
    max_size=6,
)


@given(blocks_, st.lists(st.tuples(st.integers(0, 60), st.sampled_from("abc")), max_size=30))
def test_each_mention_is_in_the_paragraph_in_which_it_begins(gaps, named):
    blocks, at = [], 0
    for gap, length, kind in gaps:
        blocks.append(Block(at + gap, at + gap + length, kind))
        at += gap + length
    mentions = [mention(start, entity) for start, entity in sorted(named)]
    expected = [
        tuple(each for each in mentions if block.start <= each.start < block.end)
        for block in blocks
        if block.kind != "boilerplate"
    ]
    assert list(by_paragraph(mentions, blocks)) == expected
    assert list(paragraphs(mentions, blocks)) == [{each.entity for each in inside} for inside in expected]
    assert list(shared_places(mentions, blocks, "a", "b")) == [
        min(((each.start, each.end) for each in inside if each.entity == "a"), default=inf)
        for inside in expected
        if {"a", "b"} <= {each.entity for each in inside}
    ]


def test_a_list_of_thousands_is_taken_in_parts():
    mentions = [mention(start, f"e{start}") for start in range(20 * MOST_MENTIONS)]
    parts = list(paragraphs(mentions, [Block(0, 20 * MOST_MENTIONS, "paragraph")]))
    assert [len(part) for part in parts] == [MOST_MENTIONS] * 20
    assert len(links(parts)) == 20 * MOST_MENTIONS * (MOST_MENTIONS - 1) // 2
