"""Who makes a coming season: showrunners, creators, directors, writers, producers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import firmness, is_negated
from aggregator.claims.lexicon import Phrase
from aggregator.claims.players import Group, read_groups
from aggregator.claims.pronouns import Subjects
from aggregator.claims.reading import BlockKind
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

_GIVES_UP: Final = re.compile(
    r"\b(?:step(?:s|ped|ping)?\s+(?:down|away|aside)|leav(?:e|es|ing)|left|exit(?:s|ed|ing)?"
    r"|depart(?:s|ed|ing)?|no\s+longer|hand(?:s|ed|ing)?\s+over|giv(?:es|en|ing)\s+up|gave\s+up|won't\s+(?:return|be\s+back)"
    r"|will\s+not\s+(?:return|be)|not\s+(?:returning|coming\s+back|be)|out\s+as|replaced"
    r"|quit(?:s)?|relinquish\w*|vacat\w+)\b",
    re.IGNORECASE,
)
_COMING: Final = re.compile(
    r"\b(?:return|back|again|remain|stay|continu|will|new|coming|next|another|upcoming|on\s+board"
    r"|take\s+over|takes\s+over|once\s+more|still|this\s+time|season|joins?|signed|serves?|is"
    r"|are)\w*\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had\s+been|directed|wrote|created|helmed|penned|ran|produced|developed)\b(?!\s+(?:again|by))",
    re.IGNORECASE,
)
_ON_BOARD: Final = re.compile(
    r"\b(?:on\s+board|return(?:s|ing)?\b|back\b|reunit\w+|com(?:es|ing)\s+back"
    r"|remain(?:s)?\s+(?:in|on|attached)|stay(?:s|ing)?\s+on|attached|in\s+charge|at\s+the\s+helm|behind\s+(?:the\s+|it)|lead(?:s|ing)?\b|tak(?:es?|ing)\s+(?:charge|over)|work(?:s|ing)?\s+on|will\s+(?:again|return"
    r"|be\s+back))",
    re.IGNORECASE,
)
_OPENS_RELATIVE: Final = re.compile(r"\s*,\s+(?:who|whose|which)\b[^,]*\Z")
_SINGLE_EPISODE: Final = re.compile(r"\bfeature|\bmovie|\bfilm\b(?!ing)|\bindie\b|\bspin-?off", re.IGNORECASE)
_ALL_OF_IT: Final = re.compile(
    r"\b(?:all\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?(?:episodes?\s+)?(?:were|was|are|will)"
    r"|every\s+episode|the\s+(?:last|final|first)\s+\w+\s+(?:chapters?|episodes?))\b",
    re.IGNORECASE,
)
_SEASON_IS: Final = re.compile(r"\bthe\s+season\s+(?:is|will\s+be)\b", re.IGNORECASE)
_REACH: Final = 160


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``crew``, in order of position."""
    subjects = Subjects()
    said: tuple[Scene, str] | None = None
    for scene in story.scenes:
        if scene.block.kind is BlockKind.LINK or (
            scene.sentence.is_question and scene.block.kind is not BlockKind.PARAGRAPH
        ):
            continue
        phrases = scene.found("crew")
        groups = subjects.resolve(scene, read_groups(scene, story.people))
        if not groups or (not phrases and not _JOBS.search(scene.masked)):
            continue
        yield from _listed_jobs(story, scene, groups)
        for phrase, found in sorted(phrases, key=lambda hit: hit[1].start()):
            job = _job_of(scene, phrase, said)
            group = _who(scene, groups, phrase, found) if job else None
            if job is not None and group is not None:
                yield from _drafts(story, scene, group, replace(phrase, value=job), found)
                said = (scene, job)


def _job_of(scene: Scene, phrase: Phrase, said: tuple[Scene, str] | None) -> str | None:
    """The job of a wording; of "has vacated that chair" the one that was spoken of last."""
    if phrase.value != _SAME:
        return phrase.value
    return said[1] if said is not None and said[0].block is scene.block else None


_SAME: Final = "same"


_JOB: Final = r"(?:show-?runner|creator|director|writer|producer)s?"
_JOBS: Final = re.compile(
    rf"\b(?:back|return(?:s|ing)?|serv(?:es|ing)|continu(?:es|ing)|remain(?:s|ing)?|stay(?:s"
    rf"|ing)?(?:\s+on)?|is|are)\s+(?:on\s+)?(?:as\s+)?"
    rf"(?P<jobs>(?:(?:co-|executive\s+|sole\s+|head\s+|lead\s+|the\s+|series\s+"
    rf"|an?\s+)*{_JOB}(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)){{1,3}}(?:co-|executive\s+|sole\s+"
    rf"|head\s+|the\s+)*{_JOB})",
    re.IGNORECASE,
)
_ONE_JOB: Final = re.compile(_JOB, re.IGNORECASE)


