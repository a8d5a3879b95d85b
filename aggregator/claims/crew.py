"""Who makes a coming season: showrunners, creators, directors, writers, producers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.crew_subjects import who
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import firmness, has_negator, is_negated
from aggregator.claims.jobs import JOB, jobs_in, jobs_spoken_of
from aggregator.claims.lexicon import Found, Phrase
from aggregator.claims.pronouns import Subjects
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Group
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

_ANOTHER_WORK: Final = re.compile(r"\b(?:features?|movies?|films?|indie|spin-?offs?)\b")
"""In small letters: "Kite Films" is a company."""
_UNSURE: Final = re.compile(r"\b(?:whether|(?:unclear|unknown|not\s+(?:clear|known))\s+(?:if|who))\b", re.IGNORECASE)
_WAS: Final = re.compile(
    r"\b(?:was|were|had\s+been|used\s+to|known|credited|best)\b(?!\s+(?:named|hired|asked))", re.IGNORECASE
)
_SO_FAR: Final = re.compile(
    r"\b(?:since|so\s+far|to\s+date|until\s+now|up\s+to\s+now|pilot|original|previous|earlier|past)\b", re.IGNORECASE
)
_AGAIN: Final = re.compile(
    r"\b(?:again|once\s+more|back|still|now|this\s+time|will\s+be|is\s+to\s+be|as\s+before|to\s+the\s+end|its|season's)\b|\bnew\s+(?:co-)?(?:director|showrunner|(?:head\s+)?writer)",
    re.IGNORECASE,
)
_WHOLE_SEASON: Final = re.compile(
    r"\b(?:all\s+(?:of\s+)?(?:the\s+)?(?:[\w-]+\s+){0,2}(?:were|was|are|will)|every\s+episode|the\s+(?:last|final|first)\s+\w+"
    r"\s+(?:chapters?|episodes?)|(?:the|this|its)\s+(?:new\s+|[\w-]+-(?:episode|part)\s+)?(?:season|run|series|episodes)"
    r"\s+(?:is|are|was|were|has|have|will)\b(?!\s+(?:created|based)))",
    re.IGNORECASE,
)
_TOLD_OF_OLD: Final = frozenset({"director.directed", "writer.wrote"})
_OBJECT_REACH: Final = 45
"""How far after a wording, in characters of its clause, the season that it is about can stand."""
_SAME: Final = "same"
_MAX_AGO: Final = 2
"""Sentences after which "that job" is no longer the one of a claim."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The jobs of the last claim."""

    scene: Scene
    jobs: list[str]


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``crew``, in order of position."""
    subjects = Subjects(story)
    said: _Said | None = None
    for scene in story.scenes:
        is_heading = scene.block.kind is not BlockKind.PARAGRAPH
        if scene.block.kind is BlockKind.LINK or (scene.is_question and is_heading):
            continue
        phrases = sorted(scene.found("crew"), key=lambda hit: hit[1].start())
        if not phrases and not _can_be_credit(scene.masked):
            subjects.pass_over(scene)
            continue
        groups = subjects.groups(scene)
        if not groups:
            continue
        yield from _credits(story, scene, groups)
        for phrase, found in phrases:
            group = who(scene, groups, story.people, phrase, found)
            if group is None or not _is_of_the_season(story, scene, phrase, found):
                continue
            if _is_taken_back(phrases, phrase, found):
                continue
            jobs = _jobs_of(scene, phrase, found, group, said)
            for job in jobs:
                yield from _drafts(story, scene, group, phrase, found, job)
            said = _Said(scene, jobs) if jobs else said


def _is_taken_back(phrases: list[Found], phrase: Phrase, found: re.Match[str]) -> bool:
    """Another wording holds this one: "is out as showrunner" and "is replacing Lee as showrunner" are no "is as"."""
    if "status" in phrase.extra or phrase.extra["names"] != "before":
        return False
    given_up = [
        hit
        for other, hit in phrases
        if (other.extra.get("status") and other.extra["names"] == "before") or other.id == "successor" != phrase.id
    ]
    return any(hit.start() < found.end() and found.start() < hit.end() for hit in given_up)


def _jobs_of(scene: Scene, phrase: Phrase, found: re.Match[str], group: Group, said: _Said | None) -> list[str]:
    """The jobs of a wording; of "has vacated that chair" the ones that were spoken of last."""
    if phrase.value == "job":
        jobs = jobs_in(found[0])
        return [job for job in jobs if job != "creator"] if phrase.extra["names"] in _TITLES else jobs
    if phrase.value != _SAME:
        return [phrase.value]
    follows = group.end < found.start() and phrase.id not in _ELLIPSIS
    between = scene.masked[group.end if follows else 0 : found.start()]
    here = jobs_spoken_of(between)
    if here or phrase.id in _ELLIPSIS:
        return here
    if said is not None and said.scene.block is scene.block and scene.index - said.scene.index <= _MAX_AGO:
        return said.jobs
    return jobs_spoken_of(scene.masked[found.end() :]) or jobs_spoken_of(scene.masked[: found.start()])


_TITLES: Final = frozenset({"title", "beside"})
"""Manners in which a creator is only introduced as one."""
_ELLIPSIS: Final = frozenset({"same.too", "same.rest"})
"""What goes on with a job of the same sentence."""


_LABELS: Final = {
    "writer": r"scripts?|screenplay|teleplay|series\s+(?:composition|scripts?)|(?:co-)?written\s+by|story\s+by",
    "director": r"(?:co-)?directed\s+by",
    "producer": r"(?:executive\s+)?produced\s+by",
}
_LABELLED: Final = "|".join(f"(?P<{job}>{label})" for job, label in _LABELS.items())
_CREDIT: Final = re.compile(
    rf"(?:^\W*(?:[\ue000]+\s+)?(?:(?:season|series)\s+\w+\s+)?|[.;]\s+|:\s+|\bthere\s+(?:is|are)\s+(?:\w+\s+)?)(?:(?P<named>{JOB})|{_LABELLED})"
    r"(?:\s+(?:on|for|of)\s+[^:,;]{1,40})?\s*(?::|\s[–-])\s",
    re.IGNORECASE,
)


_LABEL_ENDS: Final = re.compile(r":\s|\s[–-]\s")


def _can_be_credit(masked: str) -> bool:
    """Something ends a label, or stands in brackets, as in all that ``_credits`` reads."""
    return "(" in masked or ((":" in masked or "-" in masked or "–" in masked) and bool(_LABEL_ENDS.search(masked)))


def _credits(story: Story, scene: Scene, groups: list[Group]) -> Iterator[Draft]:
    """Read "Director: Ann Lee": a label and those whom it names."""
    for found in _CREDIT.finditer(scene.masked) if _LABEL_ENDS.search(scene.masked) else ():
        group = next((group for group in groups if 0 <= group.start - found.end() <= 1), None)
        if group is None:
            continue
        for job in jobs_in(found["named"]) if found["named"] else [str(found.lastgroup)]:
            if job != "creator":
                yield from _drafts(story, scene, group, _CREDIT_RULE, found, job)
    if "(" in scene.masked and _names_coming(story, scene):
        for player in (player for group in groups for player in group.players):
            if label := _BRACKETED.match(scene.masked, player.name.end):
                for job in jobs_in(label["job"]) or ["writer"]:
                    yield from _drafts(story, scene, Group([player]), _CREDIT_RULE, label, job)


_BRACKETED: Final = re.compile(rf"\s\((?:the\s+)?(?P<job>{JOB}|series\s+composition|scripts?)\)", re.IGNORECASE)
"""What a list of the staff gives beside each name: "Ann Lee (director)"."""
_CREDIT_RULE: Final = Phrase("label", _CREDIT.pattern, "job", {"names": "after"})


def _is_of_the_season(story: Story, scene: Scene, phrase: Phrase, found: re.Match[str]) -> bool:
    """The work is tied to the coming season (rule 15): a bare title, a bare credit and old work are not."""
    start, end = found.span()
    low, high = scene.clause_at(start)
    if _ANOTHER_WORK.search(scene.masked, start, end + _OBJECT_REACH) or _UNSURE.search(scene.masked, low, start):
        return False
    if _is_history(scene, phrase, start, end) or (phrase.id == "showrunner.runs" and _has_other_title(scene, start)):
        return False
    needs = phrase.extra.get("needs")
    if needs is None:
        return True
    is_again = needs == "season" and _AGAIN.search(scene.masked, low, max(high, end))
    return bool(is_again) or _names_coming(story, scene)


def _is_history(scene: Scene, phrase: Phrase, start: int, end: int) -> bool:
    """What somebody was, or has done until now."""
    low, high = scene.clause_at(start)
    if phrase.id in _TOLD_OF_OLD:
        comma = scene.masked.find(",", end, high)
        return bool(_SO_FAR.search(scene.masked, end, high if comma < 0 else comma))
    if phrase.extra["names"] != "before" or "status" in phrase.extra or phrase.id == "as":
        return False
    return bool(_WAS.search(scene.masked, max(low, start - _NEAR), end))


_OTHER_TITLE: Final = re.compile(r"\b(?:directors?|writers?|producers?)\s+(?=[A-Z])", re.IGNORECASE)


def _has_other_title(scene: Scene, start: int) -> bool:
    """Those who are in charge are introduced as something else: "director A and writer B are in charge"."""
    return bool(_OTHER_TITLE.search(scene.masked, 0, start))


_NEAR: Final = 10


def _names_coming(story: Story, scene: Scene) -> bool:
    """The sentence speaks of the coming season."""
    main = story.main_season.get(scene.show) if scene.show else None
    if any(main is None or main in story.resolve(ref, scene.show) for ref in scene.seasons):
        return True
    return bool(_WHOLE_SEASON.search(scene.masked))


def _drafts(
    story: Story, scene: Scene, group: Group, phrase: Phrase, found: re.Match[str], job: str
) -> Iterator[Draft]:
    start, end = found.span()
    status = firmness(scene, start, end)
    if phrase.extra.get("status") == Status.DENIED or (phrase.id != "label" and _is_negated(scene, group, start, end)):
        status = Status.DENIED
    rule = f"crew.{phrase.id}" if phrase.id.startswith(job) else f"crew.{phrase.id}.{job}"
    for show in _shows(scene):
        if _lies_behind(story, scene, start, end, show) and status is not Status.DENIED:
            continue
        seasons = _seasons(story, scene, start, end, show)
        if seasons == (None,) and (show, None) not in story.ordered:
            continue  # an article that knows of no coming season has credits of old ones alone
        for name, season in product(_people(story, group), seasons):
            yield Draft(ClaimKind.CREW, show, season, job, status, scene, rule, min(group.start, start), name)


def _is_negated(scene: Scene, group: Group, start: int, end: int) -> bool:
    """A negator governs the wording, and does not stand before its subject: "No. Ann Lee will direct"."""
    if not is_negated(scene, start, end):
        return False
    return group.start >= start or has_negator(scene.masked[max(0, group.start - _NEAR) : end].lstrip(" ."))


def _people(story: Story, group: Group) -> Iterator[str]:
    """The full names of those in the group who are people."""
    people = story.people
    for player in group.players:
        if _COMPANY.search(player.name.text):
            continue
        for name in people.family(player.name.text) or [people.fullest(player.name.text)]:
            is_somebody = people.is_known(name) or name.lower() in people.stage_names
            if is_somebody and not (name.lower() in people.characters and name.lower() not in people.actors):
                yield name


_COMPANY: Final = re.compile(
    r"\b(?:Studios?|Pictures|Productions?|Films?|Entertainment|Media|Television|TV|Network|Company|Group|Labs?)\Z"
)
"""What companies that make shows are called."""


def _lies_behind(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> bool:
    """The season that the wording itself, or what follows it at once, names is an old one."""
    main = story.main_season.get(show)
    _, high = scene.clause_at(start)
    reach = max(end, min(high, end + _OBJECT_REACH))
    told = next((ref for ref in scene.seasons if ref.end > start and ref.start < reach), None)
    numbers = story.resolve(told, show) if told else ()
    return bool(numbers) and main is not None and max(numbers) < main


def _shows(scene: Scene) -> list[ShowId]:
    return [scene.show] if scene.show else [n.show for n in scene.namings if n.show][:1]


def _seasons(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> tuple[int | None, ...]:
    main = story.main_season.get(show)
    ref = story.season_ref(scene, start, end)
    if ref is not None:
        numbers = tuple(n for n in story.resolve(ref, show) if main is None or n >= main)
        if numbers:
            return numbers
    return (story.coming(scene, show),)
