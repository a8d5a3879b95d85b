"""Whether the wording of a decision is said of a show that is followed: much else is renewed, ordered and cancelled."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.lexicon import Phrase
from aggregator.claims.reading import BlockKind
from aggregator.claims.renewal_seasons import AFTER
from aggregator.claims.season_forms import ORDINAL
from aggregator.claims.titles import OTHER, SHOW
from aggregator.models import Field

_SHOW_WORD: Final = re.compile(
    r"\b(?:it|series|show|drama|comedy|sitcom|thriller|programme|anime|renew\w*)\b", re.IGNORECASE
)
_NETWORKS: Final = re.compile(
    r"\b(?:netflix|nbc|cbs|abc|fox|hulu|hbo|max|amazon|apple|disney|peacock|paramount|starz|showtime|amc|prime|bbc|itv|sky)\b",
    re.IGNORECASE,
)

# --- what is asked, wished or of something else ------------------------------------------------------------------

_PARTS: Final = (
    r"(?:dates?|trailer|teaser|window|cast|casting|details?|title|number|poster|premiere|finale|production|filming"
    r"|shooting|work)"
)
_PART_OF: Final = re.compile(
    rf"\b{_PARTS}\s+(?:for|of|on)\s+(?:the\s+|its\s+)?(?:[\ue000]+(?:'s?)?\s+)?\Z", re.IGNORECASE
)
"""What is said of a season's date or cast is not said of the season."""
_EITHER_WAY: Final = re.compile(r"\b(?:or|nor)\s+(?:was\s+|been\s+)?\Z", re.IGNORECASE)
_OR_NOT: Final = re.compile(r"\s+(?:or|nor)\s+(?:was\s+|been\s+|is\s+)?(?:cancel|renew|axed|not\b)", re.IGNORECASE)
_ASKING: Final = r"(?:know|knows|say|tell|clear|seen|wonder\w*|asked|asks|unclear|unknown|decide\w*)"
_WHETHER: Final = re.compile(rf"\b(?:whether|{_ASKING}\s+if)\b[^,;]{{0,60}}\Z", re.IGNORECASE)
_ASKING_IF: Final = re.compile(rf"\b{_ASKING}\s+\Z", re.IGNORECASE)
_IF: Final = re.compile(r"if\b", re.IGNORECASE)
_ONE_OF_MANY: Final = re.compile(r"\b(?:an?|any|every|another|other)\s+\Z", re.IGNORECASE)
"""Of a kind, not the one at hand: "the shirt of a cancelled show"."""
_AUDIENCE: Final = re.compile(
    r"\b(?:fans?|viewers?|audiences?|everyone|everybody|petition\w*|subscribers|people|readers)\s+"
    r"(?:(?!then\b|that\b)[\w']+\s+){0,3}\Z",
    re.IGNORECASE,
)
"""Who wants more and orders nothing."""
_HABIT: Final = re.compile(
    r"\b(?:known|history|habit|record|reputation|notorious|infamous|quick|keen|tendency|fond|wary|afraid|accused)\s+(?:for|of|to|about)\s+\Z",
    re.IGNORECASE,
)
"""What somebody does again and again: "known for cancelling expensive shows"."""
_WISHED: Final = re.compile(
    r"\b(?:what|all)\s+(?:\w+\s+)?(?:want|like|need|wish)\w*\s+(?:to\s+see\s+)?\Z", re.IGNORECASE
)

# --- who or what is cancelled or renewed -------------------------------------------------------------------------