def _listed_jobs(story: Story, scene: Scene, groups: list[Group]) -> Iterator[Draft]:
    """Read "back as creator, sole writer and director": each job is a claim."""
    for found in _JOBS.finditer(scene.masked):
        before = [g for g in groups if g.start < found.start() and found.start() - g.end < _REACH]
        group = _subject(scene, before, found)
        if group is None:
            continue
        for job in _ONE_JOB.findall(found["jobs"]):
            phrase = _job_phrase(job.lower().rstrip("s").replace("-", ""))
            yield from _drafts(story, scene, group, phrase, found)


def _job_phrase(job: str) -> Phrase:
    """The rule for one of several jobs."""
    return Phrase(f"{job}.listed", _JOBS.pattern, job, (), (), (), {})


def _who(scene: Scene, groups: list[Group], phrase: Phrase, found: re.Match[str]) -> Group | None:
    names = phrase.extra["names"]
    before = [g for g in groups if g.start < found.start() and found.start() - g.end < _REACH]
    after = [g for g in groups if g.start >= found.end() - 1 and g.start - found.end() < 40]
    if names == "title":
        near = [g for g in after if g.start - found.end() <= 1]
        if not near or not _ON_BOARD.search(scene.masked, near[0].end):
            return _titled(scene, groups, found)
        return near[0] if found[0].rstrip().endswith("s") else Group(near[0].players[:1])
    if names == "after":
        return after[0] if after else None
    if names == "both":
        return after[0] if after else before[-1] if before else None
    return _subject(scene, before, found)


def _subject(scene: Scene, before: list[Group], found: re.Match[str]) -> Group | None:
    """The last group before the wording, but no one in a relative clause: "A, who made it with B, is"."""
    for at in range(len(before) - 1, 0, -1):
        between = scene.masked[before[at - 1].end : before[at].start]
        if not (_OPENS_RELATIVE.match(between) and "," in scene.masked[before[at].end : found.start()]):
            return before[at]
    return before[0] if before else None


def _titled(scene: Scene, groups: list[Group], found: re.Match[str]) -> Group | None:
    """The member of a group whose own title this is: "director A and writer B are both on board"."""
    for group in groups:
        for player in group.players[1:]:
            if 0 <= player.start - found.end() <= 1 and _ON_BOARD.search(scene.masked, group.end):
                return Group([player])
    return None


def _drafts(story: Story, scene: Scene, group: Group, phrase: Phrase, found: re.Match[str]) -> Iterator[Draft]:
    start, end = found.span()
    low = min(group.start, start)
    if _SINGLE_EPISODE.search(scene.masked[start : end + 40]):
        return
    status = firmness(scene, start, end)
    stated = phrase.extra.get("status")
    given_up = stated is None and _GIVES_UP.search(scene.masked[max(0, start - 24) : end])
    if given_up or stated == Status.DENIED or is_negated(scene, start, end):
        status = Status.DENIED
    if phrase.id in {"creator", "writer.by", "director.by", "producer.after"} and not _names_coming(
        story, scene, phrase
    ):
        return
    for show in _shows(scene):
        if _lies_behind(story, scene, start, end, show):
            continue
        season = _season(story, scene, start, end, show)
        if season is None and (show, None) not in story.ordered:
            continue  # an article that knows of no coming season has credits of old ones alone
        for player in group.players:
            name = story.people.fullest(player.name.text)
            if not story.people.is_known(name) and name.lower() not in story.people.stage_names:
                continue
            if name.lower() in story.people.characters and name.lower() not in story.people.actors:
                continue
            yield Draft(ClaimKind.CREW, show, season, phrase.value, status, scene, f"crew.{phrase.id}", low, name)


def _lies_behind(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> bool:
    """The season that the wording itself, or what follows it at once, names is an old one."""
    main = story.main_season.get(show)
    refs = [ref for ref in scene.seasons if ref.end > start and ref.start <= end + _OBJECT_REACH]
    numbers = [n for ref in refs for n in story.resolve(ref, show)]
    return bool(numbers) and main is not None and max(numbers) < main


_OBJECT_REACH: Final = 20


def _names_coming(story: Story, scene: Scene, phrase: Phrase) -> bool:
    """The sentence names the coming season: a bare credit is none (rule 15)."""
    if phrase.id == "producer.after":
        return True
    show = scene.show
    main = story.main_season.get(show) if show else None
    if _ALL_OF_IT.search(scene.masked) or _SEASON_IS.search(scene.masked):
        return True
    return any(main is None or main in story.resolve(ref, show) for ref in scene.seasons)


def _shows(scene: Scene) -> list[ShowId]:
    return [scene.show] if scene.show else [n.show for n in scene.namings if n.show][:1]


def _season(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> int | None:
    main = story.main_season.get(show)
    ref = story.season_ref(scene, start, end)
    if ref is not None:
        numbers = [n for n in story.resolve(ref, show) if main is None or n >= main]
        if numbers:
            return numbers[-1]
    return scene.season if scene.show == show and scene.season and (main is None or scene.season >= main) else main
