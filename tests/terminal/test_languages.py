"""Texts in other languages: which pipeline reads them, what is said where there is none, and what is written down.

The pipelines are spaCy's own, as small as can be: a blank one whose "ner" is a list of names, saved as the package that
``spacy download`` would install.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess

import pytest
import spacy

from tests.terminal.home import AKA, environment
from tests.terminal.screen import Terminal

GERMAN = (
    "Der Bundeskanzler Jonas Beispiel hat sich am Montag in Musterstadt mit dem Minister getroffen. Die beiden "
    "sprachen über die Lage in der Stadt und über das Wetter, das nicht gut war.\n\nBeispiel sagte, dass er auch in "
    "den nächsten Tagen dort sein wird. Die Freie Musterpartei (FMP) und ihre Jugend haben das nicht kommentiert.\n"
)
NAMES = {"PER": ["Jonas Beispiel"], "LOC": ["Musterstadt"], "ORG": ["Freie Musterpartei"], "MISC": ["Jugend"]}
CZECH = (
    "Prezident se včera setkal s ministrem, který je v Praze jen na den. Podle něj to není dobré, ale může to být i "
    "lepší, když se na tom všichni dohodnou. Jan Příklad řekl, že by to tak mohlo být, jako když bylo léto.\n"
)
ENGLISH = "Angela Merkel met Emmanuel Macron in Paris.\n\nMerkel thanked Macron.\n"


def install(folder, language, name, names=NAMES, *, version="1.0", ner="ner"):
    """A pipeline that finds these names, as an installed package; ``ner`` is what the pipe that does is called."""
    nlp = spacy.blank(language, meta={"name": name, "version": version})
    ruler = nlp.add_pipe("entity_ruler", name=ner)
    ruler.add_patterns([{"label": label, "pattern": one} for label, some in names.items() for one in some])
    package = folder / f"{language}_{name}"
    data = package / f"{package.name}-{version}"
    package.mkdir(parents=True)
    nlp.to_disk(data)
    (package / "__init__.py").touch()
    (package / "meta.json").write_bytes((data / "meta.json").read_bytes())
    return data


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Where German pipelines of two sizes are installed, one of which finds no names, and one of many languages."""
    folder = tmp_path_factory.mktemp("packages")
    install(folder, "de", "core_news_sm", {"PER": ["Bundeskanzler"]})
    install(folder, "de", "core_news_md")
    install(folder, "de", "core_news_lg", ner="other")
    install(folder, "xx", "ent_wiki_sm", {"PER": ["Jan Příklad"]})
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    for name, text in {"german.txt": GERMAN, "czech.txt": CZECH, "english.txt": ENGLISH}.items():
        (folder / name).write_text(text)
    return folder


def with_packages(packages, **more):
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(packages), os.environ.get("PYTHONPATH")))),
        **more,
    }


