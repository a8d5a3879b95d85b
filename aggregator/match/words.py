"""The words that tell television from everything else; general English, no show's title among them."""

from __future__ import annotations

import re
from typing import Final


def words(*lines: str) -> frozenset[str]:
    """The words of all lines."""
    return frozenset(word for line in lines for word in line.split())


FUNCTION_WORDS: Final = words(
    "a about above after again all also an and any are as at be because been before being below between both but by",
    "can could did do does down during each even ever every few for from had has have he her here hers him his how i",
    "if in into is it its just many may me might mine more most much must my never no nor not now of off on once one",
    "only or other our ours out over own same shall she should so some still such than that the their theirs them",
    "then there these they this those through to too under until up upon us very was we were what when where which",
    "while who whom whose why will with within without would yes yet you your yours",
)
"""Closed-class words: as a title they need more evidence than any other."""

TV_WORDS: Final = words(
    "season seasons series episode episodes finale premiere premieres premiered showrunner showrunners creator show",
    "shows television tv streaming streamer streamers renewed renewal renews cancelled canceled cancels cancellation",
    "spinoff reboot sitcom drama dramas dramedy kdrama anime thriller trailer teaser cast castmates binge recap",
    "screenwriter prequel sequel network broadcast filming actor actress starring stars reprises casting",
    "storyline spoilers viewers fandom emmy emmys",
)
"""Words that are rare where nothing is said of a series."""

TV_GLUED: Final = re.compile("시즌|드라마|넷플릭스|시청률|シーズン|ドラマ|アニメ|配信|電視劇|电视剧|剧集|影集")
"""Their like in scripts without spaces."""

BRANDS: Final = words(
    "netflix hulu amazon prime video disney apple hbo max abc nbc cbs cw fox fx fxx amc bbc itv channel starz showtime",
    "peacock paramount crunchyroll syfy lifetime bravo usa tnt tbs mtv tvn jtbc sbs kbs mbc ena viki wavve tving",
    "coupang disney+ appletv roku freevee tubi sky stan crave binge funimation hidive toei fuji",
)
"""Broadcasters and streamers, as single words."""

TITLE_FOLLOWERS: Final = words(
    "special christmas holiday part parts volume vol chapter book live live-action universe franchise fans star alum",
    "official exclusive finale final spoiler ending explained soundtrack blu-ray dvd day fest alumni producer writer",
    "director boss bosses co-creator co-star lead leads creators recaps review reviews returns return",
)
"""What may follow a title with a capital and makes no other title of it."""

CALENDAR: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august",
    "september october november december spring summer autumn fall winter today tonight",
)

NUMBER: Final = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|i{1,3}|iv|vi{0,3}|ix|x)"
)
ORDINAL: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|final|last|latest|next|new|upcoming|previous|debut|inaugural)"
)
_SEASON: Final = r"(?:seasons?|series|part|chapter|staffel|saison|temporada|시즌|シーズン)"
_OPEN: Final = r"[\"'“‘«「『《(\[]*"
_CLOSE: Final = r"[\"'”’»」』》)\]]*"
_OWNED: Final = r"(?:(?:the|its|hit|popular|\w+['’]s)\s+){0,3}"

SEASON_AFTER: Final = re.compile(
    rf"{_CLOSE}(?:['’]s\b)?{_CLOSE}\s*[,:–—|-]?\s*[(\[]?(?:"
    rf"{_SEASON}\s*#?{NUMBER}\b|s\d{{1,2}}(?:\s?e\d{{1,3}})?\b|{_SEASON}\s*\d"
    rf"|(?:{ORDINAL}\s+(?:and\s+)?){{1,2}}{_SEASON}\b)",
    re.IGNORECASE,
)
"""``X season 2``, ``X S2``, ``X (Series 4)``, ``X's second season``; to be matched where the name ends."""

SEASON_BEFORE: Final = re.compile(
    rf"(?:\b{_SEASON}\s*{NUMBER}|\b{ORDINAL}\s+{_SEASON})\s+of\s+{_OWNED}{_OPEN}$", re.IGNORECASE
)
"""``season 2 of X``, ``the second series of Netflix's X``; ends where the name begins."""

TV_AFTER: Final = re.compile(
    rf"{_CLOSE}(?:['’]s?\b)?{_CLOSE},?\s+(?:star(?:s|red|ring)?|creators?|co-creators?|showrunners?|actors?|actress"
    r"|cast|fans?|fandom|trailer|teaser|finale|premiere[ds]?|recap|review|episodes?|spoilers?|spin-?offs?|franchise"
    r"|reboot|remake|prequel|series|show|writers?|executive producer|season|universe|ending explained|release date"
    r"|(?:is|was|has been|gets|been|not|officially)?\s*(?:renewed|cancel(?:l?ed|s)?|axed|scrapped|picked up)"
    r"|renewal|cancellation|returns?\b|coming back|to (?:end|return|premiere)|(?:will|won['’]t) (?:return|end|premiere)"
    r"|(?:begins|resumes|starts|wraps|is|are|has been|have been) (?:filming|production|shooting))\b",
    re.IGNORECASE,
)
"""``X star``, ``X renewed``, ``X's finale``; to be matched where the name ends."""

