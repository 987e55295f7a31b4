"""The training recipe: what is learned from, a fine-tuned ner, weights that are not what they were, ``aka train``."""

from __future__ import annotations

import json
import shutil
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import (
    Alias,
    Annotation,
    Document,
    Entity,
    Evidence,
    Mention,
    Pipeline,
    encode,
    text_sha256,
)
from annotate.cli.train import command
from annotate.errors import NoModel
from annotate.recognize import models, weights
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Ready, Result
from annotate.recognize.spans import Span
from annotate.recognize.training import corrections, data
from annotate.recognize.training.average import approach, snapshot
from annotate.recognize.training.evaluate import measure, number_agreement, recogniser
from annotate.recognize.training.ner import Settings, example, tune
from annotate.recognize.training.silver import Reading, Votes, settled

TEXT = "The White House said that Ada Li left for Ulm on Monday."


def spans(*marked: tuple[str, str]) -> tuple[Span, ...]:
    return tuple(
        sorted(Span(TEXT.index(name), TEXT.index(name) + len(name), label) for name, label in marked)
    )


def named(marked: data.Marked) -> list[tuple[str, str]]:
    return [(marked.text[start:end], label) for start, end, label in marked.spans]


@pytest.fixture
def nlp():
    return models.pipeline(models.find("en_core_web_md"))


class TestSilver:
    one = Reading(
        spans(("The White House", "ORG"), ("Ada Li", "PERSON"), ("Monday", "DATE")),
        spans(("White House", "ORG"), ("Ada Li", "PERSON")),
    )
    two = Reading(
        spans(("The White House", "ORG"), ("Ulm", "PERSON")),
        spans(("White House", "ORG"), ("Ada Li", "PERSON"), ("Ulm", "PERSON")),
    )
    three = Reading(spans(("Ulm", "GPE")), spans(("Ulm", "GPE")))

    def marked(self) -> data.Marked:
        votes = Votes(TEXT, [self.one, self.two, self.three])
        return settled(data.Corpus("a", "here", TEXT), votes.agreed(), votes.numbers(), votes.doubtful())

    def test_most_votes_decide_and_the_article_comes_back(self):
        assert named(self.marked()) == [("The White House", "ORG"), ("Ada Li", "PERSON"), ("Monday", "DATE")]

    def test_what_is_disputed_is_missing(self):
        assert [TEXT[start:end] for start, end in self.marked().missing] == ["Ulm"]

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 6)), max_size=8), st.data())
    def test_what_is_missing_and_what_is_named_never_overlap(self, stretches, draw):
        names, at = [], 0
        while at < 45:
            at += draw.draw(st.integers(0, 12))
            names.append((at, at + 4, "ORG"))
            at += 4
        open_ = [(start, start + length) for start, length in stretches]
        marked = settled(data.Corpus("a", "here", "x" * 60), names, (), open_)
        taken = {offset for start, end, _ in marked.spans for offset in range(start, end)}
        left = {offset for start, end in marked.missing for offset in range(start, end)}
        assert left == {offset for start, end in open_ for offset in range(start, end)} - taken


@given(
    st.lists(st.sampled_from(["Ada went to Ulm.", "", "ULM IS FAR AWAY", "Ulm,\nwhere Ada is"]), max_size=6)
)
def test_paragraphs_hold_every_span_of_the_text_at_its_place(lines):
    text = "\n".join(lines)
    found = [(at, at + 3, "GPE") for at in range(len(text)) if text[at : at + 3].lower() == "ulm"]
    pieces = list(data.paragraphs(data.Marked("a", text, tuple(found), ((0, len(text)),))))
    assert sum(len(piece.spans) for piece in pieces) == len(found)
    for piece in pieces:
        assert all(piece.text[start:end].lower() == "ulm" for start, end, _ in piece.spans)
        assert piece.missing == ((0, len(piece.text)),)


def test_a_corpus_with_a_broken_line_is_named_with_the_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id"')
    with pytest.raises(data.BadCorpus, match=r"gold\.jsonl, line 2"):
        list(data.read(path))


def test_missing_words_teach_nothing(nlp):
    start = TEXT.index("Ada Li")
    taught = example(nlp, data.Marked("a", TEXT, ((4, 15, "ORG"),), ((start, start + 6),)))
    tags = dict(zip([token.text for token in taught.x], taught.get_aligned_ner(), strict=True))
    assert (tags["White"], tags["House"], tags["Ada"], tags["Ulm"]) == ("B-ORG", "L-ORG", None, "O")


def test_fine_tuning_learns_and_a_part_of_the_way_lies_between(nlp):
    texts = [
        data.Marked(str(at), f"They sold {word} to the bank.", ((10, 10 + len(word), "PRODUCT"),))
        for at, word in enumerate(["zibble", "worple", "frindle", "quabble"] * 4)
    ]
    start = snapshot(nlp)
    tune(nlp, texts, Settings(rate=2e-3, words=60, rounds=8), lambda text, _: text, lambda line: None)
    assert [entity.label_ for entity in nlp("They sold zibble to the bank.").ents] == ["PRODUCT"]
    end = snapshot(nlp)
    approach(nlp, start, [end, start], 0.5)
    for middle, before, after in zip(snapshot(nlp), start, end, strict=True):
        assert abs(middle - (before + (after - before) / 4)).max() < 1e-5


