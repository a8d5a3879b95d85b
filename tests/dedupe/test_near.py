"""Each rule of ``near`` alone; ``test_labelled`` has the stories of real length."""

import random
import time

import pytest

from aggregator.dedupe import Likeness, Resemblance, compare, read

LEAD = (
    "Halcyon has ordered a second season of the island drama Grey Gulls, the company said on Monday, ten days after "
    "the first one ended with the ferry on the rocks and the mayor in the water."
)
MIDDLE = (
    "Greta Lund and Tom Sorley return as the keepers of the light. Filming starts on 4 May in Oban and will take "
    "until August, with eight new episodes planned and a budget of 30 million pounds."
)
END = (
    "The first season had 3.1 million viewers and was sold to 40 countries. Its creator, Maeve Tarrant, said that "
    "she had always known where the story would go, and that the gulls would be real this time."
)
STORY = f"{LEAD}\n\n{MIDDLE}\n\n{END}"
LONG = f"{STORY}\n\n" + " ".join(
    f"In the village of {name} they remember a different winter, when {number} boats were lost off the point."
    for number, name in enumerate(["Ardmore", "Balnahard", "Corran", "Dervaig", "Eorsa", "Fionn", "Gometra"], 13)
)
TITLE = "Grey Gulls to return for second season"
WALL = "We and our partners store and access information on a device for advertising and audience research. " * 5


def likeness(
    text: str, other: str, *, title: str = TITLE, other_title: str = TITLE, site: str = "b"
) -> Likeness | None:
    a = read("https://a.example/gulls", title, text)
    b = read(f"https://{site}.example/tv/1", other_title, other)
    found = compare(a, b)
    assert found == compare(b, a)
    return found


def reason(text: str, other: str, **where: str) -> Resemblance | None:
    found = likeness(text, other, **where)
    return found.reason if found else None


ONE_STORY: dict[str, tuple[str, str, dict[str, str], Resemblance]] = {
    "the same words elsewhere are a wire copy": (STORY, STORY, {}, Resemblance.WIRE_COPY),
    "under another headline they are just that": (
        STORY,
        STORY,
        {"other_title": "Gulls and ferries: island hit comes back"},
        Resemblance.REWRITTEN_HEADLINE,
    ),
    "at one site they are twin pages": (STORY, f"{STORY}\n\nShare", {"site": "a"}, Resemblance.TWIN_PAGE),
    "a dateline in place of another changes nothing": (
        f"LONDON (AFN) - {STORY}",
        f"OBAN, Scotland, June 3 - {STORY}",
        {},
        Resemblance.WIRE_COPY,
    ),
    "neither do quotes, dashes, accents and figures for words": (
        STORY,
        STORY.replace("eight", "8").replace(",", " —").replace("Greta", "Gréta"),
        {},
        Resemblance.WIRE_COPY,
    ),
    "a paragraph of the paper's own may stand between": (
        STORY,
        f"{LEAD}\n\nSorley was born in Leith, where his father ran the Anchor for 20 years.\n\n{MIDDLE}\n\n{END}",
        {},
        Resemblance.WIRE_COPY,
    ),
    "a headline of which the text says nothing is enough where both have it": (
        STORY,
        STORY,
        {"title": "Bird watchers rejoice", "other_title": "Bird watchers rejoice"},
        Resemblance.WIRE_COPY,
    ),
    "cut to the first paragraphs it is an excerpt": (LONG, f"{LEAD}\n\n{MIDDLE}", {}, Resemblance.EXCERPT),
}

TWO_STORIES: dict[str, tuple[str, str, dict[str, str]]] = {
    "another number in the midst of equal words": (STORY, STORY.replace("eight new", "six new"), {}),
    "other names in the midst of equal words": (
        STORY,
        STORY.replace("Grey Gulls", "Red Herrings").replace("Greta Lund", "Ada Voss").replace("Tarrant", "Pike"),
        {},
    ),
    "an excerpt that is gathered from all over": (LONG, f"{LEAD} {END.split('. ')[1]} {LONG[-95:]}", {}),
    "a passage from the middle": (LONG, f"{MIDDLE}\n\n{END}", {}),
    "one site's teaser of its own page": (LONG, f"{LEAD}\n\n{MIDDLE}", {"site": "a"}),
    "a text too short to be anybody's": (LEAD, LEAD, {}),
    "a wall under headlines of which it says nothing": (
        WALL,
        WALL,
        {"title": "Grey Gulls renewed again", "other_title": "Ferry drama casts Sorley"},
    ),
    "a new lead over the old background": (
        STORY,
        "The storm that hit Oban on Sunday night has destroyed the lighthouse built for Grey Gulls, and filming will "
        f"have to wait until the autumn, the producers said.\n\n{END}",
        {},
    ),
    "nothing at all": ("", "", {}),
}


@pytest.mark.parametrize("case", ONE_STORY)
def test_one_story(case: str) -> None:
    text, other, where, expected = ONE_STORY[case]
    assert reason(text, other, **where) is expected


@pytest.mark.parametrize("case", TWO_STORIES)
def test_two_stories(case: str) -> None:
    text, other, where = TWO_STORIES[case]
    assert reason(text, other, **where) is None


def test_the_similarity_is_the_part_that_is_shared() -> None:
    whole, cut = likeness(LONG, LONG), likeness(LONG, f"{LONG}\n\n{WALL}")
    assert whole is not None
    assert cut is not None
    assert whole.similarity == 1.0
    assert 0.6 < cut.similarity < 1.0


def test_a_text_made_to_be_slow_is_compared_at_once() -> None:
    rng = random.Random(4)
    texts = (
        " ".join(rng.choice(["ha", "ho"]) for _ in range(200_000)),
        "Oh Anna 4. " * 100_000,
        " ".join(f"the {rng.randrange(9)} Word{rng.randrange(300)}." for _ in range(60_000)),
    )
    start = time.process_time()
    for text in texts:
        for other in texts:
            likeness(text, other)
    assert time.process_time() - start < 9