_BE: Final = (
    r"(?:was|were|is|are|has\s+been|have\s+been|had\s+been|been|got|gets|(?:must|can|may|might|will|would|should|could|to)\s+be)"
    r"(?:n't|\s+not|\s+never|\s+now|\s+also)?\s+"
)
_PAPERS: Final = re.compile(
    r"\b(?:contract|deal|licen[cs]e|lease|option|membership|subscription|vows|passport|visa|agreement)s?\b[^,;]{0,40}"
    rf"\b{_BE}\Z",
    re.IGNORECASE,
)
"""What is renewed beside shows."""
_SHOW_NOUN: Final = (
    r"(?:series|show|drama|comedy|dramedy|sitcom|thriller|programme|program|anime|seasons?(?!\s+(?:tickets?|pass))|runs?"
    r"|saga|hit|reboot|revival|epic|soap|procedural|[\ue000]+|spin-?off|adaptation|version|title|mystery|fantasy"
    r"|western|prequel|one|rest|both)\b"
)
_SHOW_HEAD: Final = rf"(?:(?!of\b|in\b|at\b|for\b|from\b)[\w'-]+\s+){{0,3}}?(?:{_SHOW_NOUN}|{ORDINAL}\s+{_BE})"
_THE: Final = r"(?:the|an?|his|her|their|its)"
_OPENS_CLAUSE: Final = r"(?:^|[,;:]\s|\b(?:that|and|but|because|when|as|while|if|since)\s)"
_OTHER_SUBJECTS: Final = (
    rf"{_OPENS_CLAUSE}{_THE}\s+(?!{_SHOW_HEAD})(?:[\w'-]+\s+){{1,3}}(?:(?:of|in|at|for|from)\s+[^,;]{{1,90}}?)?",
    rf"^(?!{_SHOW_HEAD})[A-Z]\w+\s+(?:[a-z'-]+\s+)?(?:for|in|of|with)\s+[^,;]{{1,60}}?",  # "Calls for a crossing"
    r"^(?!series|seasons|shows)[A-Z]\w+s\s+",  # "Flights"
    rf"\b{_THE}\s+(?!{_SHOW_HEAD})(?:[\w'-]+\s+){{0,2}}[\w'-]+,\s+which\s+",
)
_OTHER_SUBJECT: Final = re.compile(rf"(?:{'|'.join(_OTHER_SUBJECTS)}){_BE}\Z", re.IGNORECASE)
"""The subject of a passive that is neither a show nor a season: "The harbour fair was cancelled"."""
_NAMED_SUBJECT: Final = re.compile(
    rf"(?<![\ue000]\s)\b(?P<name>(?!Season|Series)[A-Z][\w'&-]+(?:\s+(?:of\s+|the\s+)*[A-Z&][\w'&-]*)+)(?:,\s+which)?\s+(?:{_BE})?\Z"
)
_PASSIVE: Final = re.compile(rf"{_BE}\Z|\b(?:been|being)\b", re.IGNORECASE)
_OPENS_PASSIVE: Final = re.compile(r"(?:has|have|is|was|were|are|had|been)\b")
_PASSIVES: Final = frozenset({"cancelled.verb", "renewed.renew", "renewed.pickup"})
_ENDS: Final = "ending.verb"
_AUXILIARIES: Final = r"(?:(?:will|would|to|is|was|has|have|had|set|also|may|might)\s+){0,3}"
_WORK_ENDS: Final = re.compile(
    rf"\b(?:filming|shooting|production|shoot|cameras|photography|broadcasts?|work)\s+(?:[\w'-]+\s+){{0,2}}?{_AUXILIARIES}\Z",
    re.IGNORECASE,
)
_OWN_ENDS: Final = re.compile(
    rf"\b(?:my|your|his|her|our)\s+(?:[\w'-]+\s+){{0,1}}?(?!(?:series|show|drama|comedy|story|saga)\b)\w+\s+{_AUXILIARIES}\Z",
    re.IGNORECASE,
)
"""What ends is somebody's own: "his career would end after the second season"."""
_WORK_CANCELLED: Final = re.compile(
    rf"\b(?:filming|shooting|production|shoot|premiere|screening|event|launch|panel|tour|recording)\s+(?:{_BE})?\Z",
    re.IGNORECASE,
)
"""A day of work or a festivity is cancelled, not the season that it belongs to."""
_PERSON_ENDS: Final = re.compile(rf"\b(?P<name>[A-Z][\w'-]+\s[A-Z][\w'-]+)\s+(?:who\s+)?{_AUXILIARIES}\Z")
"""Somebody who bows out leaves; only what is shown ends with a season."""

_CAPITALS: Final = r"[A-Z][\w&'-]+(?:\s+[A-Z&][\w'-]*)+"
_UNFOLLOWED: Final = re.compile(rf"\s+(?:(?:\w+\s+){{0,4}}(?:of|for)\s+|for\s+)?{_CAPITALS}")
_UNFOLLOWED_INSIDE: Final = re.compile(rf"\b(?:on|for|of)\s+{_CAPITALS}")
_BY_THE_DOZEN: Final = re.compile(
    r"\s+(?!series|seasons|shows|dramas|across|always|perhaps|this|thus|less|plus|yes|plans\b)[a-z]{2,}[^\Ws]s\b"
    r"(?!\s+(?:drama|comedy|series|show))"
)
_NEXT: Final = 16
"""A date so many characters after a return is the day of it."""


