"""What a person merged or kept apart goes into a book of their own, and nothing that they wrote there is lost."""

from __future__ import annotations

import re
import threading
import tomllib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.annotation import Alias, Annotation, Document, Entity, Evidence, Mention, Pipeline, text_sha256
from annotate.book import Entry, Origin, check, learned, load, personal
from annotate.book.editing import joined, with_entry, without_entry, without_name
from annotate.book.toml import parse_text, same_entity
from annotate.decisions import Apart, Batch, Confirm, Merge, Move
from annotate.edits import alias_target, apply, entity_target, mention_target
from annotate.errors import AkaError
from annotate.labels import every
from annotate.names import key
from annotate.query import Index

WHEN = "2026-11-22T12:00:00+00:00"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def article(*entities: tuple[str, list[str]]) -> Annotation:
    """A text that has each name once, with entities (label, their names, the canonical one first)."""
    text, mentions, listed = "", [], []
    for number, (label, names) in enumerate(entities, 1):
        for name in names:
            text += f"It is said that {name} came. "
            start = text.rindex(name)
            mentions.append(
                Mention(start, start + len(name), name, label, f"e{number}", "model", "suggested")
            )
        aliases = tuple(Alias(name, 1, Evidence("canonical name", names[0], None)) for name in names)
        listed.append(Entity(f"e{number}", names[0], label, None, "", aliases))
    return Annotation(
        format="aka/1",
        document=Document("folder/article.txt", "An Article", "en", text_sha256(text), text),
        pipeline=Pipeline("none", "0", "0"),
        entities=tuple(listed),
        mentions=tuple(mentions),
    )


def merge(annotation, what, into):
    index = Index(annotation)
    return Merge(when=WHEN, what=entity_target(index, what), into=entity_target(index, into))


def apart(annotation, one, other):
    index = Index(annotation)
    return Apart(when=WHEN, one=entity_target(index, one), other=entity_target(index, other))


def learn(annotation, decision):
    return learned.learn_from(apply(annotation, [decision]).annotation, decision)


def book() -> list[dict]:
    return tomllib.loads(learned.path().read_text()).get("entity", [])


def roles(name: str) -> set[tuple[str, str]]:
    """What the next article's book knows a name as."""
    return {(hit.entry.name, hit.role) for hit in load(personal()).lookup(name)}


def test_a_merge_is_learned_with_where_it_comes_from():
    both = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF", "Green Ones"]))
    assert learn(both, merge(both, "e2", "e1")) == (
        "Your alias book has learned that ZKF and Green Ones are Zorkish Front."
    )
    assert book() == [
        {
            "name": "Zorkish Front",
            "label": "ORG",
            "aliases": ["ZKF", "Green Ones"],
            "learned": [
                {
                    "names": ["ZKF", "Green Ones"],
                    "title": "An Article",
                    "source": "folder/article.txt",
                    "day": date(2026, 11, 22),
                }
            ],
        }
    ]
    assert roles("Z.K.F.") == roles("the green ones") == {("Zorkish Front", "alias")}


def test_the_same_correction_teaches_once():
    both = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF"]))
    learn(both, merge(both, "e2", "e1"))
    written = learned.path().read_bytes()
    with pytest.raises(learned.NotLearned, match="nothing to learn"):
        learn(both, merge(both, "e2", "e1"))
    assert learned.path().read_bytes() == written


def test_an_entity_keeps_the_name_that_a_book_has_for_it():
    both = article(("ORG", ["ISIS"]), ("ORG", ["Black Banner Brigade"]))
    assert learn(both, merge(both, "e2", "e1")).endswith("are Islamic State.")
    assert roles("Black Banner Brigade") == {("Islamic State", "alias")}
    assert ("Islamic State", "alias") in roles("DAESH")  # and what the book had is not taken apart


def test_two_entities_of_the_shipped_book_become_one():
    both = article(("ORG", ["PKK"]), ("ORG", ["PYD"]))
    learn(both, merge(both, "e2", "e1"))
    one = {each for each in roles("Democratic Union Party") if each[1] == "alias"}
    assert one == {each for each in roles("PKK") if each[1] == "alias"}
    assert len(one) == 1


def test_a_name_that_others_bear_counts_only_beside_another():
    both = article(("PERSON", ["Ada Zorkmid"]), ("PERSON", ["Countess Quux", "Zorkmid", "Quux"]))
    assert "where its other names stand too" in learn(both, merge(both, "e2", "e1"))
    (entry,) = book()
    assert entry["aliases"] == ["Countess Quux"]
    assert entry["ambiguous"] == ["Zorkmid", "Quux"]
    doubted = article(("ORG", ["Islamic State"]), ("ORG", ["IS", "the militants"]))
    learn(doubted, merge(doubted, "e2", "e1"))
    assert book()[1]["ambiguous"] == ["IS", "the militants"]