TV_LABEL_AFTER: Final = re.compile(
    rf"{_CLOSE}(?:['’]s?\b)?\s+(?:(?:series|season|finale|show|tv)\s+)?(?:review|recap|trailer|teaser|ending explained"
    r"|cast guide|release date|renewal status)\s*(?:[:–—|,-]|$)",
    re.IGNORECASE,
)
"""``X review: ...``: what headlines set behind a title; to be matched where the name ends."""

TV_BEFORE: Final = re.compile(
    r"(?:\b(?:series|drama|comedy|sitcom|show|thriller|k-?drama|anime|dramedy|programme|spin-?off|hit|smash|remake"
    r"|watch(?:ing|ed|es)?|rewatch(?:ing|ed)?|bing(?:e|ing|ed)(?:-watch\w*)?|stream(?:ing|ed|s)?"
    r"|renew(?:ing|ed|s|al)?|cancel(?:l?ed|l?ing|s)?|ax(?:ed|es|ing)|order(?:ed|s)|reviv(?:ed|es|ing)|saves|saved"
    r"|starr?(?:ed|s|ing)? in|appear(?:ed|s|ing)? (?:in|on))"
    r"|\b(?:seasons?|series|episodes?|finale|premiere|spin-?offs?|remake|cast|creators?|co-creators?|showrunners?"
    r"|writers?|director|stars?|fans|trailer|teaser|recap|review|future|return|renewal|cancellation)\s+(?:of|to|for|on)"
    rf"|\b(?:{'|'.join(sorted(map(re.escape, BRANDS)))})['’]s?(?:\s+(?:hit|new|own|drama|series))*"
    rf")\s+{_OWNED}{_OPEN}$",
    re.IGNORECASE,
)
"""``the drama X``, ``renewed X``, ``the creator of X``, ``Netflix's X``; ends where the name begins."""

OTHER_MEDIUM_BEFORE: Final = re.compile(
    r"\b(?:films?|movies?|novels?|books?|albums?|songs?|singles?|bands?|musicals?|podcasts?|memoirs?|operas?|poems?"
    rf"|video\s?games?|plays?)\s*,?\s+{_OPEN}$",
    re.IGNORECASE,
)
"""``the film X``: a namesake; ends where the name begins."""

NUMBER_AFTER: Final = re.compile(
    rf"{_CLOSE}\s+\d{{1,2}}(?![\d%]|[.,:]\d|st\b|nd\b|rd\b|th\b|\s*(?:million|percent|per))"
)
"""``Title 2``; to be matched where the name ends."""

IN_PASSING_AFTER: Final = re.compile(
    rf"{_CLOSE}(?:['’]s?\b)?\s+(?:co-)?(?:stars?|alum(?:s|ni|na)?|actors?|actress|creators?|director|writers?"
    r"|showrunners?|breakout|vet(?:eran)?s?)\b(?!\s+(?:in|on|as)\b)",
    re.IGNORECASE,
)
"""``X star joins ...``: the headline speaks of a person; to be matched where the name ends."""

IN_PASSING_BEFORE: Final = re.compile(
    r"\b(?:like|the next|another|(?:for )?fans of|from the (?:makers|creators?) of|inspired by|better than|beats?)\s+"
    rf"{_OPEN}$",
    re.IGNORECASE,
)
"""``shows like X``: a comparison; ends where the name begins."""

SEASON_WORDING: Final = re.compile(rf"\b{_SEASON}\s*{NUMBER}\b|\b{ORDINAL}\s+{_SEASON}\b", re.IGNORECASE)
"""``season 3`` anywhere."""

COUNTRIES: Final = {
    "us": "us", "usa": "us", "american": "us",
    "uk": "uk", "british": "uk", "bbc": "uk",
    "kr": "kr", "korea": "kr", "korean": "kr",
    "jp": "jp", "japan": "jp", "japanese": "jp",
    "au": "au", "australia": "au", "australian": "au",
    "de": "de", "germany": "de", "german": "de",
    "fr": "fr", "france": "fr", "french": "fr",
    "es": "es", "spain": "es", "spanish": "es",
    "in": "in", "india": "in", "indian": "in",
    "tr": "tr", "turkey": "tr", "turkish": "tr",
    "se": "se", "sweden": "se", "swedish": "se",
    "dk": "dk", "denmark": "dk", "danish": "dk",
    "ca": "ca", "canada": "ca", "canadian": "ca",
}  # fmt: skip
"""Words that tell one country's version of a show from another's."""

VERSION_BEFORE: Final = re.compile(
    rf"\b(?P<country>[A-Za-z]+|u\.[ks]\.)\s+(?:(?:version|original|remake|adaptation)\s+(?:of\s+)?)?{_OPEN}$",
    re.IGNORECASE,
)
"""``the British X``; ends where the name begins."""

VERSION_AFTER: Final = re.compile(rf"{_CLOSE}\s*\((?P<country>[A-Za-z]+|u\.[ks]\.)\)", re.IGNORECASE)
"""``X (UK)``; to be matched where the name ends."""
