"""A text as blocks and sentences with exact offsets: what is a paragraph, a heading, a link line, a prompt.

Pure and linear: every line is looked at once, and a sentence is never longer than ``MAX_SENTENCE_CHARS``, which
bounds the work of every pattern that later runs over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aggregator.claims.interviews import ASKS, name_of, speakers_in

MAX_SENTENCE_CHARS: Final = 700
"""Longer ones are cut at a space; real sentences of 100 words have some 600 characters."""

MAX_HEADING_WORDS: Final = 14
MAX_QUESTION_WORDS: Final = 18


class BlockKind(StrEnum):
    """What a line of an article is."""

    TITLE = "title"
    HEADING = "heading"
    QUESTION = "question"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LINK = "link"
    UPDATE = "update"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``text[start:end]``; no white space at either end."""

    start: int
    end: int
    text: str

    @property
    def is_question(self) -> bool:
        """It asks, so it claims nothing."""
        return self.text.rstrip("\"”’')] ").endswith("?")


@dataclass(frozen=True, slots=True)
class Block:
    """A line with its sentences. ``heading`` is the index of the heading above it, None where there is none."""

    kind: BlockKind
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    heading: int | None
    group: int
    """Lines with no blank line between them have the same number."""
    is_old: bool = False
    """The page itself marks it as older than an update above it."""
    speaker: str | None = None
    """In an interview: ``interviews.ASKS`` or ``interviews.ANSWERS``."""


_LINK_LABEL: Final = re.compile(
    r"[\W_]*(?:read\s+(?:more|also|next|on|about|this|our)|also\s+read|related|see\s+also"
    r"|see\s+more|must[\s-]+reads?|trending"
    r"|more\s+(?:on|from|interviews?|reviews?|stories|news|like|in|about|to\s+read)\b|you\s+(?:may"
    r"|might)\s+(?:also\s+)?(?:like|enjoy)"
    r"|recommended|next(?:\s+up|\s+post)?\s*:|next\s+read|previous(?:\s+post)?\s*:|don['’]t\s+miss"
    r"|what\s+to\s+watch|elsewhere|in\s+other\s+news"
    r"|also\s+on|also\s+see|latest\s+(?:posts?|news|stories)|similar\s+\w+|popular\s+(?:now|posts"
    r"|stories)|most\s+(?:read|popular)|editor['’]?s['’]?\s+picks?"
    r"|keep\s+reading\s*:|continue\s+reading|further\s+reading|watch\s+next|up\s+next"
    r"|check\s+(?:out\s+)?also|links?\s*:)"
    r"(?:\s+(?:stories|articles?|posts?|news|now|about|reading|content|links?|on\s+\w+))?(?:[^:"
    r"|\n]{0,30}?(?P<rest>[:|»>–-]|$)|(?<=:))",
    re.IGNORECASE,
)
_ARROW: Final = re.compile(r"\s*[←→»«►▶➤]")
_BOILERPLATE: Final = re.compile(
    r"[\W_]*(?:tags?\s*:|tagged|filed\s+under|share\s+(?:this|it|on|via|with)|follow\s+(?:us|me"
    r"|\w+\s+(?:for|on))|sign\s+up|subscribe|source\b.{0,12}$|source\s*:|sources?\s*:"
    r"|via\s*:|watch\s+now$|photographs?\s*:|photo(?:s|\s+credit)?\s*:|image(?:s|\s+credit)?\s*:"
    r"|post\s+navigation|copyright|©|leave\s+a\s+(?:comment|reply)|your\s+email"
    r"|add\s+comment|please\s+enter|click\s+here|get\s+the\s+(?:day|latest|best|look)"
    r"|home\s*[»>›/]|advertisement|-\s*advertisement|sponsored|comments\s+are\s+(?:open|closed)"
    r"|all\s+rights\s+reserved|watch\s+\S.{0,60}\bbelow!?$|how\s+does\s+this\s+article"
    r"|by\s+\w+\s+\w+$|email\s+the\s+desk|got\s+a\s+tip|renew\s+your\s+subscription"
    r"|\(?with\s+inputs?\s+from|\(end\)$|words\s*:|editing\s+by|reporting\s+by|\(?reporting"
    r"|\(?editing|stay\s+tuned|cookie|we\s+use\s+cookies|accept\s+all|newsletter"
    r"|download\s+(?:our|the)|join\s+(?:our|the)\s+(?:discord|telegram|whatsapp|conversation"
    r"|newsletter)|this\s+(?:post|article)\s+(?:may\s+contain|contains)\s+affiliate)",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"[\W_]*(?:comments?(?:\s*\(\d+\))?|\d+\s+(?:comments?|responses?|replies|thoughts).{0,60}"
    r"|leave\s+a\s+(?:comment|reply)|join\s+the\s+conversation|add\s+(?:a\s+)?comment)[\W_]*$",
    re.IGNORECASE,
)
_BIO: Final = re.compile(
    r"[\W_]*(?:about\s+the\s+(?:author|writer)|author\s+bio|written\s+by(?=[^,.]{0,60}\.?$))\b", re.IGNORECASE
)
_UPDATE: Final = re.compile(r"[\W_]*(?:update[ds]?|breaking|edit|latest)\b[^:\n]{0,40}[:–—]", re.IGNORECASE)
_ORIGINAL: Final = re.compile(
    r"[\W_]*(?:(?:the\s+|our\s+|from\s+our\s+)?(?:original|previous|earlier|older|first)(?:ly)?\s+(?:story|article|post|report|version"
    r"|text|update|guide|answers?|coverage|entr(?:y|ies)|piece|bulletin|copy)s?|[^.!?\n]{0,40}[(:–-]\s?(?:older|earlier|previous)\s+(?:updates|entries|news|posts)\b|previously\s*[:–—-]|previously$|as\s+published"
    r"|first\s+published|(?:first\s+|originally\s+)?written\s+(?:on|in)|from\s+our\s+archive)\b",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"\s*(?:[-*•·–—▪●]|\d{1,2}[.)])\s+")