def test_a_people_is_learned_with_its_country():
    both = article(("NORP", ["Turkish"]), ("NORP", ["Zorkish"]))
    learn(both, merge(both, "e2", "e1"))
    assert roles("Zorkish") == {("Turkey", "people")}


def test_what_is_kept_apart_is_learned():
    both = article(("GPE", ["Zorkhan"]), ("GPE", ["Zorkhal"]))
    assert learn(both, apart(both, "e1", "e2")) == "Your alias book has learned that Zorkhal is not Zorkhan."
    assert roles("Zorkhal") == {("Zorkhan", "not")}
    one = article(("ORG", ["Islamic State", "DAESH"]))
    index = Index(one)
    split = Move(
        when=WHEN, what=alias_target(index, "e1", ["DAESH"]), out_of=entity_target(index, "e1"), to=None
    )
    assert learn(one, split).endswith("DAESH is not Islamic State.")
    assert ("Islamic State", "alias") not in roles("Daesh")
    assert ("Islamic State", "alias") in roles("ISIS")


def test_a_name_that_moves_is_the_others_from_now_on():
    three = article(("ORG", ["Zorkish Front", "ZKF"]), ("ORG", ["Zorkish Kite Flyers"]))
    index = Index(three)
    move = Move(
        when=WHEN,
        what=alias_target(index, "e1", ["ZKF"]),
        out_of=entity_target(index, "e1"),
        to=entity_target(index, "e2"),
    )
    learn(three, move)
    assert {role for role in roles("ZKF") if role[1] == "alias"} == {("Zorkish Kite Flyers", "alias")}
    assert ("Zorkish Front", "not") in roles("ZKF")


def test_a_name_that_only_its_text_can_tell_apart_is_not_learned():
    text = article(("PERSON", ["Ada Zorkmid", "Zorkmid"]), ("PERSON", ["Bob Zorkmid"]))
    index = Index(text)
    move = Move(
        when=WHEN,
        what=mention_target(index, [mention for mention in index.mentions if mention.text == "Zorkmid"]),
        out_of=entity_target(index, "e1"),
        to=None,
    )
    with pytest.raises(learned.NotLearned):
        learn(text, move)


def test_several_decisions_in_one_teach_all_or_nothing():
    three = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF"]), ("ORG", ["Green Ones"]))
    batch = Batch(when=WHEN, decisions=(merge(three, "e2", "e1"), apart(three, "e3", "e1")))
    said = learn(three, batch)
    assert said.endswith("ZKF is Zorkish Front; Zorkish Front is not Green Ones.")
    before = learned.path().read_bytes()
    against = Batch(when=WHEN, decisions=(apart(three, "e2", "e3"), merge(three, "e3", "e1")))
    with pytest.raises(learned.NotLearned):
        learn(three, against)
    assert learned.path().read_bytes() == before


def test_what_was_said_last_is_learned():
    three = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF", "Green Ones"]))
    index = Index(three)
    joined_first = merge(three, "e2", "e1")
    split = Move(
        when=WHEN, what=alias_target(index, "e2", ["ZKF"]), out_of=entity_target(index, "e1"), to=None
    )
    said = learn(three, Batch(when=WHEN, decisions=(joined_first, split)))
    assert said.endswith("Green Ones is Zorkish Front; ZKF is not Zorkish Front.")
    assert roles("ZKF") == {("Zorkish Front", "not")}
    assert roles("Green Ones") == {("Zorkish Front", "alias")}


def test_other_decisions_teach_nothing():
    one = article(("ORG", ["Zorkish Front"]), ("DATE", ["Monday"]), ("DATE", ["today"]))
    confirm = Confirm(when=WHEN, what=entity_target(Index(one), "e1"))
    days = merge_dates = Index(one, shows=every)
    merge_dates = Merge(when=WHEN, what=entity_target(days, "e2"), into=entity_target(days, "e3"))
    for decision in (confirm, merge_dates):
        with pytest.raises(learned.NotLearned):
            learn(one, decision)
    assert not learned.path().exists()


def test_a_whole_entity_is_learned_with_its_reference():
    one = article(("ORG", ["Zorkish Front", "ZKF", "Green Ones"]))
    entity = Entity("e1", "Zorkish Front", "ORG", "Q42", "", one.entities[0].aliases)
    learned.learn_entity(one, entity, WHEN)
    (entry,) = book()
    assert (entry["aliases"], entry["reference"]) == (["ZKF", "Green Ones"], "Q42")
    lone = article(("PERSON", ["Ada Zorkmid"]))
    assert learned.learn_entity(lone, lone.entities[0], WHEN).endswith("Ada Zorkmid is one of its entities.")
    assert roles("Ada Zorkmid") == {("Ada Zorkmid", "alias")}


