"""Who takes part in a season again, newly, or no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.cast_goes_on import Newcomers
from aggregator.claims.cast_reach import drop_embedded, read_turned, sign_for
from aggregator.claims.cast_signs import (
    SHOW_REACH,
    Sign,
    going_on,
    has_topic,
    read_introduction,
    read_label,
    read_signs,
    read_topic,
    said_again,
)
from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import firmness, is_refuted
from aggregator.claims.players import CREW_TITLES, Group, Player
from aggregator.claims.pronouns import Subjects
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import People
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

_WORK_REACH: Final = 40
"""How far after a wording the job may be named that somebody is back in: "returns for season 3 as showrunner"."""

_CREW_PHRASE: Final = re.compile(
    r"\s*,\s+who\s+(?:created|developed|dreamed|has\s+made|directed|wrote|runs|ran|helms|made"
    r"|shepherded|adapted|has\s+run|has\s+adapted)\b",
    re.IGNORECASE,
)

_CREW_BEFORE: Final = re.compile(
    r"\b(?:showrunners?|directors?|writers?)\s+(?:when|after|from|since|once|for)\s+\Z", re.IGNORECASE
)

_TO_OBJECT: Final = re.compile(r"\s*(?:(?:the|this|its|cast|of|for|to)\s+){0,4}")
"""What stands between a sign and the past season that it is about all the same: "joined the fifth season"."""


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``cast``, in order of position."""
    subjects = Subjects(story)
    newcomers = Newcomers()
    intro: tuple[Scene, Sign] | None = None
    said: tuple[Scene, str] | None = None
    for at, scene in enumerate(story.scenes):
        if scene.block.kind is BlockKind.LINK or scene.is_question or scene.is_plot:
            continue
        signs: list[Sign] = []
        if "cast" in scene.phrases.lexicons:
            signs = [going_on(scene, sign, said) for sign in read_signs(scene)]
            signs = [newcomers.turned(scene, sign) for sign in said_again(scene, signs, said)]
        if scene.block.kind is BlockKind.ITEM and (label := read_label(scene)) is not None:
            intro = label
            continue
        if scene.block.kind is BlockKind.ITEM and not [sign for sign in signs if not sign.is_loose]:
            opening = intro or read_topic(scene)
            if opening is not None:
                yield from _listed(story, scene, opening)
                continue
        if scene.block.kind is not BlockKind.ITEM:
            intro = read_introduction(scene, signs)
        if not (signs or newcomers.goes_on(scene) or has_topic(scene)):
            newcomers.note(scene, [])
            subjects.pass_over(scene)
            continue
        groups = subjects.groups(scene)
        drafts = _with_role_shared(scene, list(_read(story, scene, signs, groups, newcomers)))
        newcomers.note(scene, drafts)
        refuted = bool(drafts) and is_refuted(story.scenes, at)
        said = (scene, drafts[-1].value) if drafts else said
        for draft in drafts:
            yield _refute(draft) if refuted else draft


_RECASTS: Final = re.compile(
    r"\b(?:replac\w+|succeed\w*|recast\w*|inherit\w*|t(?:ak|ook)\w*\s+over|step\w*\s+in(?:to)?|(?:role|part|character)\b)",
    re.IGNORECASE,
)


