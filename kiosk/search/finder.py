"""The search as the other rooms use it: a query in, a decided finding out."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from kiosk.catalogue.former_places import (
    FormerPlace,
    FormerPlaces,
    find_former_place,
    lookup_of,
    where_now,
)
from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search import explaining
from kiosk.search.corpus import ASK, ELSEWHERE, TOPICS, searchable, topic_number
from kiosk.search.finding import (
    ClarifyingQuestion,
    Elsewhere,
    Finding,
    Hit,
    Option,
    Outcome,
    Suggestion,
)
from kiosk.search.index import open_or_build
from kiosk.search.postings import Postings, TitleKind
from kiosk.search.ranker import SAID_EXACTLY, Ranker, Scores, Slot
from kiosk.search.reading import Reader
from kiosk.search.related import needed_together
from kiosk.search.second_look import SecondLook
from kiosk.search.suggesting import Suggester
from kiosk.search.vocabulary import Vocabulary, elsewhere_value
from kiosk.search.words import clean_query

LONGEST_QUERY: Final = 400
"""Characters of a query that are read."""


class EvidenceWeights(msgspec.Struct, frozen=True):
    """How much each sign says that something here is meant, fitted on judged queries.

    ``length`` is for the logarithm of the words: one word of a short query says little if it is
    another subject's, one of a long story much.
    """

    coverage: float = 0.73
    focus: float = 5.04
    order: float = 2.21
    together: float = 4.19
    usual: float = 0.74
    length: float = 2.58
    least: float = 11.81


EVIDENCE: Final = EvidenceWeights()

LEAST_TOGETHER: Final = 0.6
"""A further procedure is listed if its titles together have at least this share of what those of
the first have of what was said: one common word makes nothing related."""

FITS: Final = 0.97
"""A title with at least this share of what was said has all of it."""

SHORT: Final = 5
"""A query of at most so many words names a subject; a longer one tells a case."""

NAMED: Final = 0.93
"""A title said to less than this leaves something open."""

CLOSE: Final = -2.0
"""A procedure whose odds fall behind those of the likeliest by less may be meant as well."""

SEVERAL_NEED: Final = -2.5
"""Evidence that is enough where several procedures fit alike: then only a question is risked."""

CLOSE_ENOUGH: Final = 3
"""So many procedures must be close before a question is better than the first of them."""

TOPIC_CLOSE: Final = 0.96
TOPIC_SAID: Final = 0.7
"""An ambiguous topic with this share of the best score is asked about; less is enough where it was
said exactly."""

AS_EXACT: Final = 0.99

MOST_OPTIONS: Final = 5

TOPIC_COVERED: Final = 0.75
TOPIC_GIVES_WAY: Final = 0.8

FILLED: Final = 4
"""A list of suggestions or results with fewer is filled with what people need together."""

CODE: Final = re.compile(r"^\D{0,12}?(\d)\s*[.,]\s*(\d{1,6})\D{0,3}$")
LONG_CODE: Final = re.compile(r"^(\d)(\d{6})$")


class Finder:
    """Answers queries over one index; held by one thread at a time."""

    def __init__(
        self,
        postings: Postings,
        vocabulary: Vocabulary,
        former: FormerPlaces | None = None,
        related: Sequence[Sequence[str]] = (),
    ) -> None:
        self._former = former
        self._former_by_name = lookup_of(former) if former else {}
        self._postings = postings
        self._vocabulary = vocabulary
        self._ranker = Ranker(postings)
        self._second_look = SecondLook(self._ranker)
        self._starts: list[int] = self._ranker.starts.tolist()
        self._reader = Reader(self._ranker, vocabulary)
        self._suggester = Suggester(postings)
        self._codes = {named.code: place for place, named in enumerate(postings.procedures)}
        self._together = needed_together(
            related, {named.code: named.field for named in postings.procedures}
        )

    def find(self, query: str, limit: int = 10) -> Finding:
        """Answer a query of any kind and length; never raises for what was typed."""
        began = time.perf_counter()
        finding = self._find(query, max(limit, 0))
        # A list that was cut may hold below its end what would be called related.
        related = self._related(finding) if len(finding.results) < limit else []
        taken = (time.perf_counter() - began) * 1000
        return Finding(
            query=query,
            outcome=finding.outcome,
            reading=finding.reading,
            results=finding.results,
            question=finding.question,
            elsewhere=finding.elsewhere,
            milliseconds=taken,
            related=related,
        )

    def suggest(self, query: str, limit: int = 6) -> list[Suggestion]:
        """Complete what is being typed, the likeliest first.

        A short list is filled with what else the query found and, where it leads to one procedure,
        with what people need together with it.
        """
        clean = clean_query(query, LONGEST_QUERY)
        found = self._suggester.suggest(clean, limit)
        if len(found) >= limit or not clean.strip():
            return found
        finding = self._find(clean, limit)
        more = [*(hit.code for hit in finding.results), *self._related(finding)]
        known = {suggestion.code for suggestion in found}
        for code in dict.fromkeys(more):
            if code not in known and len(found) < limit:
                named = self._postings.procedures[self._codes[code]]
                found.append(Suggestion(named.short_name or named.name, code))
        return found

    def _related(self, finding: Finding) -> list[str]:
        """What fills a short answer: needed together with its procedure, and not found itself."""
        if finding.outcome is not Outcome.ANSWER or not finding.results:
            return []
        found = [hit.code for hit in finding.results]
        together = self._together.get(found[0], [])
        more = [code for code in together if code not in found]
        return more[: max(FILLED - len(found), 0)]

    def read(self, query: str) -> list[Slot]:
        """What the query may mean, for measuring and explaining."""
        return self._reader.read(_cleaned(query))

    def rank(self, slots: list[Slot], limit: int) -> list[str]:
        """The codes that rank best for a reading, without deciding anything."""
        if not slots or not self._postings.titles:
            return []
        return [self._postings.procedures[place].code for place in self._ranker.rank(slots)[:limit]]

    def _find(self, query: str, limit: int) -> Finding:
        clean = _cleaned(query)
        by_code = self._by_code(clean, limit)
        if by_code is not None:
            return by_code
        place = find_former_place(self._former_by_name, clean)
        if place is not None and self._former is not None:
            return Finding(query, Outcome.NONE, elsewhere=_place_of_today(place, self._former))
        slots = self._reader.read(clean)
        if not slots or not self._postings.titles:
            return Finding(query, Outcome.NONE)
        scores = self._ranker.score(slots)
        finding = self._decide(query, slots, scores, self._best(slots, scores), limit)
        if finding.outcome is Outcome.NONE and finding.elsewhere is None:
            scores = self._ranker.score(slots, deep=True)
            finding = self._decide(query, slots, scores, self._best(slots, scores), limit)
        return finding

    def _by_code(self, query: str, limit: int) -> Finding | None:
        """A query that is a procedure's code, or the beginning of one."""
        match = CODE.match(query.strip()) or LONG_CODE.match(query.strip())
        if match is None:
            return None
        start = f"{match[1]}.{match[2]}"
        found = [code for code in self._codes if code.startswith(start)]
        if not found:
            return None
        hits = [self._hit(self._codes[code], 1.0, "") for code in sorted(found)[:limit]]
        outcome = Outcome.ANSWER if len(found) == 1 else Outcome.ASK
        question = None
        if outcome is Outcome.ASK:
            options = [self._option(self._codes[hit.code]) for hit in hits[:MOST_OPTIONS]]
            question = _which(options)
        return Finding(query, outcome, start, hits, question)

    def _best(self, slots: list[Slot], scores: Scores) -> list[int]:
        """Places of the best procedures and topics after the second look, the best first."""
        return self._second_look.again(slots, scores, scores.best) if scores.best else []

    def _speaker(self, scores: Scores, place: int) -> int:
        """The title that speaks for a procedure."""
        start, end = self._starts[place], self._starts[place + 1]
        if end - start == 1:
            return start
        return start + int(scores.titles[start:end].argmax())

    def _decide(
        self, query: str, slots: list[Slot], scores: Scores, best: list[int], limit: int
    ) -> Finding:
        if not best:
            return Finding(query, Outcome.NONE, explaining.plain_reading(slots))
        first = self._first(scores, best)
        speaker = self._speaker(scores, first)
        reading = explaining.reading(slots, self._postings.titles[speaker])
        evidence = self._evidence(slots, scores, first, speaker)
        hits = self._hits(slots, scores, best, limit)
        code = self._postings.procedures[first].code
        ask = topic_number(code, ASK)
        elsewhere = topic_number(code, ELSEWHERE)
        close: list[int] = []
        if not self._is_topic(first) and evidence >= SEVERAL_NEED:
            close = self._close(slots, scores, best)
        outcome, question, place_to_go = Outcome.NONE, None, None
        if evidence >= SEVERAL_NEED and ask is not None:
            outcome, question = Outcome.ASK, self._question(ask)
            hits = self._led(question, hits, limit)
        elif evidence >= 0 and elsewhere is not None:
            place_to_go = elsewhere_value(self._vocabulary.elsewhere[elsewhere])
        elif len(close) >= CLOSE_ENOUGH:
            outcome, question = Outcome.ASK, self._which(close)
        elif evidence >= 0 and not self._is_topic(first):
            outcome = Outcome.ANSWER
        return Finding(query, outcome, reading, hits, question, place_to_go)

    def _hits(self, slots: list[Slot], scores: Scores, best: list[int], limit: int) -> list[Hit]:
        top = float(scores.procedures[best[0]])
        related = 0.0
        hits: list[Hit] = []
        for place in best:
            if self._is_topic(place) or scores.together[place] < related or len(hits) == limit:
                continue
            if not hits:
                related = LEAST_TOGETHER * float(scores.together[place])
            title = self._speaker(scores, place)
            score = float(scores.procedures[place]) / top
            hits.append(self._hit(place, score, self._why(slots, title)))
        return hits

    def _close(self, slots: list[Slot], scores: Scores, best: list[int]) -> list[int]:
        """Procedures that a short query cannot tell apart: all of it fits each of them.

        Empty where the query is the very name of the first, or nearly: then that one is meant.
        """
        places = [place for place in best if not self._is_topic(place)]
        if not places or _length(slots) > SHORT:
            return []
        if scores.focus[self._speaker(scores, places[0])] >= NAMED:
            return []
        odds = self._second_look.odds(slots, scores, places)
        least = float(odds.max()) + CLOSE
        return [
            place
            for place, chance in zip(places, odds.tolist(), strict=True)
            if chance >= least and scores.coverage[self._speaker(scores, place)] > FITS
        ]

    def _first(self, scores: Scores, best: list[int]) -> int:
        """The best place; a topic gives way where the person said much more than the topic."""
        for place in best:
            if topic_number(self._postings.procedures[place].code, ASK) is None:
                continue
            title = self._speaker(scores, place)
            near = TOPIC_SAID if self._as_exact(scores, title, best[0]) else TOPIC_CLOSE
            share = scores.procedures[place] / scores.procedures[best[0]]
            if share >= near and scores.coverage[title] > FITS:
                return place
        if self._is_topic(best[0]):
            covered = scores.coverage[self._speaker(scores, best[0])]
            for place in best:
                if self._is_topic(place):
                    continue
                close = scores.procedures[place] >= TOPIC_GIVES_WAY * scores.procedures[best[0]]
                if close and covered < TOPIC_COVERED:
                    return place
                break
        return best[0]

    def _as_exact(self, scores: Scores, title: int, place: int) -> bool:
        """Whether a topic's title is just what was said, and no title of the best is more so."""
        exactly = scores.coverage[title] + scores.focus[title] > SAID_EXACTLY
        speaker = self._speaker(scores, place)
        return bool(exactly and scores.titles[title] >= AS_EXACT * scores.titles[speaker])

    def _evidence(self, slots: list[Slot], scores: Scores, place: int, title: int) -> float:
        """The logarithm of the odds that this title is what was asked for.

        Much of what was said stands in the title, in the same order, and is usual for the
        procedure; or the title is said in full though the person told more around it.
        """
        weights = EVIDENCE
        return float(
            weights.coverage * scores.coverage[title]
            + weights.focus * scores.focus[title]
            + weights.order * scores.order(title)
            + weights.together * scores.together[place]
            + weights.usual * self._second_look.usual(slots, place)
            + weights.length * math.log(max(_length(slots), 1))
            - weights.least
        )

    def _is_topic(self, place: int) -> bool:
        return self._postings.procedures[place].code.startswith(TOPICS)

    def _question(self, topic: int) -> ClarifyingQuestion:
        ambiguous = self._vocabulary.ambiguous[topic]
        options = self._vocabulary.options(ambiguous, self._codes.keys())[:MOST_OPTIONS]
        return ClarifyingQuestion(ambiguous.question, ambiguous.question_en, options)

    def _led(self, question: ClarifyingQuestion, hits: list[Hit], limit: int) -> list[Hit]:
        """The hits, led by what the question offers: who asks so most often wants one of these."""
        found = {hit.code: hit for hit in hits}
        offered = list(dict.fromkeys(option.code for option in question.options))
        led = [found.get(code) or self._hit(self._codes[code], 1.0, "") for code in offered]
        rest = [hit for hit in hits if hit.code not in offered]
        return [msgspec.structs.replace(hit, score=1.0) for hit in led[:limit]] + rest[
            : max(limit - len(led), 0)
        ]

    def _which(self, places: list[int]) -> ClarifyingQuestion:
        return _which([self._option(place) for place in places[:MOST_OPTIONS]])

    def _option(self, place: int) -> Option:
        named = self._postings.procedures[place]
        return Option(
            named.short_name or named.name,
            named.short_name_en or named.name_en,
            named.code,
        )

    def _hit(self, place: int, score: float, why: str) -> Hit:
        named = self._postings.procedures[place]
        return Hit(named.code, named.name, score, why)

    def _why(self, slots: list[Slot], title: int) -> str:
        """What in the query led to this title; nothing where the procedure's name says it."""
        named = self._postings.procedures[self._postings.owners[title]]
        return explaining.why(
            slots,
            self._postings.titles[title],
            TitleKind(self._postings.kinds[title]),
            named.name,
            named.short_name,
        )