class TestFast:
    def test_it_is_the_base_pipeline_with_other_weights(self):
        model = models.find("fast")
        assert (model.name, model.notice) == ("fast", "")
        assert model.version.startswith(models.find("en_core_web_md").version)
        with Worker("fast") as worker:
            text = "Ada Li, 42, told Reuters in Ankara on Monday that she had paid $3 million."
            worker.submit(1, Document("here", "", "en", text_sha256(text), text))
            for reply in worker.replies():
                if isinstance(reply, Ready):
                    assert (reply.model, reply.notice) == ("fast", "")
                if isinstance(reply, Result) and reply.final:
                    break
        assert {"Ada Li", "Reuters", "Ankara"} <= {mention.text for mention in reply.annotation.mentions}

    def test_it_marks_dates_and_numbers_as_the_base_does(self, nlp):
        texts = [gold.text for gold in corrections.regression()]
        fast = recogniser(models.load(models.find("fast")))
        assert number_agreement(fast, recogniser(nlp), texts).f1 > 0.9

    def test_it_reads_our_own_texts_no_worse_than_the_base(self, nlp):
        fast = measure(recogniser(models.load(models.find("fast"))), corrections.regression(), None)
        base = measure(recogniser(nlp), corrections.regression(), None)
        assert fast.mentions["typed"].f1 >= base.mentions["typed"].f1

    @pytest.mark.parametrize("harm", ["missing", "damaged", "no card"])
    def test_without_its_weights_the_base_pipeline_is_used_and_said_so(self, harm, tmp_path, monkeypatch):
        folder = shutil.copytree(weights.FOLDER / "fast", tmp_path / "fast")
        if harm == "missing":
            (folder / "model").unlink()
        elif harm == "damaged":
            (folder / "model").write_bytes((folder / "model").read_bytes()[:-1] + b"?")
        else:
            (folder / "card.json").write_text("{")
        monkeypatch.setattr(weights, "FOLDER", tmp_path)
        model = models.find("fast")
        assert (model.name, model.ner) == ("en_core_web_md", None)
        assert "weights of the model fast are" in model.notice
        assert model.notice.endswith("en_core_web_md is used in their place.")

    def test_a_name_that_is_no_model_is_told_of_it(self):
        with pytest.raises(NoModel, match="fast, en_core_web_md"):
            models.find("fastest")


LINES = 12


def corrected(number: int, random: Random, by: str = "reader") -> Annotation:
    """A text about a firm that only a person knows to be one."""
    firm = random.choice(["Zibble", "Worple", "Frindle", "Quabble"])
    lines, names = [], []
    for _ in range(LINES):
        person = random.choice(["Ada Li", "Tom Berger", "Olga Petrova"])
        lines.append(f"{person} said in text {number} that {firm} was sold.")
        names += [(person, "PERSON"), (firm, "ORG")]
    text, at, mentions = "\n\n".join(lines), 0, []
    for name, label in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), name, label, f"{label}{name}", by, "suggested"))
        at += len(name)
    entities = tuple(
        Entity(f"{label}{name}", name, label, None, "", (Alias(name, 1, Evidence("same name", name, None)),))
        for name, label in sorted(set(names))
    )
    return Annotation(
        format="aka/1",
        document=Document(f"{number}.txt", "", "en", text_sha256(text), text),
        pipeline=Pipeline("m", "1", "0"),
        entities=entities,
        mentions=tuple(mentions),
    )


def written(folder, annotations):
    path = folder / "corrected.jsonl"
    path.write_bytes(b"".join(encode(each) + b"\n" for each in annotations))
    return path


class TestTrain:
    def test_too_few_corrections_are_counted(self, tmp_path):
        random = Random(1)
        some = [corrected(number, random) for number in range(3)]
        path = written(tmp_path, [*some, *(corrected(number, random, by="model") for number in range(9, 30))])
        result = CliRunner().invoke(command, [str(path), "-o", str(tmp_path / "own")])
        assert isinstance(result.exception, corrections.TooFew)
        assert f"3 corrected documents with {3 * 2 * LINES} names are too few" in str(result.exception)
        assert "8 with 100 are needed" in str(result.exception)
        assert not (tmp_path / "own").exists()

    def test_a_folder_that_holds_something_is_left_alone(self, tmp_path):
        path = written(tmp_path, [corrected(1, Random(1))])
        result = CliRunner().invoke(command, [str(path), "-o", str(tmp_path)])
        assert "exists already" in str(result.exception)

    def test_what_it_learned_is_measured_saved_and_used_by_name(self, tmp_path):
        random = Random(1)
        path = written(tmp_path, [corrected(number, random) for number in range(16)])
        own = tmp_path / "own"
        result = CliRunner().invoke(command, [str(path), "-o", str(own)])
        assert result.exit_code == 0, result.exception
        before, after = (float(result.stdout.splitlines()[1].split()[at]) for at in (-2, -1))
        assert before < after == 100
        model = models.find(str(own))
        assert model.name == "en_own"
        found = recogniser(models.load(model)).spans(
            "They sold Frindle.", corrections.segment("They sold Frindle.")
        )
        assert [span.label for span in found] == ["ORG"]

    def test_the_parts_depend_on_the_texts_alone(self):
        annotations = [corrected(number, Random(number)) for number in range(14)]
        one, other = corrections.lessons(annotations), corrections.lessons(annotations[::-1])
        assert one == other
        assert len(one.kept) == 4
        assert not set(one.kept) & set(one.learned)

    def test_a_worse_recogniser_is_refused(self, nlp):
        texts = corrections.regression()
        good = measure(recogniser(nlp), texts, None)
        blind = measure(recogniser(nlp), [text._replace(text=text.text.lower()) for text in texts], None)
        kept = corrections.Result("documents kept for testing", 3, good, good)
        corrections.judge([kept, corrections.Result("regression texts", 14, blind, good)])
        with pytest.raises(corrections.NoBetter, match="regression texts"):
            corrections.judge([kept, corrections.Result("regression texts", 14, good, blind)])


def test_the_card_names_what_the_weights_are():
    card = json.loads((weights.FOLDER / "fast" / "card.json").read_text())
    assert set(card["files"]) == {"cfg", "model", "moves"}