def _with_role_shared(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Where one hands a role to another, both play the character that is named: "Bo Diaz takes over from Ann Lee"."""
    pairs = {(draft.person, draft.character) for draft in drafts}
    roles = {character for _, character in pairs if character}
    if {draft.value for draft in drafts} != {"joining", "leaving"} or len(pairs) != len(_PAIR) or len(roles) != 1:
        return drafts
    if not _RECASTS.search(scene.masked):
        return drafts
    role = roles.pop()
    return [replace(draft, character=role) for draft in drafts]


_PAIR: Final = ("the old one", "the new one")


def _refute(draft: Draft) -> Draft:
    return replace(draft, status=Status.DENIED, rule=draft.rule + ".refuted")


def _listed(story: Story, scene: Scene, intro: tuple[Scene, Sign]) -> Iterator[Draft]:
    people = story.people
    opening, sign = intro
    for group in story.groups(scene):
        for player in group.players:
            for show in _shows(opening) or _shows(scene):
                season = _season(story, opening, sign, show)
                yield from _drafts(story, scene, player, sign, firmness(opening, sign.start, sign.end), people, season)


def _read(story: Story, scene: Scene, signs: list[Sign], groups: list[Group], newcomers: Newcomers) -> Iterator[Draft]:
    people = story.people
    groups = drop_embedded(scene, [group for group in groups if _is_cast(scene, group, people)], signs)
    if not groups:
        return
    signs = [sign for sign in signs if not _is_told_of_old(story, scene, sign)]
    turned = read_turned(scene, groups, signs)
    last: Sign | None = None
    if turned is not None:
        last, groups = turned
    for at, group in enumerate(groups):
        gap_start = groups[at - 1].end if at else 0
        next_start = groups[at + 1].start if at + 1 < len(groups) else len(scene.masked)
        sign = last if turned is not None else sign_for(scene, group, signs, last, (gap_start, next_start))
        sign = sign or newcomers.sign_of(scene, group, signs)
        if sign is None or _is_unfit(story, scene, group, sign):
            continue
        last = sign = _of_a_star(scene, group, sign)
        status = _status(scene, sign)
        for player in group.players:
            yield from _drafts(story, scene, player, sign, status, people, None)


def _is_unfit(story: Story, scene: Scene, group: Group, sign: Sign) -> bool:
    """The sign is told of the past, or of the work of those who make the show."""
    if sign.is_loose and _is_past(story, scene, sign):
        return True
    if (sign.is_loose or sign.rule.startswith("cast.same")) and _makes(scene, group, story.people):
        return True
    if _AGAIN.search(scene.masked, sign.start, sign.end) and _WORK_AGAIN.match(scene.masked, sign.start):
        return True
    low, high = group.end, max(sign.end, group.end) + _WORK_REACH
    return any(p.value == "work" and low <= m.start() and m.end() <= high for p, m in scene.found("cast"))


_AGAIN: Final = re.compile(r"\b(?:again|once\s+more)\b", re.IGNORECASE)


def _of_a_star(scene: Scene, group: Group, sign: Sign) -> Sign:
    """A star who signs on is back: "star" before a name is said of those who have been in it."""
    if group.players[0].name.title not in _STAR_TITLES or not _SIGNED.match(scene.masked, sign.start):
        return sign
    return replace(sign, value="returning", negated="leaving")


_STAR_TITLES: Final = frozenset({"star", "stars", "co-star", "co-stars"})

_SIGNED: Final = re.compile(r"sign", re.IGNORECASE)


def _status(scene: Scene, sign: Sign) -> Status:
    return sign.status or firmness(scene, sign.start, sign.end)


def _is_past(story: Story, scene: Scene, sign: Sign) -> bool:
    """The clause is told in the past, or of a season that lies behind."""
    low, high = scene.clause_at(sign.start)
    if _TOLD.search(scene.masked, low, high):
        return True
    main = story.main_season.get(scene.show) if scene.show else None
    refs = [ref for ref in scene.seasons if low <= ref.start < high]
    numbers = [n for ref in refs for n in story.resolve(ref, scene.show)]
    return bool(numbers) and main is not None and max(numbers) < main


def _is_told_of_old(story: Story, scene: Scene, sign: Sign) -> bool:
    """It is told in the past of a season that lies behind: "Bo Diaz joined in season 2"."""
    main = story.main_season.get(scene.show) if scene.show else None
    ref = story.season_ref(scene, sign.start, sign.end)
    if ref is None or main is None or not _PAST.search(scene.masked, sign.start, sign.end):
        return False
    numbers = story.resolve(ref, scene.show)
    if sign.value == "leaving" and _AT_ITS_END.search(scene.masked, sign.start, ref.start):
        return False  # "was written out at the end of season 2"
    is_perfect = _PERFECT.search(scene.masked, max(0, sign.start - _AUXILIARIES), sign.end)
    return bool(numbers) and max(numbers) < main and not is_perfect


_PAST: Final = re.compile(r"\b(?:\w+ed|came|was|were|took|left|went|got|made|had|seen|brought|lost)\b", re.IGNORECASE)
_AT_ITS_END: Final = re.compile(r"\b(?:end|close|finale|last\s+\w+)\s+of\s+(?:the\s+)?\Z", re.IGNORECASE)
_PERFECT: Final = re.compile(r"\b(?:has|have|'s|'ve|is|are|be)\s", re.IGNORECASE)
_AUXILIARIES: Final = 16


def _makes(scene: Scene, group: Group, people: People) -> bool:
    """The sentence speaks of those who make the show, and nothing says that this is one who plays in it."""
    name = people.fullest(group.players[0].name.text).lower()
    return bool(_WORK.search(scene.masked)) and name not in people.actors


_JOBS: Final = (
    r"(?:(?:co-)?show-?runn\w+|direct(?:s|ed|ing|or|ors|ion)?|writ(?:es?|ing|ten|ers?)|wrote|scripts?|scribes?|helm\w*"
    r"|produc(?:es?|ed|ing|ers?)|megaphone|composers?|music|cinematograph\w+|design\w*)\b"
)
_WORK: Final = re.compile(rf"\b{_JOBS}", re.IGNORECASE)
_WORK_AGAIN: Final = re.compile(rf"[^,;:.]{{0,36}}\b{_JOBS}", re.IGNORECASE)
"""What it is that somebody does again: "is once again showrunner"."""

_TOLD: Final = re.compile(r"\b(?:was|were|had|did|went|came|got|looked|spoke|saw|met)\b", re.IGNORECASE)

_ARTICLE: Final = re.compile(r"\bthe\s+\Z", re.IGNORECASE)


def _is_cast(scene: Scene, group: Group, people: People) -> bool:
    """Actors, not the people who make the show."""
    first = group.players[0].name
    if not any(_is_person(people.fullest(p.name.text), p, people) for p in group.players):
        return False
    if not first.title and _ARTICLE.search(scene.masked, max(0, first.start - 5), first.start):
        return False  # "the Straw Hats": a ship, a gang, a place
    if first.title in CREW_TITLES or _CREW_BEFORE.search(scene.masked, 0, group.start):
        return False
    return not _CREW_PHRASE.match(scene.masked, first.end)


def _drafts(
    story: Story, scene: Scene, player: Player, sign: Sign, status: Status, people: People, season: int | None
) -> Iterator[Draft]:
    name = people.fullest(player.name.text)
    if not _is_person(name, player, people) or name == player.character:
        return
    value = sign.value
    if sign.is_negative:
        if sign.negated is None:
            return
        if sign.negated == "denied":
            status = Status.DENIED
        else:
            value = sign.negated
    for show in _shows(scene, sign.end):
        number = season if season is not None else _season(story, scene, sign, show)
        if number is None and (show, None) not in story.ordered:
            continue  # an article that knows of no coming season tells what happened in an old one
        character = (
            people.fullest(player.character, is_character=True) if player.character else people.plays.get(name.lower())
        )
        yield Draft(ClaimKind.CAST, show, number, value, status, scene, sign.rule, player.start, name, character)


def _is_person(name: str, player: Player, people: People) -> bool:
    key = name.lower()
    if key in people.characters and key not in people.actors:
        return False
    if key in people.crew and key not in people.actors:
        return False
    return (
        people.is_known(name)
        or key in people.stage_names
        or (player.character is not None and player.name.text[0].isupper() and key in people.actors)
    )


def _shows(scene: Scene, end: int = 0) -> list[ShowId]:
    """The show of the sentence; another that it names only where nothing else is known, or right after the sign."""
    after = [n.show for n in scene.namings if n.show and 0 <= n.start - end < SHOW_REACH]
    if end and after:
        return after[:1]
    if scene.show:
        return [scene.show]
    return [n.show for n in scene.namings if n.show][:1]


def _season(story: Story, scene: Scene, sign: Sign, show: ShowId) -> int | None:
    """The coming season: one that the clause names, unless it lies behind."""
    main = story.main_season.get(show)
    ref = story.season_ref(scene, sign.start, sign.end)
    if ref is not None:
        is_object = (ref.start < sign.end and sign.start < ref.end) or bool(
            ref.start >= sign.end and _TO_OBJECT.fullmatch(scene.masked, sign.end, ref.start)
        )
        numbers = [n for n in story.resolve(ref, show) if main is None or n >= main or is_object]
        if numbers:
            return numbers[-1]
    return story.coming(scene, show)
