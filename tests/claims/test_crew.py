"""Who makes the coming season: manners of saying so, by family, with near-misses.

The article is of 13 March 2024; its show is Harbor Lights and its season, unless the sentence names another, the
third. The cells are those of ``people_tables``.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in
from tests.claims.people_tables import meant, told

CREW = {
    "Ann Lee is to carry on as showrunner.": "showrunner: Ann Lee",
    "Ann Lee shares the showrunner title with Bo Diaz this time around.": "showrunner: Ann Lee, Bo Diaz",
    "Ann Lee and Bo Diaz share showrunner duty on the new season.": "showrunner: Ann Lee, Bo Diaz",
    "Ann Lee and Bo Diaz are the showrunners once more.": "showrunner: Ann Lee, Bo Diaz",
    "Ann Lee and Bo Diaz run season 3 together as showrunners.": "showrunner: Ann Lee, Bo Diaz",
    "Ann Lee will be sole showrunner.": "showrunner: Ann Lee",
    "Ann Lee has vacated the showrunner's chair.": "showrunner denied: Ann Lee",
    "Ann Lee hands over the showrunner job to Bo Diaz.": "showrunner: Bo Diaz | showrunner denied: Ann Lee",
    "Director Ann Lee and writer Bo Diaz are in charge of the third season.": "director: Ann Lee | writer: Bo Diaz",
    "There are three directors: Ann Lee, Bo Diaz and Cy Twan.": "director: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee is directing all six episodes from scripts by Bo Diaz.": "director: Ann Lee | writer: Bo Diaz",
    "Ann Lee directs the season.": "director: Ann Lee",
    "Ann Lee has given up the director's chair, which goes to Bo Diaz.": "director denied: Ann Lee | director: Bo Diaz",
    "Direction of the third season is with Ann Lee.": "director: Ann Lee",
    "Ann Lee won't direct any of the new episodes.": "director denied: Ann Lee",
    "Bo Diaz handles the scripts.": "writer: Bo Diaz",
    "Bo Diaz has written the third season on his own.": "writer: Bo Diaz",
    "Bo Diaz again wrote the script.": "writer: Bo Diaz",
    "Bo Diaz is rewriting the opening episodes.": "writer: Bo Diaz",
    "The story of the new season is by Bo Diaz.": "writer: Bo Diaz",
    "Executive producer on the season: Cy Twan.": "producer: Cy Twan",
    "Cy Twan has become a producer for season 3.": "producer: Cy Twan",
    "Cy Twan is keeping her executive producer stripe on season 3.": "producer: Cy Twan",
    "Cy Twan will exec produce.": "producer: Cy Twan",
    "Executive producers are Ann Lee, Bo Diaz and Cy Twan.": "producer: Ann Lee, Bo Diaz, Cy Twan",
    "Showrunner Ann Lee told reporters that it was fun.": "",
    "Harbor Lights, from creator Ann Lee, is a hit.": "",
    "Ann Lee directed the first season.": "",
    "Ann Lee wrote on Instagram that she was happy.": "",
}

CREW_AGAIN = {
    "Bo Diaz will serve as showrunner and executive produce with Cy Twan.": (
        "showrunner: Bo Diaz | producer: Bo Diaz, Cy Twan"
    ),
    "Bo Diaz takes the reins from Ann Lee, who stepped down as showrunner.": (
        "showrunner: Bo Diaz | showrunner denied: Ann Lee"
    ),
    "Bo Diaz replaces Ann Lee as showrunner.": "showrunner: Bo Diaz | showrunner denied: Ann Lee",
    "Bo Diaz has been named the new showrunner.": "showrunner: Bo Diaz",
    "Bo Diaz steps in as showrunner.": "showrunner: Bo Diaz",
    "Creator Ann Lee returns as showrunner, writer and executive producer.": (
        "showrunner: Ann Lee | writer: Ann Lee | producer: Ann Lee"
    ),
    "Ann Lee is also among the executive producers of the new season.": "producer: Ann Lee",
    "Season 3 is executive produced by Ann Lee, Bo Diaz and Cy Twan.": "producer: Ann Lee, Bo Diaz, Cy Twan",
    "Season 3 was written by Bo Diaz and directed by Ann Lee.": "writer: Bo Diaz | director: Ann Lee",
    "Ann Lee will helm all six episodes.": "director: Ann Lee",
    "Ann Lee will pen the third season.": "writer: Ann Lee",
    "Ann Lee is attached to direct.": "director: Ann Lee",
    "Ann Lee directs from a script by Bo Diaz.": "director: Ann Lee | writer: Bo Diaz",
    "Directors for season 3 include Ann Lee and Bo Diaz.": "director: Ann Lee, Bo Diaz",
    "Ann Lee steps down as showrunner but remains an executive producer.": (
        "showrunner denied: Ann Lee | producer: Ann Lee"
    ),
    "Ann Lee will not direct season 3.": "director denied: Ann Lee",
    "Ann Lee may direct an episode.": "director possible: Ann Lee",
    "Ann Lee returns. She will also direct two episodes.": "director: Ann Lee",
    "Showrunners Ann Lee and Bo Diaz are back for season 3.": "showrunner: Ann Lee, Bo Diaz",
    "Ann Lee, who directed the pilot, smiled.": "",
    "The Ann Lee-directed pilot was loud.": "",
    "Executive producer Ann Lee told Variety that season 3 is coming.": "",
    "Ann Lee co-created the series with Bo Diaz.": "",
    "Ann Lee and Bo Diaz are writing the scripts.": "writer: Ann Lee, Bo Diaz",
}

CREW_TRADE = {
    "Ann Lee serves as showrunner, with Bo Diaz directing.": ("showrunner: Ann Lee | director: Bo Diaz"),
    "The third season is helmed by Ann Lee.": ("director: Ann Lee"),
    "Ann Lee will write and direct the third season.": ("writer: Ann Lee | director: Ann Lee"),
    "Ann Lee and Bo Diaz serve as co-showrunners on season 3.": ("showrunner: Ann Lee, Bo Diaz"),
    "Ann Lee returns to direct alongside Bo Diaz.": ("director: Ann Lee, Bo Diaz"),
    "Ann Lee executive produces.": ("producer: Ann Lee"),
    "Executive producers for the third season include Ann Lee and Bo Diaz.": ("producer: Ann Lee, Bo Diaz"),
    "Bo Diaz takes over as showrunner from Ann Lee.": ("showrunner: Bo Diaz | showrunner denied: Ann Lee"),
    "Ann Lee is out as showrunner.": ("showrunner denied: Ann Lee"),
    "Ann Lee is no longer the showrunner.": ("showrunner denied: Ann Lee"),
    "The season is directed by Ann Lee and written by Bo Diaz.": ("director: Ann Lee | writer: Bo Diaz"),
    "Ann Lee is directing the finale.": ("director: Ann Lee"),
    "Director Bo Diaz returns for season 3.": ("director: Bo Diaz"),
    "Ann Lee will showrun the third season.": ("showrunner: Ann Lee"),
    "Ann Lee is writing the new episodes with Bo Diaz.": ("writer: Ann Lee, Bo Diaz"),
    "Ann Lee directed two episodes of season 2.": (""),
    "Director Bo Diaz told fans to wait.": (""),
}

SHOWRUNNERS = {
    "Bo Diaz takes over as showrunner from Ann Lee, who remains an executive producer.": (
        "showrunner: Bo Diaz | showrunner denied: Ann Lee | producer: Ann Lee"
    ),
    "Season 3 arrives under new showrunner Bo Diaz.": "showrunner: Bo Diaz",
    "Co-showrunners Ann Lee and Bo Diaz return for the third season.": "showrunner: Ann Lee, Bo Diaz",
    "Showrunner duties pass to Bo Diaz.": "showrunner: Bo Diaz",
    "Ann Lee hands the reins over to Bo Diaz as showrunner.": "showrunner: Bo Diaz | showrunner denied: Ann Lee",
    "Ann Lee and Bo Diaz will serve as co-showrunners, with Cy Twan as executive producer.": (
        "showrunner: Ann Lee, Bo Diaz | producer: Cy Twan"
    ),
    "Ann Lee, who created the series, stays in place as showrunner.": "showrunner: Ann Lee",
    "Ann Lee is stepping down as showrunner.": "showrunner denied: Ann Lee",
    "Ann Lee, after three years, is stepping aside as showrunner. Bo Diaz has been promoted to showrunner.": (
        "showrunner denied: Ann Lee | showrunner: Bo Diaz"
    ),
    "Netflix has hired Bo Diaz as the new showrunner.": "showrunner: Bo Diaz",
    "With Ann Lee back as showrunner, filming begins in May.": "showrunner: Ann Lee",
    "Ann Lee might return as showrunner.": "showrunner possible: Ann Lee",
    "Ann Lee is expected to stay on as showrunner.": "showrunner expected: Ann Lee",
    "Ann Lee was the showrunner of season 2.": "",
    "Ann Lee, best known as showrunner of Salt Road, smiled.": "",
    "It is unclear whether Ann Lee will return as showrunner.": "",
    "Showrunner Ann Lee told Variety that she had fun.": "",
    "Showrunner Ann Lee has confirmed that season 3 is coming.": "",
}

DIRECTORS = {
    "Ann Lee is back behind the camera for season 3.": "director: Ann Lee",
    "Ann Lee directs the first two episodes and Bo Diaz the rest.": "director: Ann Lee, Bo Diaz",
    "Ann Lee and Bo Diaz direct.": "director: Ann Lee, Bo Diaz",
    "Ann Lee writes and Bo Diaz directs; Cy Twan produces.": "writer: Ann Lee | director: Bo Diaz | producer: Cy Twan",
    "Bo Diaz returns to the director's chair.": "director: Bo Diaz",
    "Ann Lee hands over the director's chair to Bo Diaz.": "director: Bo Diaz | director denied: Ann Lee",
    "Directed by Ann Lee, season 3 has eight episodes.": "director: Ann Lee",
    "The eight-episode season is directed by Ann Lee and Bo Diaz.": "director: Ann Lee, Bo Diaz",
    "Ann Lee, who directed the first season, has handed over to Bo Diaz.": (
        "director: Bo Diaz | director denied: Ann Lee"
    ),
    "Bo Diaz has been tapped to direct the third season.": "director: Bo Diaz",
    "Ann Lee and Bo Diaz are among the directors.": "director: Ann Lee, Bo Diaz",
    "Ann Lee will direct, as will Bo Diaz.": "director: Ann Lee, Bo Diaz",
    "Ann Lee is directing her first feature.": "",
    "Ann Lee directed all of the episodes made so far.": "",
    "Music director Ann Lee is back.": "",
    "Bring the kettle, a direct flight and Ann Lee.": "",
}

WRITERS = {
    "Ann Lee, who created the series, writes all six episodes.": "writer: Ann Lee",
    "Bo Diaz penned the scripts for the third season.": "writer: Bo Diaz",
    "The third season is penned by Ann Lee.": "writer: Ann Lee",
    "Scripts for the new season come from Bo Diaz.": "writer: Bo Diaz",
    "Ann Lee is back in the writers' room.": "writer: Ann Lee",
    "Ann Lee takes care of the scripts.": "writer: Ann Lee",
    "Ann Lee, who wrote and directed all of the first season, will do both jobs again.": (
        "writer: Ann Lee | director: Ann Lee"
    ),
    "Ann Lee will write and executive produce the third season.": "writer: Ann Lee | producer: Ann Lee",
    "Ann Lee hasn't written any of the new episodes.": "writer denied: Ann Lee",
    "Ann Lee writes on Instagram that she is happy.": "",
    "Ann Lee has written a novel about a lighthouse.": "",
    "Ann Lee is writing a book.": "",
    "Fans can write to Ann Lee.": "",
}

PRODUCERS = {
    "Ann Lee, Bo Diaz and Cy Twan executive produce.": "producer: Ann Lee, Bo Diaz, Cy Twan",
    "Executive producers: Ann Lee, Bo Diaz.": "producer: Ann Lee, Bo Diaz",
    "Ann Lee for Lowbow Pictures and Bo Diaz of Copperline executive produce.": "producer: Ann Lee, Bo Diaz",
    "Ann Lee, also an executive producer on the new season, is in Cork.": "producer: Ann Lee",
    "Season 3 is produced by Lowbow Pictures.": "",
    "Executive producer Ann Lee smiled.": "",
    "The album was produced by a friend of Ann Lee.": "",
}

NEWSROOMS = {
    "Ann Lee will return to direct the premiere and the finale.": "director: Ann Lee",
    "Returning directors include Ann Lee and Bo Diaz.": "director: Ann Lee, Bo Diaz",
    "Bo Diaz has been brought in to run season 3.": "showrunner: Bo Diaz",
    "The third season will be overseen by Ann Lee.": "showrunner: Ann Lee",
    "Season 3 will be written and directed by Ann Lee.": "writer: Ann Lee | director: Ann Lee",
    "Ann Lee will once again write every episode, with Bo Diaz directing.": "writer: Ann Lee | director: Bo Diaz",
    "Ann Lee is set to direct four episodes of the new season, while Bo Diaz will helm the other four.": (
        "director: Ann Lee, Bo Diaz"
    ),
    "Ann Lee continues to serve as showrunner and executive producer.": "showrunner: Ann Lee | producer: Ann Lee",
    "Ann Lee serves as creator, showrunner and executive producer on season 3.": (
        "creator: Ann Lee | showrunner: Ann Lee | producer: Ann Lee"
    ),
    "Bo Diaz, who joined as showrunner this season, executive produces with Ann Lee.": (
        "showrunner: Bo Diaz | producer: Bo Diaz, Ann Lee"
    ),
    "The new season has a new showrunner in Bo Diaz.": "showrunner: Bo Diaz",
    "Ann Lee has exited as showrunner, and Bo Diaz has replaced her.": (
        "showrunner denied: Ann Lee | showrunner: Bo Diaz"
    ),
    "Ann Lee will no longer serve as showrunner.": "showrunner denied: Ann Lee",
    "Ann Lee is not returning as director.": "director denied: Ann Lee",
    "The directing duties on season 3 are shared by Ann Lee and Bo Diaz.": "director: Ann Lee, Bo Diaz",
    "Also behind the camera this season are Ann Lee and Bo Diaz.": "director: Ann Lee, Bo Diaz",
    "Season 3 comes from showrunner Ann Lee.": "showrunner: Ann Lee",
    "Season 3 is executive produced by Ann Lee, Bo Diaz and Cy Twan for Lowbow Pictures.": (
        "producer: Ann Lee, Bo Diaz, Cy Twan"
    ),
    "Ann Lee returns as executive producer and will also write two episodes.": "producer: Ann Lee | writer: Ann Lee",
    "Ann Lee confirmed she is directing an episode of season 3.": "director: Ann Lee",
    "Ann Lee told Variety that he will direct the finale.": "director: Ann Lee",
    "Director Ann Lee and writer Bo Diaz return for the third season.": "director: Ann Lee | writer: Bo Diaz",
    "Ann Lee is taking over directing from Bo Diaz.": "director: Ann Lee | director denied: Bo Diaz",
    "Bo Diaz takes over writing duties from Ann Lee.": "writer: Bo Diaz | writer denied: Ann Lee",
    "The scripts for season 3 were written by Bo Diaz.": "writer: Bo Diaz",
    "Bo Diaz is hard at work on the scripts.": "writer: Bo Diaz",
    "Ann Lee has finished writing season 3.": "writer: Ann Lee",
    "Ann Lee has started writing the third season.": "writer: Ann Lee",
    "Ann Lee remains at the helm.": "showrunner: Ann Lee",
    "Ann Lee stays on as an exec producer but won't direct.": "producer: Ann Lee | director denied: Ann Lee",
    "Ann Lee will executive produce alongside showrunner Bo Diaz.": "producer: Ann Lee, Bo Diaz",
    "Written by Bo Diaz and directed by Ann Lee, the third season follows Kim.": "writer: Bo Diaz | director: Ann Lee",
    "Ann Lee hopes to direct again.": "director possible: Ann Lee",
    "Created by Ann Lee, Harbor Lights stars Bo Diaz.": "",
    "Harbor Lights is written by Ann Lee and directed by Bo Diaz.": "",
    "The first season was directed by Ann Lee and written by Bo Diaz.": "",
    "Ann Lee, who wrote the first two seasons, is not involved.": "",
    "Ann Lee, the writer of Salt Road, liked it.": "",
    "Season 2 was helmed by Ann Lee.": "",
    "Ann Lee has directed several films.": "",
    "Ann Lee produces a podcast.": "",
    "The show's casting director Ann Lee is back.": "",
    "Ann Lee is a producer on Salt Road.": "",
    "Executive producer Ann Lee says that season 3 will be dark.": "",
    "Ann Lee, director of the documentary, met Bo Diaz.": "",
}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param(*case, id=case[0])
        for table in (CREW, CREW_AGAIN, CREW_TRADE, SHOWRUNNERS, DIRECTORS, WRITERS, PRODUCERS, NEWSROOMS)
        for case in table.items()
    ],
)
def test_a_wording_tells_who_makes_it(text: str, cell: str) -> None:
    assert told(claims_in(text), "crew", characters=False) == meant(cell)


def test_lines_of_credits_are_read() -> None:
    text = "The staff of season 3:\n\nDirector: Ann Lee\nScripts: Bo Diaz\nMusic: Cy Twan"
    assert told(claims_in(text), "crew", characters=False) == meant("director: Ann Lee | writer: Bo Diaz")


def test_a_family_is_named_by_its_surname() -> None:
    text = "Robert and Michelle King made it. The Kings are once again the showrunners."
    assert told(claims_in(text), "crew", characters=False) == meant("showrunner: Robert King, Michelle King")
