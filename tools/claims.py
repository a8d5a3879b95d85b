"""``docs/reference/claims.md``: the vocabulary of claims, with sentences and what is read in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from aggregator.claims import extract_claims
from aggregator.match.matcher import Matcher
from aggregator.models import Claim, ClaimKind, Show, ShowId, Status
from aggregator.publish.markdown import markdown_table, markdown_text

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "claims.md"


class Vocabulary(NamedTuple):
    """A kind of claim: what it is about, its values, and sentences that make one."""

    meaning: str
    values: dict[str, str]
    sentences: tuple[str, ...]


VOCABULARY: Final = {
    ClaimKind.RENEWAL: Vocabulary(
        "Whether the season is made.",
        {
            "renewed": "it is made",
            "cancelled": "it is not made: the season is the one that will not be",
            "ending": "it is made, and is the last",
            "undecided": "nobody has decided yet",
        },
        (
            "Netflix has renewed Harbor Lights for a third season.",
            "Harbor Lights has been canceled after two seasons.",
            "Harbor Lights will end with its third season.",
            "Netflix has yet to decide on season 3 of Harbor Lights.",
        ),
    ),
    ClaimKind.RENEWAL_DATE: Vocabulary(
        "When that was announced.",
        {"2026-05-13, 2026-05, 2026": "a day, a month or a year"},
        ("Netflix renewed Harbor Lights for season 3 on May 13, 2026.",),
    ),
    ClaimKind.RELEASE: Vocabulary(
        "When the season starts.",
        {
            "2027-01-29, 2027-01, 2027": "a day, a month or a year",
            "2027-03/2027-05, 2027/.., ../2027": "a window, which may be open at one end",
            "unannounced": "nobody has said when",
        },
        (
            "Season 3 of Harbor Lights premieres on January 29, 2027.",
            "Season 3 of Harbor Lights is expected in spring 2027.",
            "Harbor Lights season 3 does not have a release date yet.",
        ),
    ),
    ClaimKind.EPISODES: Vocabulary(
        "How many episodes the season has.",
        {"8": "a number"},
        ("Season 3 of Harbor Lights will consist of eight episodes.",),
    ),
    ClaimKind.CAST: Vocabulary(
        "Who takes part. The claim has `person` and, where it is said, `character`.",
        {
            "returning": "takes part again",
            "joining": "is new",
            "leaving": "takes part no longer",
        },
        (
            "Mara Lindqvist will return as Captain Ebba Holm in season 3 of Harbor Lights.",
            "Tomas Reyes joins the cast of Harbor Lights season 3 as a smuggler.",
            "Ida Brandt will not return for season 3 of Harbor Lights.",
        ),
    ),
    ClaimKind.CREW: Vocabulary(
        "Who makes it. The claim has `person`.",
        dict.fromkeys(("showrunner", "creator", "director", "writer", "producer"), "that job"),
        ("Showrunner Jonas Ekberg returns for season 3 of Harbor Lights.",),
    ),
    ClaimKind.PRODUCTION: Vocabulary(
        "How far the making is.",
        {
            "writing": "the scripts are being written",
            "filming": "it is being filmed",
            "wrapped": "filming is over",
            "delayed": "it is held up, at whatever stage",
        },
        (
            "Filming on season 3 of Harbor Lights has begun.",
            "Harbor Lights season 3 has wrapped filming.",
        ),
    ),
    ClaimKind.TRAILER: Vocabulary(
        "Whether there is a trailer.",
        {"released": "there is one", "none": "there is none yet"},
        ("Netflix has released the first trailer for season 3 of Harbor Lights.",),
    ),
}

STATUSES: Final = {
    Status.CONFIRMED: "said as a fact",
    Status.EXPECTED: "said to be likely: expected, planned, on track, aimed at",
    Status.POSSIBLE: "said to be possible: may, could, reportedly, a rumour, a hope",
    Status.DENIED: "said not to be so",
}

_SHOW: Final = Show(ShowId("harbor-lights"), "Harbor Lights", network="Netflix", year=2024)
_PUBLISHED_ON: Final = date(2026, 5, 14)

_INTRODUCTION: Final = f"""\
# Claims

A claim is what one article says about one season of one show: a **kind**, a **value** and a **status**, with the words
that say so. The tables below are what `aggregator extract` reads in these sentences about an invented show, published
on {_PUBLISHED_ON.isoformat()}. [How claims are read](../explanation/claims.md) is explained apart.

This page is made by `make docs-pages`.

| Status | The article says it |
| --- | --- |
"""


def page() -> str:
    """The whole page."""
    statuses = "".join(f"| `{status}` | {markdown_text(text)} |\n" for status, text in STATUSES.items())
    return "\n".join([_INTRODUCTION + statuses, *(_section(kind, words) for kind, words in VOCABULARY.items())])


def read(sentence: str) -> tuple[Claim, ...]:
    """The claims that a sentence of the page makes."""
    matches = Matcher([_SHOW]).match(title="", text=sentence)
    return extract_claims(title="", text=sentence, published_on=_PUBLISHED_ON, matches=matches, shows={_SHOW.id: _SHOW})


def _section(kind: ClaimKind, words: Vocabulary) -> str:
    values = [f"| `{value}` | {markdown_text(text)} |" for value, text in words.values.items()]
    rows = [
        (sentence, str(claim.season or ""), f"{claim.value}{_person(claim)}", claim.status)
        for sentence in words.sentences
        for claim in read(sentence)
        if claim.kind is kind
    ]
    table = markdown_table(("Sentence", "Season", "Value", "Status"), rows)
    return "\n".join([f"## {kind}\n\n{words.meaning}\n", "| Value | Meaning |", "| --- | --- |", *values, "", table])


def _person(claim: Claim) -> str:
    character = f" as {claim.character}" if claim.character else ""
    return f": {claim.person}{character}" if claim.person else ""