OTHER = '[[entity]]\nname = "Quux Club"\nlabel = "ORG"\naliases = ["ZKF"]\nnot = ["Green Ones"]\n'


@pytest.mark.parametrize("file", ["learned.toml", "mine.toml"])
@pytest.mark.parametrize(
    ("text", "decide"),
    [
        (
            f"{OTHER}[[entity]]\nname = 'Zorkish Front'\nlabel = 'ORG'\n",
            lambda a: merge(a, "e2", "e1"),
        ),  # two
        (OTHER.replace("Quux Club", "Zorkish Front"), lambda a: merge(a, "e3", "e1")),  # they were kept apart
        (OTHER.replace("Quux Club", "Zorkish Front"), lambda a: apart(a, "e2", "e1")),  # they were merged
    ],
)
def test_what_contradicts_a_book_of_ones_own_is_said_and_not_written(file, text, decide):
    three = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF"]), ("ORG", ["Green Ones"]))
    path = learned.path().with_name(file)
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(learned.NotLearned, match=re.escape(str(path))) as caught:
        learn(three, decide(three))
    assert ("aka aliases remove" in str(caught.value)) == (file == "learned.toml")
    assert path.read_text() == text
    assert [each.name for each in path.parent.iterdir()] == [file]


def test_a_book_with_a_mistake_in_it_is_not_touched():
    both = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF"]))
    learned.path().parent.mkdir(parents=True)
    learned.path().write_text(OTHER + "[[")
    with pytest.raises(AkaError, match="line 6"):
        learn(both, merge(both, "e2", "e1"))
    with pytest.raises(AkaError, match="line 6"):
        learned.remove("Quux Club")
    assert learned.path().read_text() == OTHER + "[["


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    both = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF"]))
    (tmp_path / "config").write_text("no folder")
    with pytest.raises(AkaError, match="cannot be used: Not a directory"):
        learn(both, merge(both, "e2", "e1"))


