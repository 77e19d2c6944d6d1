"""A checklist as plain text, as JSON, and as the short text of a QR code."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist, Item
from kiosk.translation import Translator

QR_LIMIT = 400
"""Characters that a phone still reads from a screen and from paper without effort."""

ELLIPSIS = "…"


def as_json(checklist: Checklist) -> bytes:
    """Return all facts of the checklist as JSON, indented; texts are UTF-8."""
    return msgspec.json.format(msgspec.json.encode(checklist), indent=2)


def as_text(checklist: Checklist, tr: Translator) -> str:
    """Return the whole checklist as plain text for a terminal or a file."""
    lines = [tr.pick(checklist.title, checklist.title_en)]
    name = tr.pick(checklist.name, checklist.name_en)
    lines.append(f"{name} ({checklist.code})")
    replies = words.reply_words(checklist, tr)
    if replies:
        lines += ["", tr("Your case"), *(f"- {asked} {said}" for asked, said in replies)]
    lines += [""]
    heads = (
        (tr("Bring"), words.papers_headline(checklist, tr)),
        (tr("How much"), words.fee_headline(checklist, tr)),
        (tr("When"), words.time_headline(checklist, tr)),
    )
    for label, (headline, detail) in heads:
        lines.append(f"{label}: {headline}" + (f" ({detail})" if detail else ""))
    if checklist.certain:
        lines += ["", tr("Papers to bring")]
        lines += _item_block(checklist.certain, tr)
    if checklist.possible:
        lines += ["", tr("You may have to bring")]
        lines += _item_block(checklist.possible, tr)
    if checklist.notes:
        lines += ["", tr("Please note")]
        lines += [f"- {words.document_name(note, tr)}" for note in checklist.notes]
    for method in checklist.methods:
        lines += ["", words.method_words(method.kind, tr)]
        lines += [f"- {line}" for line in words.fee_lines(method, tr)]
        lines += [f"- {line}" for line in words.time_lines(method, tr)]
        note = words.method_note(method, tr)
        lines += [f"- {note}"] if note else []
    steps = steps_of(checklist, tr)
    if steps:
        lines += ["", tr("Steps"), *(f"{n}. {step}" for n, step in enumerate(steps, start=1))]
    if checklist.results:
        results = "; ".join(tr.pick(r.name, r.name_en) for r in checklist.results)
        lines += ["", tr("You receive: {results}", results=words.sentence(results))]
    lines += ["", f"{tr('Where')}: {words.where_words(checklist, tr)}"]
    opening = words.hours_words(checklist.hours, tr)
    if opening:
        lines.append(f"{tr('Opening hours')}: {words.sentence(opening)}")
    closed = words.closed_words(checklist, tr)
    lines += [words.sentence(closed)] if closed else []
    lines += words.warning_lines(checklist, tr)
    lines += [words.source_words(checklist, tr), *words.own_source_lines(checklist, tr)]
    lines += [checklist.url] if checklist.url else []
    lines += [guidance(tr)]
    return "\n".join(lines) + "\n"


def guidance(tr: Translator) -> str:
    """Return the sentence that this is no receipt and promises no date."""
    return tr(
        "This sheet helps you prepare your papers. "
        "It is not a receipt and promises no date for the result."
    )


def steps_of(checklist: Checklist, tr: Translator) -> list[str]:
    """Return the steps; English only where all of them are translated."""
    english = tr.language == "en" and len(checklist.steps_en) == len(checklist.steps)
    return checklist.steps_en if english else checklist.steps


def _item_block(items: Iterable[Item], tr: Translator) -> list[str]:
    """Return the papers with a box to tick, counts and small lines."""
    lines: list[str] = []
    for item in items:
        document = item.document
        facts = [*words.copies_words(document, tr), words.purpose_words(document, tr).lower()]
        lines.append(f"[ ] {words.document_name(document, tr)} ({', '.join(facts)})")
        lines += [f"    {line}" for line in words.item_lines(item, tr)]
    return lines


def short_text(checklist: Checklist, tr: Translator, *, limit: int = QR_LIMIT) -> str:
    """Return the checklist in at most ``limit`` characters, for a QR code read without network.

    A paper's name is never cut: small things go first (notes, counts, cost and time), and when even
    the bare names do not fit, the last line says how many more papers there are.
    """
    if not checklist.has_list:
        return _fit(_without_list(checklist, tr), limit)
    for form in (_noted, _counted, _named):
        for tail in (_tail(checklist, tr), _code_line(checklist, tr)):
            text = _short(checklist, tr, form, tail)
            if len(text) <= limit:
                return text
    return _shortest(checklist, tr, limit)


Form = Callable[[Item, Translator], str]


def _named(item: Item, tr: Translator) -> str:
    """Return the paper's name."""
    return words.document_name(item.document, tr)