def _cleaned(query: str) -> str:
    """The query without control characters; a space at its end says that its last word is whole."""
    clean = clean_query(query, LONGEST_QUERY).lstrip(" ")
    return clean.rstrip(" ") + " " if clean.endswith(" ") else clean


def _length(slots: list[Slot]) -> int:
    return sum(len(slot.said.split()) for slot in slots)


def _place_of_today(place: FormerPlace, former: FormerPlaces) -> Elsewhere:
    """Where the work of a former ward or district is done now."""
    name = place.name[:1].upper() + place.name[1:]
    return Elsewhere(f"{name} (cũ)", f"{name} (former)", *where_now(place, former))


def _which(options: list[Option]) -> ClarifyingQuestion:
    return ClarifyingQuestion("Bạn tìm thủ tục nào?", "Which procedure do you mean?", options)


def open_finder(
    folder: Path,
    entries: Callable[[], Iterable[SearchEntry]],
    fingerprint: str,
    vocabulary: Vocabulary,
    secret: bytes,
    *,
    former: FormerPlaces | None = None,
    related: Sequence[Sequence[str]] = (),
) -> Finder:
    """Open the finder over the index in ``folder``, building the index where it is out of date.

    ``fingerprint`` stands for what ``entries`` would return; who asks for one of the ``former``
    places is told where to go today; ``related`` are groups of codes that people need together,
    the most needed first.
    Raises OSError where the folder cannot be written.
    """
    postings = open_or_build(
        folder,
        lambda: searchable(entries(), vocabulary),
        f"{fingerprint} {vocabulary.digest}",
        secret,
    )
    return Finder(postings, vocabulary, former, related)