_MARKED: Final = re.compile(r"[-*•·▪●]\s")
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]\s+\S")
_WORD: Final = re.compile(r"\S+")
_TERMINAL: Final = (".", "!", "…", ":", ";", ",", '"', "”", "’", ")")

# The end of a sentence: a stop, what closes after it, white space, and something that can begin another.
_STOP: Final = re.compile(r"[.!?…][\"”’'»)\]]{0,3}\s+(?=[\"“‘'«(\[]{0,3}[^\W_a-z])")
_ABBREVIATED_WORDS: Final = (
    "Mr Mrs Ms Dr Prof St Sgt Capt Det Insp Supt Hon Fr Sen Gov Cmdr Cpl Pvt Lt Col Gen Rev Jr Sr vs Inc Ltd Co Corp No"
    " Vol Ep Eps approx est etc feat Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Calif"
    " Fla Mass Ont Ave Blvd"
)
_ABBREVIATED: Final = frozenset(_ABBREVIATED_WORDS.split())
_LAST_WORD: Final = re.compile(r"\w+(?=\.\Z)")
_LETTERS: Final = re.compile(r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|(?:^|[\s(“\"‘])[A-Z])\.\Z")
"""An initial, or several letters with a stop after each: "e.g.", "U.S."."""
_LAST_INITIAL: Final = re.compile(r"\w\s(?:[A-Z]|Jr|Sr|Dr)\.\Z")
_NUMBER: Final = "No"
"""Short for a number only where one follows."""
_AFTER_AM_PM: Final = re.compile(r"\b[ap]\.m\.\Z", re.IGNORECASE)
_LOOK_BACK: Final = 12


def read_text(text: str) -> list[Block]:
    """The blocks of an article's text, in order."""
    lines = list(_lines(text))
    reader = _BlockReader(speakers_in(text[start:end] for start, end, _ in lines))
    sizes: dict[int, int] = {}
    for _, _, group in lines:
        sizes[group] = sizes.get(group, 0) + 1
    following = [*lines[1:], (0, 0, -1)][: len(lines)]
    for (start, end, group), (next_start, next_end, next_group) in zip(lines, following, strict=True):
        opens_list = next_group == group and bool(_MARKED.match(text, next_start, next_end))
        reader.add(text, start, end, group, alone=sizes[group] == 1, opens_list=opens_list)
    return reader.blocks


def read_title(title: str) -> Block:
    """The headline as a block of its own."""
    return Block(BlockKind.TITLE, 0, len(title), tuple(sentences_of(title, 0, len(title))), None, -1)


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and group of each line that is not blank, trimmed."""
    position, group = 0, 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body[0])
            yield start, start + len(body), group
        else:
            group += 1
        position += len(line)


class _BlockReader:
    def __init__(self, speakers: Mapping[str, str]) -> None:
        self.speakers = speakers
        self.blocks: list[Block] = []
        self.heading: int | None = None
        self.link_group = self.bio_group = -1
        self.after_comments = self.old = False

    def add(self, text: str, start: int, end: int, group: int, *, alone: bool, opens_list: bool) -> None:
        line = text[start:end]
        turn = name_of(line)
        speaker = self.speakers.get(turn[0]) if turn else None
        if turn and speaker:
            start += turn[1]
            kind = BlockKind.QUESTION if speaker == ASKS and line.endswith("?") else BlockKind.PARAGRAPH
            self.heading = None if speaker == ASKS else self.heading
        else:
            kind = self._kind(line, group, alone=alone, opens_list=opens_list)
        if kind in {BlockKind.ITEM, BlockKind.HEADING, BlockKind.QUESTION} and (bullet := _BULLET.match(line)):
            start += bullet.end()
        if _ORIGINAL.match(line) and self.blocks:
            self.old = True
            kind = BlockKind.BOILERPLATE if kind is BlockKind.HEADING else kind
        if kind is BlockKind.LINK:
            sentences = tuple(_links(text, start, end))
        elif kind is BlockKind.BOILERPLATE:
            sentences = ()
        else:
            sentences = tuple(sentences_of(text, start, end))
        self.blocks.append(Block(kind, start, end, sentences, self.heading, group, self.old, speaker))
        if kind in {BlockKind.HEADING, BlockKind.QUESTION}:
            self.heading = len(self.blocks) - 1

    def _kind(self, line: str, group: int, *, alone: bool, opens_list: bool) -> BlockKind:
        if group == self.link_group or _ARROW.match(line):
            return BlockKind.LINK
        label = _LINK_LABEL.match(line)
        if label and (label[0].endswith(":") or label["rest"] or label.end() == len(line)) and not _is_prose(line):
            self.link_group = group if label.end() >= len(line) - 1 else -1
            return BlockKind.LINK
        if self._is_boilerplate(line, group):
            return BlockKind.BOILERPLATE
        if _UPDATE.match(line):
            return BlockKind.UPDATE
        return _shape(line, alone=alone, opens_list=opens_list)

    def _is_boilerplate(self, line: str, group: int) -> bool:
        if _COMMENTS.match(line):
            self.after_comments = True
        elif _BIO.match(line):
            self.bio_group = group if ":" in line else group + 1
            return True
        return self.after_comments or group == self.bio_group or bool(_BOILERPLATE.match(line))


def _shape(line: str, *, alone: bool, opens_list: bool) -> BlockKind:
    """Heading, question, list item or paragraph, by length and the marks at both ends."""
    words = len(line[:MAX_SENTENCE_CHARS].split())
    if _NUMBERED.match(line) and words <= MAX_HEADING_WORDS and not line.endswith((".", ":", ",")):
        return BlockKind.QUESTION if line.endswith("?") else BlockKind.HEADING
    if line.endswith("?") and words <= MAX_QUESTION_WORDS and not _STOP.search(line[:-1]):
        return BlockKind.QUESTION
    if _BULLET.match(line):
        return BlockKind.ITEM
    if opens_list and words <= MAX_HEADING_WORDS and not line.endswith((".", ",")):
        return BlockKind.HEADING
    if not alone and not _ends_sentence(line) and words <= MAX_QUESTION_WORDS:
        return BlockKind.ITEM
    if words <= MAX_HEADING_WORDS and alone and _is_heading(line):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _ends_sentence(line: str) -> bool:
    """A stop at the end is one of a sentence, not of an initial or a "Jr." in a list of names."""
    if _LAST_INITIAL.search(line):
        return False
    return line.endswith((".", "!", "?"))


def _is_prose(line: str) -> bool:
    """A paragraph that happens to begin like a label: more than a line, with a full stop in it."""
    return line.endswith(".") and len(line) > 90


def _is_heading(line: str) -> bool:
    if line.endswith(_TERMINAL) and not line.endswith((")", "!", ":", "’")):
        return False
    if line.endswith("!"):
        words = [word for word in _WORD.findall(line) if word[0].isalpha()]
        return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
    return True


def _links(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The headlines on a link line, without its label."""
    line = text[start:end]
    label = _LINK_LABEL.match(line) or _ARROW.match(line)
    position = start + (label.end() if label else 0)
    for part in re.split(r"(\s+[|•·]\s+|\s{3,})", text[position:end]):
        body = part.strip(" |•·:")
        if body:
            at = position + part.index(body[0])
            yield from _bounded(text, at, at + len(body))
        position += len(part)


def sentences_of(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of ``text[start:end]``, which is one line."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if text[stop.start()] == "." and _is_abbreviation(text, stop):
            continue
        yield from _bounded(text, begin, stop.end())
        begin = stop.end()
    yield from _bounded(text, begin, end)


def _is_abbreviation(text: str, stop: re.Match[str]) -> bool:
    before = text[max(0, stop.start() - _LOOK_BACK) : stop.start() + 1]
    last = _LAST_WORD.search(before)
    if last and len(last[0]) > 1:
        is_negation = last[0] == _NUMBER and not text[stop.end() : stop.end() + 1].isdigit()
        return last[0] in _ABBREVIATED and not is_negation
    return bool(_LETTERS.search(before)) and not _AFTER_AM_PM.search(before)


def _bounded(text: str, start: int, end: int) -> Iterator[Sentence]:
    """``text[start:end]`` without outer white space, in pieces of at most MAX_SENTENCE_CHARS."""
    while start < end:
        piece_end = end
        if end - start > MAX_SENTENCE_CHARS:
            space = text.rfind(" ", start + 1, start + MAX_SENTENCE_CHARS)
            piece_end = space if space > start else start + MAX_SENTENCE_CHARS
        body = text[start:piece_end].strip()
        if body:
            at = start + text[start:piece_end].index(body[0])
            yield Sentence(at, at + len(body), body)
        start = piece_end
