"""Who is who: the spellings that stand for one person among all names of one show. Pure.

Observations. A name is written in many ways, and most of them are told together by rule (`Spelling.key`, readings of
Korean names). Others are only likely: "J. Smith" is John Smith unless there is a Jane. Sameness of that kind does not
carry over: "Smith" can be John and can be Jane, and they are two.

Theory. Spellings with one key are one group, and so are those that an alias joins. Between groups, `may_be_one` draws
edges. A group with edges to two groups that have none between them is ambiguous and keeps to itself; with these set
aside, what hangs together is connected each with each (of two neighbours of one group the edge is there), so nobody is
chained to anybody by a third. Nothing depends on the order in which names come.

Known exceptions. Two people with one name are one here. An alias of one word that is given to several people is
dropped. A missed meeting is two rows for one person; a false one puts words into somebody's mouth: prefer the first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from operator import attrgetter

from aggregator.models import Authority
from aggregator.resolve.spelling import MIN_SURNAME_CHARS, Spelling, may_be_one, parse_spelling

"""Best first, as ``Authority`` lists them."""

NameUse = tuple[str, Authority]
"""A name as a source writes it, once per use."""
AliasPair = tuple[str, str]
"""Two names of one person."""


class NameBook:
    """The people behind the spellings of one show."""

    def __init__(self, people: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """``people``: each person's display name and all spellings of it."""
        self._spellings = dict(people)
        self._displays = {spelling: display for display, spellings in self._spellings.items() for spelling in spellings}

    def display(self, name: str) -> str:
        """The name under which the person whom ``name`` stands for is shown; ``name`` itself where it is not known."""
        return self._displays.get(name, name)

    def is_sure_of(self, name: str) -> bool:
        """Whether ``name`` is known and its person has no other: who uses it how often decides nothing then."""
        return name in self._displays and len(self.spellings(name)) == 1

    def extends(self, earlier: NameBook) -> bool:
        """Whether all names that were known earlier are shown as they were then."""
        return earlier._displays.items() <= self._displays.items()

    def spellings(self, name: str) -> tuple[str, ...]:
        """All spellings of the person whom ``name`` stands for, alphabetical."""
        return self._spellings.get(self.display(name), (name,))

    def several(self) -> dict[str, tuple[str, ...]]:
        """By display name, the spellings of those who have more than one."""
        return {display: spellings for display, spellings in self._spellings.items() if len(spellings) > 1}

    def people(self) -> tuple[str, ...]:
        """The display names, alphabetical."""
        return tuple(sorted(self._spellings))


def cluster_names(
    uses: Iterable[NameUse] | Mapping[NameUse, int],
    aliases: Iterable[AliasPair] = (),
    *,
    by_first_name: bool = False,
) -> NameBook:
    """The people behind ``uses``.

    Of a person's spellings the one is shown that the best sources use: best authority, then most uses by it, then the
    fullest, then the alphabet. Names that only ``aliases`` hold are never shown.

    Args:
        uses: each use of a name, with the authority of the source; or how often there is each.
        aliases: pairs of names of one person; the order within a pair does not matter.
        by_first_name: a given name alone can stand for a person, as it does for characters.
    """
    counts: dict[str, Counter[Authority]] = defaultdict(Counter)
    for (name, authority), count in Counter(uses).items():
        counts[name][authority] = count
    aliases = sorted({(min(pair), max(pair)) for pair in aliases if all(pair)})
    groups = _groups(
        {name: parse_spelling(name) for name in {*counts, *(name for pair in aliases for name in pair)}}, aliases
    )
    people = []
    for members in _people(groups, by_first_name):
        spellings = tuple(sorted(spelling for group in members for spelling in groups[group] if spelling in counts))
        if spellings:
            people.append((_display(spellings, counts), spellings))
    return NameBook(people)


def _display(spellings: Iterable[str], counts: Mapping[str, Counter[Authority]]) -> str:
    best = min((authority for one in spellings for authority in counts[one]), key=attrgetter("place"))
    return min(spellings, key=lambda one: (-counts[one][best], -len(one), one))


def _groups(spellings: Mapping[str, Spelling], aliases: Iterable[AliasPair]) -> dict[str, tuple[str, ...]]:
    """Spellings that are one by key or alias, under the least key of the group."""
    leader: dict[str, str] = {spelling.key: spelling.key for spelling in spellings.values()}

    def find(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for a, b in _unambiguous(aliases, spellings):
        low, high = sorted((find(a), find(b)))
        leader[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(spellings):
        groups[find(spellings[name].key)].append(name)
    return {key: tuple(names) for key, names in groups.items()}


def _unambiguous(aliases: Iterable[AliasPair], spellings: Mapping[str, Spelling]) -> list[AliasPair]:
    """The pairs of keys that aliases join; a name of one word that is given to several people joins nobody."""
    pairs = [(spellings[a], spellings[b]) for a, b in aliases]
    partners: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        partners[a.key].add(b.key)
        partners[b.key].add(a.key)
    by_key = {spelling.key: spelling for pair in pairs for spelling in pair}

    def is_vague(one: Spelling) -> bool:
        others = [by_key[key] for key in partners[one.key]]
        return len(one.words) == 1 and any(not may_be_one(a, b) for a, b in combinations(others, 2) if len(a.words) > 1)

    return [(a.key, b.key) for a, b in pairs if not is_vague(a) and not is_vague(b)]


def _people(groups: Mapping[str, tuple[str, ...]], by_first_name: bool) -> list[tuple[str, ...]]:
    """The groups (by key) of each person."""
    edges: dict[str, set[str]] = {key: set() for key in groups}
    forms = {key: tuple(map(parse_spelling, names)) for key, names in groups.items()}
    for one, other in _candidates(forms):
        if any(may_be_one(a, b, by_first_name=by_first_name) for a in forms[one] for b in forms[other]):
            edges[one].add(other)
            edges[other].add(one)
    sure = {
        key for key, neighbours in edges.items() if all(b in edges[a] for a, b in combinations(sorted(neighbours), 2))
    }
    return sorted({tuple(sorted({key, *(edges[key] & sure)})) if key in sure else (key,) for key in groups})


def _candidates(forms: Mapping[str, tuple[Spelling, ...]]) -> list[tuple[str, str]]:
    """Pairs of groups that share enough for a closer look: a reading, a word, or how their words begin."""
    buckets: dict[object, set[str]] = defaultdict(set)
    for key, spellings in forms.items():
        for one in spellings:
            marks: set[object] = {*one.korean, *one.given, *(reading[1:] for reading in one.korean)}
            marks |= {part[:MIN_SURNAME_CHARS] for part in (*one.parts, *one.words)}
            for mark in marks:
                buckets[mark].add(key)
            if len(one.words) == 1:
                buckets["one word"].add(key)
    return sorted({pair for keys in buckets.values() for pair in combinations(sorted(keys), 2)})