def is_of_show(scene: Scene, phrase: Phrase, start: int, end: int) -> bool:
    """The wording at ``[start:end]`` is said of a show or a season, as a fact or a hedge, and asked of nobody."""
    if _PART_OF.search(scene.masked, 0, start) or _is_about_another(scene, start, end):
        return False
    if phrase.value == "undecided":
        return True
    return not _is_asked(scene, phrase, start, end) and _has_subject(scene, phrase, start, end)


def _is_asked(scene: Scene, phrase: Phrase, start: int, end: int) -> bool:
    """It stands after "whether" or "cancelled or", or is what an audience wants."""
    masked = scene.masked
    before = (_EITHER_WAY, _WISHED, _WHETHER, _AUDIENCE, _HABIT)
    if any(words.search(masked, 0, start) for words in before):
        return True
    if _IF.match(masked, start) and _ASKING_IF.search(masked, 0, start):
        return True
    return phrase.id in _PASSIVES and bool(_OR_NOT.match(masked, end) or _ONE_OF_MANY.search(masked, 0, start))


def _has_subject(scene: Scene, phrase: Phrase, start: int, end: int) -> bool:
    """A sentence about anything else can be full of things cancelled: one about a show names it, or a word for it."""
    masked = scene.masked
    if phrase.id == "renewed.renew" and _PAPERS.search(masked, 0, start):
        return False
    if phrase.id == "renewed.back" and any(end <= day.start < end + _NEXT for day in scene.dates):
        return False  # a premiere, and no more than that
    if phrase.id == _ENDS and (
        _WORK_ENDS.search(masked, 0, start)
        or _OWN_ENDS.search(masked, 0, start)
        or _is_person(_PERSON_ENDS.search(masked, 0, start))
    ):
        return False
    if _is_named_other(scene, start) or (
        phrase.id in _PASSIVES and (_OTHER_SUBJECT.search(masked, 0, start) or _WORK_CANCELLED.search(masked, 0, start))
    ):
        return False
    if phrase.value != "cancelled" and phrase.id != "renewed.pickup":
        return True
    return bool(scene.namings or scene.seasons or any(words.search(masked) for words in (_SHOW_WORD, AFTER, _NETWORKS)))


def _is_person(found: re.Match[str] | None) -> bool:
    return found is not None and not _NETWORKS.search(found["name"])


def _is_named_other(scene: Scene, start: int) -> bool:
    """The subject of the passive is a name in capitals that is no followed title: "Night Court was renewed"."""
    masked = scene.masked
    if not masked[start].islower():  # a headline in capitals has them everywhere
        return False
    if not _OPENS_PASSIVE.match(masked, start) and not _PASSIVE.search(masked, 0, start):
        return False
    return _is_person(_NAMED_SUBJECT.search(masked, 0, start))


_PART: Final = re.compile(
    r"\s+(?:(?:fan|press|premiere|launch|viewing|wrap|live)\s+)?(?:premiere|launch|events?|party|tour|screenings?|panel|preview|photocall|special|reunion|spin-?off|film"
    r"|movie|game|musical|podcast)\b",
    re.IGNORECASE,
)
_TO_OBJECT: Final = re.compile(r"\s+(?:(?:the|its|all|a)\s+)?")


def _is_of_a_part(scene: Scene, end: int) -> bool:
    """What is cancelled or ordered belongs to a season, and is none: "cancelled the season 3 premiere event"."""
    objects = [ref for ref in scene.seasons if _TO_OBJECT.fullmatch(scene.masked, end, ref.start)]
    return any(_PART.match(scene.masked, ref.end) for ref in objects)


def _is_about_another(scene: Scene, start: int, end: int) -> bool:
    """The object of the verb is a title in capitals that nobody follows, or anything that is cancelled by the dozen."""
    if _BY_THE_DOZEN.match(scene.masked, end) or _is_of_a_part(scene, end):
        return True
    found = _UNFOLLOWED.match(scene.masked, end) or _UNFOLLOWED_INSIDE.search(scene.masked, start, end)
    if found is None or scene.field is Field.TITLE or scene.block.kind is not BlockKind.PARAGRAPH:
        return False
    return not _NETWORKS.search(found[0]) and SHOW not in found[0] and OTHER not in found[0]