def test_what_several_learn_at_once_is_all_there():
    texts = [article(("ORG", [f"Zork{letter} Front"]), ("ORG", [f"ZK{letter}"])) for letter in "abcdefghij"]
    threads = [threading.Thread(target=learn, args=(each, merge(each, "e2", "e1"))) for each in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {entry["name"] for entry in book()} == {each.entities[0].name for each in texts}
    assert check(learned.path()) == []


# Taking out


def test_what_was_learned_can_be_taken_out():
    both = article(("ORG", ["Zorkish Front"]), ("ORG", ["ZKF", "Green Ones"]))
    learn(both, merge(both, "e2", "e1"))
    assert learned.remove("zorkish front", "Z.K.F.").startswith("Z.K.F. is out of Zorkish Front")
    (entry,) = book()
    assert entry["aliases"] == entry["learned"][0]["names"] == ["Green Ones"]
    with pytest.raises(AkaError, match="no other name ZKF"):
        learned.remove("Zorkish Front", "ZKF")
    with pytest.raises(AkaError, match=r"aka aliases remove 'Zorkish Front' --alias 'Green Ones'"):
        learned.remove("Green Ones")
    with pytest.raises(AkaError, match=r"No entity in .* is called Quux"):
        learned.remove("Quux")
    learned.remove("Zorkish Front", "Green Ones")
    assert book() == []  # nothing was left of it


def test_an_entity_is_taken_out_and_the_comments_stay():
    learned.path().parent.mkdir(parents=True)
    learned.path().write_text(
        f'# mine\n\n{OTHER}# the end of it\n\n# About B\n[[entity]]\nname = "B"\nlabel = "ORG"\nformer = ["C"]\n# end'
    )
    learned.remove("Quux Club")
    assert learned.path().read_text() == (
        '# mine\n\n# the end of it\n\n# About B\n[[entity]]\nname = "B"\nlabel = "ORG"\nformer = ["C"]\n# end'
    )
    learned.remove("B")
    assert learned.path().read_text() == "# mine\n\n# the end of it\n\n# About B\n# end"


# The file, whatever a person has made of it

names = st.sampled_from(
    ["Ada", "Bob Ray", "CIA", "Dé", 'E "F"', "G\\H", "I#J", "K\u202eL", "M'N", "o", "P=Q", "[R]"]
)
several = st.lists(names, max_size=5, unique_by=key)
origins = st.builds(
    Origin, st.lists(names, min_size=1, max_size=2).map(tuple), names, names, st.dates(date(2000, 1, 1))
)


@st.composite
def entries(draw):
    taken = draw(several)
    cuts = sorted(draw(st.lists(st.integers(0, len(taken)), min_size=2, max_size=2)))
    return Entry(
        draw(names),
        draw(st.sampled_from(["ORG", "PERSON"])),
        aliases=tuple(taken[: cuts[0]]),
        former=tuple(taken[cuts[0] : cuts[1]]),
        not_=tuple(taken[cuts[1] :]),
        reference=draw(st.none() | st.just("Q1")),
        learned=tuple(draw(st.lists(origins, max_size=2))),
    )


@st.composite
def files(draw):
    """A book as a person may have written it: comments anywhere, lists in any layout, any line ends."""
    count = iter(range(1000))

    def comment(indent=""):
        return draw(st.sampled_from(["", "\n", f'{indent}# c{next(count)} "x" [[entity]]\n']))

    def text(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def in_line(values):
        return f"[{', '.join(map(text, values))}]"

    def in_lines(values):
        inside = "".join(f"  {text(value)}, # c{next(count)}\n{comment('  ')}" for value in values)
        return f"[\n{inside}]"

    made = draw(st.lists(entries(), max_size=3, unique_by=lambda entry: (key(entry.name), entry.label)))
    source = comment()
    for entry in made:
        source += f"[[entity]]{draw(st.sampled_from(['', ' # c']))}\nname = {text(entry.name)}\n{comment()}"
        for field, values in (("aliases", entry.aliases), ("former", entry.former), ("not", entry.not_)):
            if values or draw(st.booleans()):
                source += f"{field}={draw(st.sampled_from([in_line, in_lines]))(values)}\n{comment()}"
        source += f"label = '{entry.label}'\n"
        source += f"reference = '{entry.reference}'\n" if entry.reference else ""
        written = ", ".join(
            f"{{title={text(one.title)}, source={text(one.source)}, names={in_line(one.names)}, day={one.day}}}"
            for one in entry.learned
        )
        source += f"learned = [{written}]\n" if written else ""
        source += comment()
    source = source.rstrip("\n") if draw(st.booleans()) else source
    return tuple(made), source.replace("\n", "\r\n") if draw(st.booleans()) else source


def read(source):
    parsed = parse_text(source, learned.path())
    assert parsed.problems == ()
    return parsed.entries


def comments(source):
    return re.findall(r"# c\d+", source)


patiently = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@patiently
@given(files(), entries())
def test_what_is_added_stands_beside_all_that_was_there(file, lesson):
    made, source = file
    assert read(source) == made
    number = next((at for at, entry in enumerate(made) if same_entity(entry, lesson)), None)
    after = with_entry(source, lesson)
    if number is None:
        assert read(after) == (*made, lesson)
    else:
        assert read(after) == (*made[:number], joined(made[number], lesson), *made[number + 1 :])
    assert comments(after) == comments(source)
    assert with_entry(after, lesson) == after


@patiently
@given(entries(), entries())
def test_an_entry_learns_just_the_names_that_it_has_not(entry, lesson):
    lesson = Entry(entry.name, entry.label, **{
        field: getattr(lesson, field) for field in ("aliases", "former", "not_", "reference", "learned")
    })  # fmt: skip
    whole = joined(entry, lesson)
    known = {key(name) for role, name in entry.roles() if role != "not"}
    for role, name in lesson.roles():
        assert (
            (role, name) in whole.roles()
            or key(name) in known
            or (role == "not" and key(name) in map(key, entry.not_))
        )
    for role, name in whole.roles():
        assert (role, name) in entry.roles() or (role, name) in lesson.roles()
    assert whole.aliases[: len(entry.aliases)] == entry.aliases
    assert joined(whole, lesson) == whole


@patiently
@given(files(), st.data())
def test_what_is_taken_out_takes_nothing_along(file, data):
    made, source = file
    if not made:
        return
    number = data.draw(st.integers(0, len(made) - 1))
    left = without_entry(source, number)
    assert read(left) == (*made[:number], *made[number + 1 :])
    assert set(comments(left)) <= set(comments(source))
    others = [name for _, name in made[number].roles() if key(name) != key(made[number].name)]
    if others:
        name = data.draw(st.sampled_from(others))
        now = read(without_name(source, number, name))
        assert (*now[:number], *now[number + 1 :]) == (*made[:number], *made[number + 1 :])
        assert [each for each in now[number].roles() if key(each[1]) == key(name)] == []
        kept = [each for each in made[number].roles() if key(each[1]) != key(name)]
        assert [*now[number].roles()] == kept
        assert all(key(name) not in map(key, origin.names) for origin in now[number].learned)


def test_a_book_that_is_one_line_is_learned_into_too():
    source = 'entity = [{name = "A", label = "ORG", aliases = ["B"]}, {name = "D", label = "ORG"}]\n'
    after = with_entry(source, Entry("A", "ORG", aliases=("C",)))
    assert [entry.aliases for entry in read(after)] == [("B", "C"), ()]
    with pytest.raises(AkaError, match="cannot change the book"):
        with_entry(source, Entry("E", "ORG", aliases=("F",)))
