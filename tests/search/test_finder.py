"""What a citizen types, and what the finder makes of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from hypothesis.strategies import DataObject

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.finder import Finder
from kiosk.search.finding import Outcome
from kiosk.search.postings import Postings
from kiosk.search.vocabulary import Vocabulary
from kiosk.vietnamese.letters import fold

BIRTH, MARRIAGE, TEMPORARY, SINGLE = "1.001193", "1.000894", "1.004194", "1.004873"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("đăng ký khai sinh", BIRTH),
        ("DANG KY KHAI SINH", BIRTH),
        ("ddawng kys khai sinh", BIRTH),
        ("d9a8ng ky1 khai sinh", BIRTH),
        ("dangkykhaisinh", BIRTH),
        ("đăng kí khai xinh", BIRTH),
        ("đăng ký khai s", BIRTH),
        ("gks cho con", BIRTH),
        ("vợ tôi vừa sinh", BIRTH),
        ("birth certificate for my baby", BIRTH),
        ("giấy độc thân", SINGLE),
        ("làm tạm chú", TEMPORARY),
        ("mới chuyển đến thuê trọ", TEMPORARY),
        ("cho em hỏi đăng ký kết hôn cần giấy tờ gì ạ", MARRIAGE),
        ("khai bao1 tam5 va8ng1", "1.003677"),
        ("ddoori teen lost", "1.004859"),
        ("vneidmuc2", "3.000228"),
    ],
)
def test_the_first_result_is_what_was_meant(finder: Finder, query: str, code: str) -> None:
    finding = finder.find(query)
    assert finding.outcome is Outcome.ANSWER
    assert finding.results[0].code == code


def test_the_reading_is_written_as_it_should_be(finder: Finder) -> None:
    assert finder.find("dang ky khai xinh").reading == "đăng ký khai sinh"
    assert finder.find("xác nhận tình trạng").reading == "xác nhận tình trạng"
    assert finder.find("d9ang ky1 ke61t ho6n").reading == "đăng ký kết hôn"
    assert finder.find("đăng ký kệt hôn").reading == "đăng ký kệt hôn"


def test_a_code_or_its_beginning_is_found(finder: Finder) -> None:
    for query in ("1.001193", "1001193", "mã 1.001193", "1.0011"):
        assert finder.find(query).results[0].code == BIRTH
    several = finder.find("1.00")
    assert several.outcome is Outcome.ASK
    assert several.question is not None
    assert 2 <= len(several.question.options) <= 5


def test_an_ambiguous_phrase_becomes_one_question(finder: Finder) -> None:
    finding = finder.find("mai tang phi")
    assert finding.outcome is Outcome.ASK
    assert finding.question is not None
    codes = [option.code for option in finding.question.options]
    assert len(set(codes)) == len(codes)
    assert 2 <= len(codes) <= 5
    assert "1.001731" in codes


def test_what_a_question_offers_leads_the_results(finder: Finder) -> None:
    finding = finder.find("lương hưu")
    assert finding.question is not None
    offered = [option.code for option in finding.question.options]
    assert [hit.code for hit in finding.results][: len(offered)] == offered
    assert len(finder.find("lương hưu", limit=2).results) == 2


def test_a_topic_gives_way_to_a_name_said_more_exactly(finder: Finder) -> None:
    assert finder.find("chuyển đăng ký nghĩa vụ quân sự").outcome is Outcome.ASK
    assert finder.find("đăng ký nghĩa vụ quân sự").outcome is Outcome.ANSWER


def test_what_is_done_elsewhere_is_said(finder: Finder) -> None:
    finding = finder.find("đăng kiểm ô tô")
    assert finding.outcome is Outcome.NONE
    assert finding.elsewhere is not None
    assert "đăng kiểm" in finding.elsewhere.where_to_go
    assert finding.elsewhere.where_to_go_en


@pytest.mark.parametrize("query", ["asdfgh", "", "   ", "!!!", "\x00\x01", "zzzz qqqq", "😀😀"])
def test_rubbish_finds_nothing(finder: Finder, query: str) -> None:
    finding = finder.find(query)
    assert finding.outcome is Outcome.NONE
    assert finding.query == query


def test_a_hit_says_why_where_it_is_not_obvious(finder: Finder) -> None:
    hits = finder.find("mẹ tôi mất").results
    assert hits[0].why == "mẹ tôi mất → Khai tử"
    assert finder.find("Đăng ký tạm trú").results[0].why == ""


def test_accents_typed_on_purpose_count(finder: Finder) -> None:
    # "chưng" alone is not "chứng": with its accents the word belongs to no procedure.
    assert finder.find("chứng thực").outcome is Outcome.ASK
    assert finder.find("bánh chưng").outcome is Outcome.NONE


def test_the_limit_is_kept(finder: Finder) -> None:
    assert len(finder.find("đăng ký", limit=3).results) == 3
    assert finder.find("đăng ký", limit=0).results == []


def test_the_same_query_gives_the_same_answer(finder: Finder) -> None:
    first, second = finder.find("giấy phép xây nhà"), finder.find("giấy phép xây nhà")
    assert first.results == second.results


def test_typing_on_gives_the_same_as_typing_at_once(finder: Finder, vocabulary: Vocabulary) -> None:
    query = "đăng ký tạm trú cho người thuê nhà"
    for length in range(1, len(query)):
        finder.find(query[:length])
    fresh = Finder(finder._postings, vocabulary)
    assert finder.find(query).results == fresh.find(query).results


def test_an_empty_catalogue_answers_too(vocabulary: Vocabulary) -> None:
    finder = Finder(Postings.empty(), vocabulary)
    assert finder.find("khai sinh").outcome is Outcome.NONE
    assert finder.suggest("khai") == []


@pytest.mark.parametrize(
    "typed", ["kha", "khai s", "giay d", "tạm t", "cccd", "sổ", "mai t", "chứng th"]
)
def test_a_half_typed_word_is_completed(finder: Finder, typed: str) -> None:
    suggestions = finder.suggest(typed, 6)
    assert 1 <= len(suggestions) <= 6
    assert len({suggestion.code for suggestion in suggestions}) == len(suggestions)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=strategies.data())
def test_what_can_still_become_a_name_is_completed(
    finder: Finder, shipped_entries: list[SearchEntry], vocabulary: Vocabulary, data: DataObject
) -> None:
    entry = data.draw(strategies.sampled_from(shipped_entries))
    known = [entry.name, entry.short_name, *vocabulary.everyday_names.get(entry.code, ())]
    name = data.draw(strategies.sampled_from([each for each in known if each]))
    typed = name[: data.draw(strategies.integers(2, min(len(name), 60)))]
    assert finder.suggest(typed), typed
    assert finder.suggest(fold(typed)), fold(typed)


def test_only_related_procedures_stand_under_the_first(finder: Finder) -> None:
    assert [hit.code for hit in finder.find("giay doc than").results] == [SINGLE]


def test_a_short_list_of_suggestions_is_filled_with_what_people_need_together(
    finder: Finder, vocabulary: Vocabulary
) -> None:
    together = [[BIRTH, SINGLE], [SINGLE, "9.999999", MARRIAGE]]
    filled = Finder(finder._postings, vocabulary, related=together)
    codes = [suggestion.code for suggestion in filled.suggest("giay doc than")]
    assert codes == [SINGLE, MARRIAGE]
    assert len(filled.suggest("giấy")) == 6


def test_what_is_typed_in_full_is_suggested_first(finder: Finder) -> None:
    assert finder.suggest("so do")[0].text == "sổ đỏ"


def test_suggestions_begin_as_typed_where_something_does(finder: Finder) -> None:
    assert finder.suggest("giấy độc")[0].code == SINGLE


any_text = strategies.text(strategies.characters(), max_size=10_000) | strategies.text(
    strategies.characters(), min_size=1, max_size=40
).map(lambda part: (part * 10_000)[:10_000])


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=any_text)
def test_any_text_gets_an_outcome(finder: Finder, query: str) -> None:
    finding = finder.find(query)
    assert finding.outcome in Outcome
    assert finding.query == query
    assert len(finding.results) <= 10
    finder.suggest(query)


@pytest.mark.parametrize(
    "part",
    [
        "khai sinh ",
        "dangkykhaisinh",
        "a",
        "đ",
        "\u0301",
        "1",
        "ư ",
        "không , ",
        "\ud800",
        "\U0010ffff",
    ],
)
def test_ten_thousand_characters_get_an_outcome(finder: Finder, part: str) -> None:
    query = (part * 10_000)[:10_000]
    finding = finder.find(query)
    assert finding.outcome in Outcome
    assert finding.query == query