def _counted(item: Item, tr: Translator) -> str:
    """Return the paper's name and how many of which kind."""
    counts = ", ".join(words.copies_words(item.document, tr))
    return f"{_named(item, tr)} ({counts})" if counts else _named(item, tr)


def _noted(item: Item, tr: Translator) -> str:
    """Return the paper's name, counts and first small line."""
    lines = words.item_lines(item, tr)
    return f"{_counted(item, tr)}: {lines[0]}" if lines else _counted(item, tr)


def _code_line(checklist: Checklist, tr: Translator) -> str:
    """Return the line that lets a clerk find the procedure again."""
    return tr("Code {code}", code=checklist.code)


def _tail(checklist: Checklist, tr: Translator) -> str:
    """Return cost, time and code on one line."""
    fee, _ = words.fee_headline(checklist, tr)
    time, detail = words.time_headline(checklist, tr)
    when = f"{time}, {detail}" if detail else time
    return f"{tr('How much')}: {fee}\n{tr('When')}: {when}\n{_code_line(checklist, tr)}"


def _short(checklist: Checklist, tr: Translator, form: Form, tail: str) -> str:
    """Return all papers in ``form`` between the title and ``tail``."""
    lines = [tr.pick(checklist.title, checklist.title_en)]
    lines += [f"- {form(item, tr)}" for item in checklist.certain]
    if checklist.possible:
        lines += [f"{tr('You may have to bring')}:"]
        lines += [f"- {form(item, tr)}" for item in checklist.possible]
    return "\n".join([*lines, tail])


def _shortest(checklist: Checklist, tr: Translator, limit: int) -> str:
    """Return as many whole names as fit and how many are left out: all of them did not fit."""
    certain = [_named(item, tr) for item in checklist.certain]
    possible = [_named(item, tr) for item in checklist.possible]
    every = len(certain) + len(possible)
    head = tr.pick(checklist.title, checklist.title_en)
    for kept in range(every - 1, -1, -1):
        lines = [f"- {name}" for name in certain[:kept]]
        maybe = possible[: max(0, kept - len(certain))]
        if maybe:
            lines += [f"{tr('You may have to bring')}:", *(f"- {name}" for name in maybe)]
        left = tr.count("and {n} more paper", "and {n} more papers", every - kept)
        text = "\n".join([head, *lines, f"{ELLIPSIS} {left}", _code_line(checklist, tr)])
        if len(text) <= limit:
            return text
    return _fit(f"{_code_line(checklist, tr)}\n{head}", limit)


def _without_list(checklist: Checklist, tr: Translator) -> str:
    """Return what can be said of a procedure without a list."""
    lines = [
        tr.pick(checklist.title, checklist.title_en),
        _code_line(checklist, tr),
        tr("Ask at the counter which papers to bring."),
        words.where_words(checklist, tr),
    ]
    return "\n".join(lines)


def _fit(text: str, limit: int) -> str:
    """Return ``text``, cut after a whole word with an ellipsis if it is too long."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rsplit(maxsplit=1)[0]}{ELLIPSIS}"
