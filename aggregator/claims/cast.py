"""Who takes part in a season again, newly, or no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import firmness, is_negated, is_refuted
from aggregator.claims.lexicon import Phrase
from aggregator.claims.players import CREW_TITLES, Group, Player, has_own_verb, read_groups
from aggregator.claims.pronouns import Subjects
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import People
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

_TOPIC: Final = (
    (
        "leaving",
        re.compile(
            r"^\W*(?:leaving|not\s+returning|departing|gone|exits|who(?:'s|\s+is|\s+won't)\s+(?:leaving|out|departing|missing"
            r"|not|gone|be\s+back)|departures|saying\s+goodbye|out)\b"
        ),
    ),
    (
        "joining",
        re.compile(
            r"^\W*(?:joining|new\s+(?:recruits|faces|cast|additions|characters|arrivals)|newcomers"
            r"|who(?:'s|\s+is)\s+(?:new|joining)|arrivals|additions|newbies|new\W*\Z|the\s+new\b)"
        ),
    ),
    (
        "returning",
        re.compile(
            r"^\W*(?:staying|returning|coming\s+back|back|who(?:'s|\s+is|\s+will\s+be)\s+(?:returning|back"
            r"|coming\s+back|staying|getting\s+back))\b"
        ),
    ),
)
_INHERITS: Final = re.compile(
    r"(?:^|[)\]'\",\s])\s*(?:as\s+(?:do|does|is|are|has|have|will|should|could|might|may|would"
    r"|well\s+as)|and\s+so\s+(?:do|does|is|are|has|have|will|should|could|might|may|would)"
    r"|so\s+(?:do|does|is|are)|along\s+with|alongside|together\s+with|with|plus|including"
    r"|joined\s+again\s+by|among\s+them|and\s+with\s+h\w+\s+likewise)\b"
    r"(?:\s+[a-z]+){0,3}\s*\Z",
    re.IGNORECASE,
)
_CREW_WORK: Final = re.compile(
    r"\b(?:as|remains?|stays?\s+on|stays|staying\s+on\s+as|named|continues?|back\s+as"
    r"|continue\s+as|return(?:s|ing)?\s+as|back\s+in\s+the)\s+(?:an?\s+|the\s+|both\s+|co-|its\s+"
    r"|sole\s+|new\s+)*(?:co-)?(?:show\s?runners?|executive|writers?|head\s+writer|directors?"
    r"|director's|producers?|creators?|series\s+creator)|\bto\s+(?:direct|write|helm)"
    r"|\bdirects?\s+(?:again|the|all|every)|\bthe\s+helm\b|\bin\s+charge\b|\bwriting\b",
    re.IGNORECASE,
)
_CREW_PHRASE: Final = re.compile(
    r"\s*,\s+who\s+(?:created|developed|dreamed|has\s+made|directed|wrote|runs|ran|helms|made"
    r"|shepherded|adapted|has\s+run|has\s+adapted)\b",
    re.IGNORECASE,
)
_CREW_BEFORE: Final = re.compile(
    r"\b(?:showrunners?|directors?|writers?)\s+(?:when|after|from|since|once|for)\s+\Z", re.IGNORECASE
)
_UNSURE: Final = re.compile(
    r"\b(?:whether|(?:unclear|unknown|not\s+(?:clear|known|confirmed)|remains\s+to\s+be\s+seen)\s+(?:if|who|which))\b",
    re.IGNORECASE,
)
_NEW_SUBJECT: Final = re.compile(
    r";(?!\s+(?:both|all|they)\b)|,\s+and\s+(?:one|the|her|his|it|a|an|two|then|we|I)\b|\bbut\b|\bbecause\b"
)
_TO_OBJECT: Final = re.compile(r"\s*(?:(?:the|this|its|cast|of|for|to)\s+){0,4}")
"""What stands between a sign and the past season that it is about all the same: "joined the fifth season"."""
_SHOW_REACH: Final = 24
_REACH_AFTER: Final = 80
_REACH_BEFORE: Final = 60
_PLAYS_NEW: Final = re.compile(
    r"\s+(?:will\s+)?(?:play|portray)s?\b|\s+is\s+(?=[A-Z])|\s+as\s+[A-Z]|\s+has\s+been\s+cast", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Sign:
    start: int
    end: int
    value: str
    names: str
    negated: str | None
    rule: str
    is_negative: bool
    status: Status | None = None
    is_loose: bool = False
    """Says something of a person only where no plainer wording does, and only of a season that is known."""


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``cast``, in order of position."""
    people = story.people
    subjects = Subjects()
    intro: tuple[Scene, _Sign] | None = None
    said: tuple[Scene, str] | None = None
    for at, scene in enumerate(story.scenes):
        if scene.block.kind is BlockKind.LINK or scene.sentence.is_question or scene.is_plot:
            continue
        signs = [_going_on(scene, sign, said) for sign in _signs(scene)]
        signs = list(_same(scene, signs, said))
        if scene.block.kind is BlockKind.ITEM and (label := _label(scene)) is not None:
            intro = label
            continue
        if scene.block.kind is BlockKind.ITEM and not [sign for sign in signs if not sign.is_loose]:
            opening = intro or _topical(scene)
            if opening is not None:
                yield from _listed(story, scene, opening, people)
                continue
        if scene.block.kind is not BlockKind.ITEM:
            intro = _introduction(scene, signs)
        groups = subjects.resolve(scene, read_groups(scene, people))
        drafts = list(_read(story, scene, signs, groups))
        refuted = bool(drafts) and is_refuted(story.scenes, at)
        said = (scene, drafts[-1].value) if drafts else said
        for draft in drafts:
            yield _refute(draft) if refuted else draft


