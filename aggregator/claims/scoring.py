"""How well claims agree with a gold set: the yardstick of the labelling guide. No I/O.

A predicted label counts where show, season, kind and value agree with a gold label that no other predicted one has
taken; the strict reading asks for the status too. Windows agree when they share half of their union, people when their
folded names do; a gold label without a season agrees with any.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from aggregator.claims.reading import read_text
from aggregator.dates import DateWindow
from aggregator.models import Claim, ClaimKind, Show, ShowId

MIN_SHARED: Final = 0.5
"""Two windows agree from this share of their union on."""
MIN_NAME_RATIO: Final = 0.9
"""Two names agree from this likeness of their folded letters on."""
OPEN_END: Final = date(2100, 1, 1)
BANDS: Final = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where the bands of confidence begin that ``Report`` counts by."""
SORTED_WORDS: Final = 4
"""Names of at most so many words are compared without regard to the order of their words."""


@dataclass(frozen=True, slots=True)
class Label:
    """What gold and prediction are compared by; ``sentence`` is the evidence of a prediction."""

    show: str
    season: int | None
    kind: str
    value: str
    status: str
    person: str | None = None
    character: str | None = None
    sentence: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """How often the predicted labels with a confidence from ``low`` up to the next band's are right, strictly read."""

    low: float
    predicted: int
    hits: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.hits / self.predicted


@dataclass(frozen=True, slots=True)
class Mistake:
    """A label that was missed, or one that is spurious, with the sentence that it stands in as far as that is known."""

    verdict: str
    article: str
    label: Label
    sentence: str


@dataclass(slots=True)
class Tally:
    """Counts of one kind and what follows from them."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1 where nothing was wanted and nothing given."""
        if not self.predicted:
            return 0.0 if self.gold else 1.0
        return self.hits / self.predicted

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there is none."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.gold + self.predicted
        return 2 * self.hits / both if both else 1.0


@dataclass(slots=True)
class Reading:
    """One reading, strict or lenient: a tally for each kind and for all of them."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    all: Tally = field(default_factory=Tally)
    named: int = 0
    characters: int = 0

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the kinds that the gold set has."""
        wanted = [tally.f1 for kind, tally in self.kinds.items() if tally.gold and kind in set(ClaimKind)]
        return sum(wanted) / len(wanted) if wanted else 1.0

    @property
    def character_share(self) -> float:
        """Share of the people found whose character is right too, of those for whom the gold set has one."""
        return self.characters / self.named if self.named else 1.0


@dataclass(slots=True)
class Report:
    """Both readings, and the mistakes of the strict one in the order of the articles."""

    strict: Reading
    lenient: Reading
    mistakes: list[Mistake]
    bands: list[Band] = field(default_factory=list)
    """Of confidence, lowest first; without those that nothing falls into."""


def label_of(claim: Claim, shows: Mapping[ShowId, Show]) -> Label:
    """A claim as a label."""
    return Label(
        show=shows[claim.show_id].title,
        season=claim.season,
        kind=claim.kind,
        value=claim.value,
        status=claim.status,
        person=claim.person,
        character=claim.character,
        sentence=claim.quote,
        confidence=claim.confidence,
    )


def label_from(row: Mapping[str, Any]) -> Label:
    """A label from a row of a gold file or of the output of ``extract``."""
    return Label(
        show=row["show"],
        season=row.get("season"),
        kind=row["kind"],
        value=str(row["value"]),
        status=row["status"],
        person=row.get("person"),
        character=row.get("character"),
        sentence=row.get("quote") or "",
    )


def score(gold: Sequence[tuple[str, str, Sequence[Label]]], predicted: Mapping[str, Sequence[Label]]) -> Report:
    """Compare predictions with a gold set.

    Args:
        gold: for each article its id, its text and its labels.
        predicted: the labels of each article by its id; articles that are not there have none.
    """
    strict, lenient, mistakes = Reading(), Reading(), []
    bands: dict[float, list[bool]] = {}
    for article, text, labels in gold:
        got = predicted.get(article, ())
        missed, spurious = _add(strict, labels, got, is_strict=True)
        _add(lenient, labels, got, is_strict=False)
        mistakes += [Mistake("missed", article, label, _sentence_of(text, label)) for label in missed]
        mistakes += [Mistake("spurious", article, label, label.sentence) for label in spurious]
        wrong = {id(label) for label in spurious}
        for label in got:
            if label.confidence is not None:
                bands.setdefault(_band_of(label.confidence), []).append(id(label) not in wrong)
    found = [Band(low, len(right), sum(right)) for low, right in sorted(bands.items())]
    return Report(strict, lenient, mistakes, found)