def aka(home, *arguments, packages=None, status=0):
    variables = with_packages(packages) if packages else {}
    done = subprocess.run(
        [AKA, *arguments],
        cwd=home,
        env=environment(home, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


def names(annotation):
    return {(mention["text"], mention["label"]) for mention in annotation["mentions"]}


def test_a_text_is_read_by_the_largest_pipeline_of_its_language_that_finds_names(home, packages):
    done = aka(home, "annotate", "german.txt", packages=packages)
    made = json.loads(done.stdout)
    assert done.stderr == ""
    assert made["document"]["language"] == "de"
    assert (made["pipeline"]["model"], made["pipeline"]["model_version"]) == ("de_core_news_md", "1.0")
    assert names(made) == {
        ("Jonas Beispiel", "PERSON"), ("Beispiel", "PERSON"), ("Musterstadt", "LOC"), ("Freie Musterpartei", "ORG"),
        ("FMP", "ORG"), ("Jugend", "MISC"),
    }  # fmt: skip
    entities = {entity["name"]: {alias["name"] for alias in entity["aliases"]} for entity in made["entities"]}
    assert entities["Jonas Beispiel"] == {"Jonas Beispiel", "Beispiel"}
    assert entities["Freie Musterpartei"] == {"Freie Musterpartei", "FMP"}


def test_a_pipeline_of_many_languages_reads_what_has_none_of_its_own(home, packages):
    made = json.loads(aka(home, "annotate", "czech.txt", packages=packages).stdout)
    assert (made["document"]["language"], made["pipeline"]["model"]) == ("cs", "xx_ent_wiki_sm")
    assert ("Jan Příklad", "PERSON") in names(made)


def test_without_a_pipeline_it_is_said_once_and_the_english_one_is_used(home):
    (home / "again.txt").write_text(f"Noch einmal.\n\n{GERMAN}")
    done = aka(home, "annotate", "german.txt", "again.txt", "english.txt", "--to", "jsonl", "--jobs", "1")
    assert [line.count("python -m spacy download de_core_news_sm") for line in done.stderr.splitlines()] == [
        1
    ]
    assert "seems to be in German" in done.stderr
    made = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["document"]["language"] for one in made] == ["de", "de", "en"]
    assert {one["pipeline"]["model"] for one in made} == {"accurate"}


def test_what_spacy_has_no_pipeline_for_is_said_with_that_for_many_languages(home):
    said = aka(home, "annotate", "czech.txt").stderr
    assert "seems to be in Czech" in said
    assert "python -m spacy download xx_ent_wiki_sm" in said


def test_a_model_that_a_person_names_wins(home, packages):
    for arguments in (("--model", "de_core_news_sm"), ("--model", "accurate")):
        done = aka(home, "annotate", "german.txt", *arguments, packages=packages)
        made = json.loads(done.stdout)
        assert (made["pipeline"]["model"], made["document"]["language"]) == (arguments[1], "de")
        assert done.stderr == ""
    config = home / "config" / "aka" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('model = "de_core_news_sm"\n')
    try:
        made = json.loads(aka(home, "annotate", "german.txt", packages=packages).stdout)
    finally:
        config.unlink()
    assert made["pipeline"]["model"] == "de_core_news_sm"


def test_languages_take_turns_and_what_is_there_already_is_not_made_again(home, packages):
    files = ["german.txt", "english.txt", "czech.txt", "again-german.txt"]
    (home / "again-german.txt").write_text(GERMAN * 2)
    aka(home, "annotate", *files, "-o", "all.jsonl", "--jobs", "1", packages=packages)
    written = (home / "all.jsonl").read_text()
    models = [json.loads(line)["pipeline"]["model"] for line in written.splitlines()]
    assert models == ["de_core_news_md", "accurate", "xx_ent_wiki_sm", "de_core_news_md"]
    done = aka(home, "annotate", *files, "-o", "all.jsonl", packages=packages)
    assert "all.jsonl had 4 of 4 already" in done.stderr
    assert (home / "all.jsonl").read_text() == written
    done = aka(home, "annotate", *files, "-o", "all.jsonl")  # the pipelines are gone
    assert "all.jsonl had 1 of 4 already" in done.stderr


def test_a_pipeline_that_does_not_load_is_said_and_replaced(home, tmp_path):
    data = install(tmp_path, "de", "core_news_lg")
    (data / "config.cfg").write_text(
        (data / "config.cfg").read_text().replace("entity_ruler", "no_such_factory")
    )
    done = aka(home, "annotate", "german.txt", packages=tmp_path)
    assert "de_core_news_lg does not load" in done.stderr
    assert "accurate is used instead" in done.stderr
    assert json.loads(done.stdout)["pipeline"]["model"] == "accurate"


def test_the_models_are_listed_with_their_languages(home, packages):
    rows = list(csv.reader(io.StringIO(aka(home, "models", packages=packages).stdout), delimiter="\t"))
    assert rows[0] == ["model", "version", "language", "package"]
    languages = {row[0]: row[2] for row in rows[1:]}
    assert languages["accurate"] == "English"
    assert languages["de_core_news_md"] == "German"
    assert languages["de_core_news_lg"] == "German, no names"
    assert languages["xx_ent_wiki_sm"] == "several"


def test_the_reader_has_the_names_of_the_fitting_pipeline_and_has_them_again(home, packages):
    for _ in range(2):  # the second time it is known
        with Terminal("german.txt", home=home, **with_packages(packages)) as reader:
            reader.wait_for(lambda terminal: "Freie Musterpartei 2" in terminal.words)
            assert "seems to be" not in reader.words
            reader.press("q")
            assert reader.wait_for_exit() == 0


def test_the_reader_says_that_no_pipeline_fits_also_of_a_text_that_is_known(home):
    for _ in range(2):
        with Terminal("czech.txt", home=home) as reader:
            reader.wait_for("seems to be in Czech")
            reader.press("q")
            assert reader.wait_for_exit() == 0


# Scripts

SIDEBAR = 46  # the column in which it begins, 80 cells wide

SCRIPTS = {
    "zh": (
        "习近平",
        "中国国家主席在北京会见了代表团，双方交换了意见，主席习近平说他很高兴，也说明天还要见面。",
    ),
    "ja": (
        "山田太郎",
        "新しい大臣の 山田太郎 さんは、昨日の東京での会議についてとても良かったと話しました。",
    ),
    "ko": ("홍길동", "어제 서울에서 열린 회의에 참석한 새로운 장관 홍길동 씨는 매우 좋았다고 말했습니다."),
    "ar": (
        "مُحَمَّد عبّاس",
        "وصل الرئيس أمس إلى المدينة في زيارة رسمية تستمر يومين، وقال مُحَمَّد عبّاس إن القرار جيد.",
    ),
    "he": (
        "דָּוִד כהן",
        "אתמול הגיע השר החדש אל העיר הגדולה לביקור של יומיים, ושם אמר דָּוִד כהן כי הוא שמח מאוד.",
    ),
}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A pipeline of many languages that knows these names, and a Chinese one, to which each character is a word."""
    folder = tmp_path_factory.mktemp("many")
    for language, name in (("xx", "ent_wiki_sm"), ("zh", "core_web_sm")):
        install(folder, language, name, {"PER": [name for name, _ in SCRIPTS.values()]})
    return folder


def looks(screen):
    """How each cell of the screen looks, and what stands in it."""
    return {
        (row, column): (cell.data, cell[1:])
        for row in range(screen.lines)
        for column, cell in enumerate(map(screen.buffer[row].__getitem__, range(screen.columns)))
    }


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10)])
@pytest.mark.parametrize("language", SCRIPTS)
def test_a_jump_lights_the_cells_of_the_name(home, many, language, columns, rows):
    name, text = SCRIPTS[language]
    (home / f"{language}.txt").write_text(f"{text}\n")
    with Terminal(f"{language}.txt", home=home, columns=columns, rows=rows, **with_packages(many)) as reader:
        reader.wait_for(lambda terminal: "1 mention" in terminal.status)
        before = looks(reader.screen)
        reader.press("n")
        reader.wait_for(lambda terminal: "1/1" in terminal.status)
        after = looks(reader.screen)
        lit = [
            data
            for (row, column), (data, look) in after.items()
            if 0 < row < rows - 1
            and column < SIDEBAR
            and look != before[row, column][1]
            and set(data) <= set(text)
        ]
        assert "".join(lit).replace(" ", "") == name.replace(" ", "")
        reader.press("q")
        assert reader.wait_for_exit() == 0