_TOO: Final = re.compile(r".*\b(?:there|in\s+it)\b.*|(?:will|'ll)\s+also\s+be.*", re.IGNORECASE | re.DOTALL)
_TOO_AFTER: Final = re.compile(r"\s*(?:too|as\s+well)\b", re.IGNORECASE)


def _going_on(scene: Scene, sign: _Sign, said: tuple[Scene, str] | None) -> _Sign:
    """Let "Ann Lee will be there too" mean what the sentence before said of others."""
    if said is None or said[0].block is not scene.block or sign.value != "returning" or said[1] != "joining":
        return sign
    wording = scene.masked[sign.start : sign.end]
    if _TOO.fullmatch(wording) and ("also" in wording or _TOO_AFTER.match(scene.masked, sign.end)):
        return replace(sign, value="joining", negated="denied")
    return sign


def _same(scene: Scene, signs: list[_Sign], said: tuple[Scene, str] | None) -> Iterator[_Sign]:
    """Give "so is Bo Diaz" and "Bo Diaz, too" the value of what was said before, here or in the sentence before."""
    value = said[1] if said and said[0].block.group in {scene.block.group, scene.block.group - 1} else None
    for sign in signs:
        if sign.value not in {"same", "not"}:
            value = sign.negated if sign.is_negative and sign.negated not in {None, "denied"} else sign.value
            yield sign
        elif value is not None:
            kind = "leaving" if sign.value == "not" else value
            yield replace(sign, value=kind, is_negative=False, rule=f"{sign.rule}.{kind}")


def _label(scene: Scene) -> tuple[Scene, _Sign] | None:
    """The sign of a line that only parts a list: "(new)", "Returning"."""
    for value, pattern in _TOPIC:
        if pattern.search(scene.masked.lower()) and len(scene.masked.split()) <= _LABEL_WORDS:
            return scene, _Sign(0, len(scene.masked), value, "before", None, "cast.label", is_negative=False)
    return None


_LABEL_WORDS: Final = 3


def _refute(draft: Draft) -> Draft:
    return replace(draft, status=Status.DENIED, rule=draft.rule + ".refuted")


def _signs(scene: Scene) -> list[_Sign]:
    """The signs of a sentence in order; of two that overlap the more particular."""
    signs = [_sign(scene, phrase, found) for phrase, found in scene.found("cast")]
    signs = [sign for sign in signs if not _lies_behind(scene, sign) and not _keeps_empty(scene, sign)]
    signs = [sign for sign in signs if not _UNSURE.search(scene.masked, scene.clause_at(sign.start)[0], sign.start)]
    signs.sort(key=lambda sign: (sign.start, -sign.end))
    plain = [sign for sign in signs if not sign.is_loose and sign.value not in {"same", "not"}]
    signs = [s for s in signs if s in plain or not any(p.start < s.end and s.start < p.end for p in plain)]
    kept: list[_Sign] = []
    for sign in signs:
        if kept and sign.start < kept[-1].end:
            if (
                (sign.value == "leaving" or sign.status)
                and sign.names == kept[-1].names
                and kept[-1].value != "leaving"
            ):
                kept[-1] = sign
            elif sign.names != kept[-1].names:
                kept.append(sign)
            continue
        kept.append(sign)
    return kept