def _band_of(confidence: float) -> float:
    return max((low for low in BANDS if confidence >= low), default=BANDS[0])


def _add(
    reading: Reading, gold: Sequence[Label], got: Sequence[Label], *, is_strict: bool
) -> tuple[list[Label], list[Label]]:
    """Count one article in; what was missed and what is spurious."""
    left, missed = list(got), []
    for wanted in gold:
        hit = next((label for label in left if agrees(wanted, label, is_strict=is_strict)), None)
        if hit is None:
            missed.append(wanted)
            continue
        left = [label for label in left if label is not hit]
        for tally in (_tally(reading, wanted.kind), reading.all):
            tally.hits += 1
        if wanted.character:
            reading.named += 1
            reading.characters += fold_letters(wanted.character) == fold_letters(hit.character)
    for labels, name in ((gold, "gold"), (got, "predicted")):
        for label in labels:
            for tally in (_tally(reading, label.kind), reading.all):
                setattr(tally, name, getattr(tally, name) + 1)
    return missed, left


def _tally(reading: Reading, kind: str) -> Tally:
    return reading.kinds.setdefault(kind, Tally())


def agrees(gold: Label, got: Label, *, is_strict: bool) -> bool:
    """Whether a predicted label says what a gold one does."""
    if gold.kind != got.kind or fold_letters(gold.show) != fold_letters(got.show):
        return False
    if gold.season is not None and gold.season != got.season:
        return False
    if is_strict and gold.status != got.status:
        return False
    if gold.kind in {ClaimKind.RELEASE, ClaimKind.RENEWAL_DATE}:
        return same_window(gold.value, got.value)
    if gold.kind in {ClaimKind.CAST, ClaimKind.CREW} and not same_person(gold.person, got.person):
        return False
    return gold.value == got.value


def same_window(first: str, second: str) -> bool:
    """Whether two date values share at least half of the days that they cover together.

    >>> same_window("2024-09/2024-12", "2024-10/2024-12"), same_window("2024", "2024-03")
    (True, False)
    """
    if first == second:
        return True
    try:
        one, other = DateWindow.parse(first), DateWindow.parse(second)
    except ValueError:
        return False
    if one.is_open != other.is_open:
        return False
    ends = [OPEN_END if window.is_open else window.last_day for window in (one, other)]
    starts = [one.first_day, other.first_day]
    shared = (min(ends) - max(starts)).days + 1
    union = (max(ends) - min(starts)).days + 1
    return shared > 0 and shared / union >= MIN_SHARED


def same_person(first: str | None, second: str | None) -> bool:
    """Whether two names are one, whatever their accents, hyphens and order of words.

    >>> same_person("Park Eun-bin", "Eunbin Park"), same_person("Ann Lee", "Ann Lane")
    (True, False)
    """
    one, other = _fold_person(first), _fold_person(second)
    if not one or not other:
        return False
    if one == other or fold_letters(first) == fold_letters(second):
        return True
    return difflib.SequenceMatcher(None, one, other).ratio() >= MIN_NAME_RATIO


def fold_letters(text: str | None) -> str:
    """Letters and digits alone, without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text or "").casefold() if c.isalnum())


def _fold_person(name: str | None) -> str:
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    plain = "".join(c for c in plain if c not in "-'’" and not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "".join(sorted(words) if len(words) <= SORTED_WORDS else words)


def _sentence_of(text: str, label: Label) -> str:
    """The sentence that a missed label most likely stands in: the one with most of its words."""
    words = {word.casefold() for part in (label.person, label.character, label.value) for word in (part or "").split()}
    words |= {str(label.season), label.show.casefold()}
    sentences = (sentence.text for block in read_text(text) for sentence in block.sentences)
    return max(sentences, key=lambda sentence: _common(sentence, words), default="")


def _common(sentence: str, words: Iterable[str]) -> int:
    folded = sentence.casefold()
    return sum(word in folded for word in words)
