"""The people's words: the shipped data and how it is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.corpus import ABSENT, searchable
from kiosk.search.vocabulary import Vocabulary, VocabularyError, load_vocabulary
from kiosk.vietnamese.letters import nfc


def test_it_is_as_broad_as_promised(vocabulary: Vocabulary) -> None:
    names = {name for names in vocabulary.everyday_names.values() for name in names}
    assert len(vocabulary.everyday_names) >= 150
    assert len(names) >= 600
    assert len(vocabulary.elsewhere) >= 40


def test_no_everyday_name_is_written_twice_for_one_procedure(repository: Path) -> None:
    path = repository / "db" / "vocabulary" / "everyday_names.yaml"
    names = yaml.safe_load(path.read_text(encoding="utf-8"))["names"]
    twice = [(code, name) for code, each in names.items() for name in each if each.count(name) > 1]
    assert twice == []


def test_groups_are_written_out(vocabulary: Vocabulary) -> None:
    death = vocabulary.everyday_names["1.000656"]
    assert "mẹ tôi mất" in death
    assert not any("{" in name for names in vocabulary.everyday_names.values() for name in names)


def test_every_question_has_two_to_five_answers_in_both_languages(vocabulary: Vocabulary) -> None:
    for topic in vocabulary.ambiguous:
        assert 2 <= len(topic.options) <= 5, topic.question
        assert all(option.label and option.label_en for option in topic.options)
        assert topic.question.endswith("?") and topic.question_en.endswith("?")


def test_every_place_elsewhere_is_named_in_both_languages(vocabulary: Vocabulary) -> None:
    for topic in vocabulary.elsewhere:
        assert topic.name and topic.name_en and topic.where and topic.where_en
        assert topic.say


def test_all_of_it_is_composed(repository: Path) -> None:
    for path in (repository / "db" / "vocabulary").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert nfc(text) == text, path.name


def test_life_events_and_most_used_name_shipped_procedures(repository: Path) -> None:
    vocabulary = repository / "db" / "vocabulary"
    shipped = "".join(
        path.read_text(encoding="utf-8")
        for path in (repository / "db" / "catalogue").glob("*.yaml")
    )
    events = yaml.safe_load((vocabulary / "life_events.yaml").read_text(encoding="utf-8"))
    assert len(events) >= 8
    assert len({event["key"] for event in events}) == len(events)
    most_used = yaml.safe_load((vocabulary / "most_used.yaml").read_text(encoding="utf-8"))
    assert len(most_used) == len(set(most_used)) == 20
    assert [code for code in most_used if f'"{code}"' not in shipped] == []
    for event in events:
        assert any(f'"{code}"' in shipped for code in event["codes"]), event["key"]


def test_old_and_new_codes_share_their_names_and_lead_to_the_one_that_is_here(
    vocabulary: Vocabulary,
) -> None:
    names = vocabulary.everyday_names
    assert all(names[code] == names[same[0]] for same in vocabulary.same for code in same)
    old, new = vocabulary.same[0]
    here = [SearchEntry(code=new, name="Vào cơ sở trợ giúp xã hội")]
    indexed = {entry.code for entry in searchable(here, vocabulary)}
    assert new in indexed and f"{ABSENT}{old}" not in indexed
    topic = next(
        topic
        for topic in vocabulary.ambiguous
        if any(option.code == old for option in topic.options)
    )
    assert [option.code for option in vocabulary.options(topic, {new})] == [new]


def copied(repository: Path, folder: Path) -> Path:
    return shutil.copytree(repository / "db" / "vocabulary", folder / "vocabulary")


def test_a_missing_file_is_named(repository: Path, tmp_path: Path) -> None:
    folder = copied(repository, tmp_path)
    (folder / "fillers.yaml").unlink()
    with pytest.raises(VocabularyError, match=r"fillers\.yaml"):
        load_vocabulary(folder)


@pytest.mark.parametrize("text", ["- [", "just words", "- {say: [a], sense: [b]}"])
def test_a_wrong_file_is_refused(repository: Path, tmp_path: Path, text: str) -> None:
    folder = copied(repository, tmp_path)
    (folder / "synonyms.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError):
        load_vocabulary(folder)


def test_a_change_of_a_word_changes_the_digest(repository: Path, tmp_path: Path) -> None:
    folder = copied(repository, tmp_path)
    before = load_vocabulary(folder).digest
    path = folder / "abbreviations.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "zz9: [thử]\n", encoding="utf-8")
    assert load_vocabulary(folder).digest != before