def _lies_behind(scene: Scene, sign: _Sign) -> bool:
    """Of an old season: "Bo Diaz, who joined last season"."""
    if sign.value == "leaving" or not _PAST_FORM.search(scene.masked, sign.start, sign.end):
        return False
    if _LAST_TIME.match(scene.masked, sign.end):
        return True
    if not _RELATIVE.search(scene.masked, max(0, sign.start - 12), sign.start):
        return False
    near = [ref for ref in scene.seasons if 0 <= ref.start - sign.end <= _SHOW_REACH]
    numbers = [number for ref in near for number in ref.numbers]
    return bool(numbers) and scene.season is not None and max(numbers) < scene.season


_RELATIVE: Final = re.compile(r"\bwho\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def _keeps_empty(scene: Scene, sign: _Sign) -> bool:
    """It says nothing of who is there: "will not be replaced"."""
    return sign.is_negative and sign.value == "leaving" and scene.masked.endswith(("replaced", "recast"), 0, sign.end)


_PAST_FORM: Final = re.compile(r"\b(?:\w+ed|came|was|were|took)\b", re.IGNORECASE)
_LAST_TIME: Final = re.compile(
    r"[^,.;:]{0,40}?\b(?:last\s+(?:season|time|year|series|run)|(?:in|for|during)\s+the\s+(?:original|previous|first|last)\b"
    r"|(?:the\s+)?previous\s+season)",
    re.IGNORECASE,
)


def _sign(scene: Scene, phrase: Phrase, found: re.Match[str]) -> _Sign:
    start, end = found.span()
    status = phrase.extra.get("status")
    return _Sign(
        start,
        end,
        phrase.value,
        phrase.extra["names"],
        phrase.extra.get("negated"),
        f"cast.{phrase.id}",
        is_negative=status is None and _is_negated(scene, phrase.value, found),
        status=Status(status) if status else None,
        is_loose=bool(phrase.extra.get("loose")),
    )


def _is_negated(scene: Scene, value: str, found: re.Match[str]) -> bool:
    """A negation governs the wording; one that belongs to a wording of leaving ("won't be back") does not."""
    if value != "leaving":
        return is_negated(scene, *found.span())
    return bool(_NOT_LEAVING.search(scene.masked, max(0, found.start() - 24), found.start()))


_NOT_LEAVING: Final = re.compile(r"(?:n't|\bnot|\bnever|\bno\s+plans\s+to)\s+(?:going\s+to\s+|be\s+)?\Z", re.IGNORECASE)


def _introduction(scene: Scene, signs: list[_Sign]) -> tuple[Scene, _Sign] | None:
    """The sign of a sentence that opens a list."""
    opens = scene.masked.endswith(":") or _OPENS_LIST.search(scene.masked) or scene.block.kind is BlockKind.HEADING
    return (scene, signs[-1]) if opens and signs else None


_OPENS_LIST: Final = re.compile(r"\b(?:including|are|like|such\s+as|is|include|includes)\W*\Z", re.IGNORECASE)


def _topical(scene: Scene) -> tuple[Scene, _Sign] | None:
    """The sign that the heading above a list gives."""
    sign = _by_topic(scene, 0, len(scene.masked))
    return None if sign is None else (scene, sign)


def _listed(story: Story, scene: Scene, intro: tuple[Scene, _Sign], people: People) -> Iterator[Draft]:
    opening, sign = intro
    for group in read_groups(scene, people):
        for player in group.players:
            for show in _shows(opening) or _shows(scene):
                season = _season(story, opening, sign, show)
                yield from _drafts(story, scene, player, sign, firmness(opening, sign.start, sign.end), people, season)


def _read(story: Story, scene: Scene, signs: list[_Sign], groups: list[Group]) -> Iterator[Draft]:
    people = story.people
    groups = [group for group in groups if _is_cast(scene, group, people)]
    if not groups:
        return
    turned = _turned(scene, groups)
    last: _Sign | None = None
    if turned is not None:
        last, groups = turned
    for at, group in enumerate(groups):
        gap_start = groups[at - 1].end if at else 0
        next_start = groups[at + 1].start if at + 1 < len(groups) else len(scene.masked)
        sign = last if turned is not None else _sign_for(scene, group, signs, last, (gap_start, next_start))
        if sign is None or _is_unfit(story, scene, group, sign):
            continue
        last = sign = _of_a_star(scene, group, sign)
        status = _status(scene, sign)
        for player in group.players:
            yield from _drafts(story, scene, player, sign, status, people, None)


def _sign_for(
    scene: Scene, group: Group, signs: list[_Sign], last: _Sign | None, around: tuple[int, int]
) -> _Sign | None:
    """The sign that governs a group: its own, that of the people before it, its section's, or a loose one.

    ``around``: where the group before it ends, and where the one after it begins.
    """
    start, end = around
    sign = _governing(scene, group, [sign for sign in signs if not sign.is_loose], start, end)
    if sign is None and last is not None:
        goes_on = last.names == "after" and _goes_on(scene, group, start)
        sign = last if goes_on or _INHERITS.search(scene.masked, start, group.start) else None
    sign = sign or _by_topic(scene, group.start, group.end)
    if sign is None and scene.season is not None:
        sign = _loosely(scene, group, [sign for sign in signs if sign.is_loose], start, end)
    return sign


def _is_unfit(story: Story, scene: Scene, group: Group, sign: _Sign) -> bool:
    """The sign is told of the past, or of the work of those who make the show."""
    if sign.is_loose and _is_past(story, scene, sign):
        return True
    if (sign.is_loose or sign.rule.startswith("cast.same")) and _makes(scene, group, story.people):
        return True
    return bool(_CREW_WORK.search(scene.masked, group.end, max(sign.end, group.end) + 40))


def _of_a_star(scene: Scene, group: Group, sign: _Sign) -> _Sign:
    """A star who signs on is back: "star" before a name is said of those who have been in it."""
    if group.players[0].name.title not in _STAR_TITLES or not _SIGNED.match(scene.masked, sign.start):
        return sign
    return replace(sign, value="returning", negated="leaving")


_STAR_TITLES: Final = frozenset({"star", "stars", "co-star", "co-stars"})
_SIGNED: Final = re.compile(r"sign", re.IGNORECASE)


def _status(scene: Scene, sign: _Sign) -> Status:
    return sign.status or firmness(scene, sign.start, sign.end)


def _governing(scene: Scene, group: Group, signs: list[_Sign], before_end: int, after_start: int) -> _Sign | None:
    is_after_another = before_end > 0
    after = [
        s
        for s in signs
        if s.names == "before"
        and s.start >= min(group.end, group.players[-1].name.end)
        and s.start < after_start
        and s.start - group.end <= _REACH_AFTER
        and not _NEW_SUBJECT.search(scene.masked, group.end, max(group.end, s.start))
    ]
    inner = [s for s in signs if s.names == "before" and group.start <= s.start < group.end and s not in after]
    before = [
        s for s in signs if s.end <= group.start and s.start >= before_end - 1 and group.start - s.end <= _REACH_BEFORE
    ]
    objects = [s for s in before if s.names == "after" and not (after and _OPENS_CLAUSE.match(scene.masked, s.end))]
    if objects and group.start - objects[-1].end <= 30:
        return objects[-1]
    if after:
        return after[0]
    if inner:
        return inner[0]
    if objects:
        return objects[-1]
    inverted = [s for s in before if group.start - s.end <= _INVERTED_REACH]
    return inverted[-1] if inverted and not is_after_another else None


def _turned(scene: Scene, groups: list[Group]) -> tuple[_Sign, list[Group]] | None:
    """Read "Joining Ann Lee in season 3 are Dee Fox and Eli Ray": who stands first joins nobody."""
    opening = _TURNED.match(scene.masked)
    if opening is None or len(groups) < 2 or not _ARE.search(scene.masked, groups[0].end, groups[1].start):
        return None
    value = "joining" if opening["joining"] else "returning"
    sign = _Sign(opening.start(), opening.end(), value, "after", None, "cast.turned", is_negative=False)
    return sign, groups[1:] if value == "joining" else groups


_TURNED: Final = re.compile(r"(?:Also\s+)?(?:(?P<joining>[Jj]oining)|[Rr]eturning|[Rr]ejoining|[Bb]ack)\b")
_ARE: Final = re.compile(r"\s(?:is|are|will\s+be)\s+\Z")


def _goes_on(scene: Scene, group: Group, before_end: int) -> bool:
    """The list of those who are new goes on: "..., and, straight out of school, Bo Diaz"."""
    return bool(_LIST_GOES_ON.fullmatch(scene.masked, before_end, group.start)) and not has_own_verb(
        scene, group.players[-1].name
    )


_LIST_GOES_ON: Final = re.compile(r"['\")]*(?:\s*,|\s+and\b|\s*;)(?:\s*[,'\w-]+){0,8}\s+")


def _loosely(scene: Scene, group: Group, loose: list[_Sign], before_end: int, after_start: int) -> _Sign | None:
    """The loose sign in the person's own clause, unless the person only says something."""
    if _SPEAKS.match(scene.masked, group.end):
        return None
    after = [s for s in loose if s.start >= group.players[-1].name.end and s.start < after_start]
    if (
        after
        and after[0].start - group.end <= _REACH_AFTER
        and not _NEW_SUBJECT.search(scene.masked, group.end, max(group.end, after[0].start))
    ):
        return after[0]
    before = [s for s in loose if before_end <= s.start and s.end <= group.start]
    return before[-1] if before and group.start - before[-1].end <= _LOOSE_REACH else None


def _is_past(story: Story, scene: Scene, sign: _Sign) -> bool:
    """The clause is told in the past, or of a season that lies behind."""
    low, high = scene.clause_at(sign.start)
    if _TOLD.search(scene.masked, low, high):
        return True
    main = story.main_season.get(scene.show) if scene.show else None
    refs = [ref for ref in scene.seasons if low <= ref.start < high]
    numbers = [n for ref in refs for n in story.resolve(ref, scene.show)]
    return bool(numbers) and main is not None and max(numbers) < main


def _makes(scene: Scene, group: Group, people: People) -> bool:
    """The sentence speaks of those who make the show, and nothing says that this is one who plays in it."""
    name = people.fullest(group.players[0].name.text).lower()
    return bool(_WORK.search(scene.masked)) and name not in people.actors


_WORK: Final = re.compile(
    r"\b(?:(?:co-)?show-?runn\w+|direct(?:s|ed|ing|or|ors|ion)?|writ(?:es?|ing|ten|ers?)|wrote|scripts?|scribes?|helm\w*"
    r"|produc(?:es?|ed|ing|ers?)|megaphone|composers?|music|cinematograph\w+)\b",
    re.IGNORECASE,
)
_SPEAKS: Final = re.compile(
    r"['\",]*\s+(?:has\s+|have\s+|had\s+|also\s+|recently\s+|later\s+)*(?:said|says|told|tells|joked|wrote|tweeted|posted"
    r"|admitted|explained|recalled|revealed|added|shared|confirmed|insists?|laughed|quipped)\b"
)
_TOLD: Final = re.compile(r"\b(?:was|were|had|did|went|came|got|looked|spoke|saw|met)\b", re.IGNORECASE)
_LOOSE_REACH: Final = 16


_OPENS_CLAUSE: Final = re.compile(r"\s*[,;]\s*(?:and|but|while)\b")
_INVERTED_REACH: Final = 45
"""How far after a verb its people may follow: "the stars will be back, Ann Lee as Kim"."""


def _by_topic(scene: Scene, start: int, end: int) -> _Sign | None:
    for value, pattern in _TOPIC:
        if pattern.search(scene.topic):
            return _Sign(start, end, value, "before", None, "cast.section", is_negative=False)
    return None


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
    story: Story, scene: Scene, player: Player, sign: _Sign, status: Status, people: People, season: int | None
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
    after = [n.show for n in scene.namings if n.show and 0 <= n.start - end < _SHOW_REACH]
    if end and after:
        return after[:1]
    if scene.show:
        return [scene.show]
    return [n.show for n in scene.namings if n.show][:1]


def _season(story: Story, scene: Scene, sign: _Sign, show: ShowId) -> int | None:
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
    return scene.season if scene.show == show and scene.season and (main is None or scene.season >= main) else main
