"""Who makes the coming season, in passages as trade press, publicists, papers and content farms write them.

Each is a headline, a text and the claims that it makes, of an article of 13 March 2024 (a Wednesday); an empty list of
claims is a near-miss.
"""

from __future__ import annotations

import pytest

from aggregator.models import Claim
from tests.claims.helpers import claims_in

PASSAGES = [
    (
        "Harbor Lights Season 4: cast and crew",
        "Dana Voss returns as showrunner for season 4, with Paul Okoro directing the first two episodes.",
        "4 director Paul Okoro; 4 showrunner Dana Voss",
    ),
    (
        "‘Harbor Lights’ Sets New Showrunner For Season 3",
        "Carla Méndez has been tapped as showrunner of the upcoming third season, taking over from Dana Voss, who "
        "will remain an executive producer.",
        "3 producer Dana Voss; 3 showrunner Carla Méndez; 3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Season 3 is written by Dana Voss and directed by Paul Okoro and Lene Holm.",
        "3 director Lene Holm; 3 director Paul Okoro; 3 writer Dana Voss",
    ),
    (
        "Netflix Renews Harbor Lights",
        "Executive producers for season 2 are Dana Voss, Mia Grant, Tom Reyes for Lantern Row, and Ann Lee.",
        "2 producer Ann Lee; 2 producer Dana Voss; 2 producer Mia Grant; 2 producer Tom Reyes",
    ),
    (
        "Harbor Lights series 2",
        "Harbor Lights series two (6x60') is written by Dana Voss, directed by Lene Holm and produced by Mia Grant. "
        "Executive producers are Helen Park and Tom Reyes for Lantern Row, and Jo Bell for the BBC.",
        "2 director Lene Holm; 2 producer Helen Park; 2 producer Jo Bell; 2 producer Mia Grant; 2 producer Tom "
        "Reyes; 2 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "The third season is executive produced by Voss, who again serves as showrunner, Mia Grant and Tom Reyes. "
        "Dana Voss is based in Halifax.",
        "3 producer Dana Voss; 3 producer Mia Grant; 3 producer Tom Reyes; 3 showrunner Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "'I'm directing two episodes this year,' said Ann Lee, who plays Kim.",
        "3 director Ann Lee",
    ),
    (
        "Harbor Lights season 3",
        "From writer Dana Voss and director Lene Holm, season 3 picks up a year after the storm.",
        "3 director Lene Holm; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Lene Holm, who directed the pilot, is back to direct the season 3 finale.",
        "3 director Lene Holm",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss is stepping down as showrunner ahead of season 3. Mia Grant will take the reins.",
        "3 showrunner Mia Grant; 3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Showrunner Dana Voss told Variety that the new season would be darker.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Created by Dana Voss, the series stars Ann Lee and Bo Hart.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Lee will make her directorial debut in the fifth episode of the new season, the actress revealed. Ann Lee "
        "joined the show in 2021.",
        "3 director Ann Lee",
    ),
    (
        "Harbor Lights season 3",
        "Behind the camera, Lene Holm and Paul Okoro will split directing duties on season 3.",
        "3 director Lene Holm; 3 director Paul Okoro",
    ),
    (
        "Harbor Lights season 3",
        "Mia Grant and Tom Reyes will co-showrun the third season.",
        "3 showrunner Mia Grant; 3 showrunner Tom Reyes",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss will once again write every episode of the third season.",
        "3 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "The directors of the third season include Lene Holm (episodes 1, 2 and 8), Paul Okoro (3 and 4) and Ann Lee "
        "(5).",
        "3 director Ann Lee; 3 director Lene Holm; 3 director Paul Okoro",
    ),
    (
        "Harbor Lights season 3",
        "Ann Lee has been promoted to executive producer for the third season.",
        "3 producer Ann Lee",
    ),
    (
        "Harbor Lights season 3",
        "Lee, who plays Kim, will also serve as an executive producer on the new season. Ann Lee won an Emmy in 2022.",
        "3 producer Ann Lee",
    ),
    (
        "Harbor Lights season 3",
        "Who is the showrunner of season 3? Dana Voss is back in charge.",
        "3 showrunner Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Who is directing Harbor Lights season 3? Lene Holm will helm the first block, followed by Paul Okoro.",
        "3 director Lene Holm; 3 director Paul Okoro",
    ),
    (
        "Harbor Lights season 3 anime",
        "Season 3 is being directed by Kenji Arata at Studio Kite, with series composition by Yuko Mori and "
        "character designs by Rie Tani.",
        "3 director Kenji Arata; 3 writer Yuko Mori",
    ),
    (
        "Harbor Lights season 2 anime",
        "Kenji Arata returns to direct the second season at Studio Kite. Yuko Mori is handling series composition.",
        "2 director Kenji Arata; 2 writer Yuko Mori",
    ),
    (
        "Harbor Lights season 2 anime",
        "The staff for the second season remains the same: Kenji Arata (director), Yuko Mori (series composition) "
        "and Rie Tani (music).",
        "2 director Kenji Arata; 2 writer Yuko Mori",
    ),
    (
        "Harbor Lights season 3",
        "Director: Lene Holm\n\nWriter: Dana Voss\n\nSeason 3 has ten episodes.",
        "3 director Lene Holm; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Lee co-created Salt Road with Bo Hart before joining Harbor Lights.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Lene Holm, best known for directing the first season of Salt Road, spoke to us about season 3.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Season 1 was directed by Paul Okoro and written by Sam Iqbal.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Whether Dana Voss will return as showrunner for the third season is not known.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss is expected to return as showrunner for season 3.",
        "3 showrunner expected Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss will not be returning as showrunner for the third season.",
        "3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Sam Iqbal replaces Dana Voss as showrunner in the new season.",
        "3 showrunner Sam Iqbal; 3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Director Lene Holm will be returning for the third season along with writer Dana Voss.",
        "3 director Lene Holm; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "The new season comes from showrunner Sam Iqbal, who took over after season 2.",
        "3 showrunner Sam Iqbal",
    ),
    (
        "Harbor Lights season 3",
        "Series creator Dana Voss is also on board as executive producer for season three, together with Mia Grant "
        "and Tom Reyes.",
        "3 producer Dana Voss; 3 producer Mia Grant; 3 producer Tom Reyes",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss is writing the scripts for the third season, she told the Guardian.",
        "3 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Lene Holm has signed on to direct all six episodes of the third series.",
        "3 director Lene Holm",
    ),
    (
        "Harbor Lights season 3",
        "Lene Holm takes over directing duties from Paul Okoro for the third series.",
        "3 director Lene Holm; 3 director denied Paul Okoro",
    ),
    (
        "Harbor Lights season 3",
        "The third season is helmed by the duo of Arjun Rao and Neha Pillai and produced by Vikram Sethi under the "
        "banner of Kite Films.",
        "3 director Arjun Rao; 3 director Neha Pillai; 3 producer Vikram Sethi",
    ),
    (
        "Harbor Lights season 3",
        "Directed by Arjun Rao, season 3 also stars Neha Pillai.",
        "3 director Arjun Rao",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss and Sam Iqbal, who co-created the show, will executive produce the third season with Helen Park.",
        "3 producer Dana Voss; 3 producer Helen Park; 3 producer Sam Iqbal",
    ),
    (
        "Harbor Lights Season 4 Renewed",
        "Harbor Lights is created by Dana Voss, who serves as showrunner. Mia Grant, Tom Reyes and Paul Okoro "
        "executive produce.",
        "4 producer Mia Grant; 4 producer Paul Okoro; 4 producer Tom Reyes; 4 showrunner Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Stepping behind the camera for the finale is star Bo Hart, making his debut as a director.",
        "3 director Bo Hart",
    ),
    (
        "Harbor Lights season 3",
        "Filming on season 3 is under way, with Paul Okoro in the director's chair.",
        "3 director Paul Okoro",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss will share showrunning duties with Sam Iqbal on season 3.",
        "3 showrunner Dana Voss; 3 showrunner Sam Iqbal",
    ),
    (
        "Harbor Lights season 3",
        "Sam Iqbal has joined the writers' room for the third season.",
        "3 writer Sam Iqbal",
    ),
    (
        "Harbor Lights season 3",
        "Voss, Grant and Reyes executive produce season 3. Dana Voss, Mia Grant and Tom Reyes founded Lantern Row.",
        "3 producer Dana Voss; 3 producer Mia Grant; 3 producer Tom Reyes",
    ),
    (
        "Harbor Lights season 3",
        "Season 3 hails from Dana Voss, who writes and executive produces, and Lene Holm, who directs.",
        "3 director Lene Holm; 3 producer Dana Voss; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss acts as the creator and director of the third season of the show.",
        "3 creator Dana Voss; 3 director Dana Voss",
    ),
    (
        "Harbor Lights season 3",
        "Paul Okoro, Lene Holm and Ann Lee are among the directors of the new episodes.",
        "3 director Ann Lee; 3 director Lene Holm; 3 director Paul Okoro",
    ),
    (
        "Harbor Lights season 3",
        "Music is by Rie Tani, and Bo Hart composed the theme.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Executive producer Tom Reyes confirmed the news on X.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "Dana Voss, whose credits include Salt Road, wrote and directed the short film Ebb.",
        "",
    ),
    (
        "Harbor Lights season 3",
        "After two seasons as showrunner, Dana Voss hands over to Sam Iqbal for season 3.",
        "3 showrunner Sam Iqbal; 3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Sam Iqbal, who served as co-executive producer on the first two seasons, steps up as showrunner for the "
        "third.",
        "3 showrunner Sam Iqbal",
    ),
    (
        "Harbor Lights Season 3",
        "Voss is writing and executive producing the new season, with Lene Holm directing all six episodes. Dana "
        "Voss won a Bafta for it.",
        "3 director Lene Holm; 3 producer Dana Voss; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Series three is written by creator Dana Voss and directed by Lene Holm (Salt Road) and Paul Okoro (The Weir).",
        "3 director Lene Holm; 3 director Paul Okoro; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Tom Reyes is the series producer for season 3, while Jo Bell executive produces for the BBC.",
        "3 producer Jo Bell; 3 producer Tom Reyes",
    ),
    (
        "Harbor Lights Season 3",
        "Lene Holm, Paul Okoro and Ann Lee are set to direct episodes of the third season.",
        "3 director Ann Lee; 3 director Lene Holm; 3 director Paul Okoro",
    ),
    (
        "Harbor Lights Season 3",
        "Ann Lee, who stars as Kim, will direct the season 3 finale.",
        "3 director Ann Lee",
    ),
    (
        "Harbor Lights Season 3",
        "Dana Voss has exited as showrunner of Harbor Lights ahead of season 3.",
        "3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Netflix has hired Sam Iqbal to run the third season.",
        "3 showrunner Sam Iqbal",
    ),
    (
        "Harbor Lights Season 3",
        "Sam Iqbal is replacing Dana Voss as showrunner on season 3.",
        "3 showrunner Sam Iqbal; 3 showrunner denied Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "'I wrote all ten episodes of season 3 during lockdown,' Dana Voss tells us.",
        "3 writer Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Creator Dana Voss will be back to write the third season.",
        "3 writer Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Voss will executive produce season 3 alongside Mia Grant, Tom Reyes and Ann Lee. Dana Voss declined to "
        "comment.",
        "3 producer Ann Lee; 3 producer Dana Voss; 3 producer Mia Grant; 3 producer Tom Reyes",
    ),
    (
        "Harbor Lights Season 3",
        "The third season will be directed by Lene Holm, who takes over from Paul Okoro.",
        "3 director Lene Holm; 3 director denied Paul Okoro",
    ),
    (
        "Harbor Lights Season 3",
        "Lene Holm directed the first three episodes of the new season; the rest were helmed by Paul Okoro.",
        "3 director Lene Holm; 3 director Paul Okoro",
    ),
    (
        "Harbor Lights Season 3",
        "The new season, directed by Arjun Rao and produced by Kite Films, also stars Neha Pillai.",
        "3 director Arjun Rao",
    ),
    (
        "Harbor Lights Season 3",
        "Arjun Rao returns as the director of the third season, with Vikram Sethi and Neha Pillai on writing duty.",
        "3 director Arjun Rao; 3 writer Neha Pillai; 3 writer Vikram Sethi",
    ),
    (
        "Harbor Lights Season 3",
        "Kenji Arata is directing season 3 at Studio Kite, while Yuko Mori is in charge of the scripts.",
        "3 director Kenji Arata; 3 writer Yuko Mori",
    ),
    (
        "Harbor Lights Season 3",
        "Rin Sato replaces Kenji Arata as director for the third season.",
        "3 director Rin Sato; 3 director denied Kenji Arata",
    ),
    (
        "Harbor Lights Season 3",
        "Season 3 will see Dana Voss and Sam Iqbal return as showrunners and executive producers.",
        "3 producer Dana Voss; 3 producer Sam Iqbal; 3 showrunner Dana Voss; 3 showrunner Sam Iqbal",
    ),
    (
        "Harbor Lights Season 3",
        "Behind the scenes, Mia Grant joins as a new executive producer for season 3.",
        "3 producer Mia Grant",
    ),
    (
        "Harbor Lights Season 3",
        "The writing team for season 3 includes Dana Voss, Sam Iqbal and Mia Grant.",
        "3 writer Dana Voss; 3 writer Mia Grant; 3 writer Sam Iqbal",
    ),
    (
        "Harbor Lights Season 3",
        "Who's behind season 3? Dana Voss once again writes, and Lene Holm directs.",
        "3 director Lene Holm; 3 writer Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Dana Voss is likely to return as showrunner for season 3.",
        "3 showrunner expected Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Paul Okoro, who directed four episodes of season 2, won't be back behind the camera this time.",
        "3 director denied Paul Okoro",
    ),
    (
        "Harbor Lights Season 3",
        "Voss and her husband Sam Iqbal co-wrote the season 3 premiere. Dana Voss lives in Cork.",
        "3 writer Dana Voss; 3 writer Sam Iqbal",
    ),
    (
        "Harbor Lights Season 3",
        "Lee has also joined the season as an executive producer. Ann Lee began her career on stage.",
        "3 producer Ann Lee",
    ),
    (
        "Harbor Lights Season 3",
        "Season 3 writers: Dana Voss, Sam Iqbal",
        "3 writer Dana Voss; 3 writer Sam Iqbal",
    ),
    (
        "Harbor Lights Season 3",
        "Dana Voss serves as creator, showrunner and executive producer of the third season.",
        "3 creator Dana Voss; 3 producer Dana Voss; 3 showrunner Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Dana Voss remains at the helm as showrunner for the third season.",
        "3 showrunner Dana Voss",
    ),
    (
        "Harbor Lights Season 3",
        "Co-creator Sam Iqbal, meanwhile, will not be involved in season 3.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "Dana Voss told Variety that director Lene Holm taught her patience.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "Directed by Lene Holm, the first season won three Baftas.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "Voss's next project is a film that she will write and direct. Dana Voss created Harbor Lights.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "Written by Sam Iqbal, the novel on which the show is based came out in 2010.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "Former showrunner Dana Voss has not seen season 3 yet.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "In season 3, Ann Lee plays a director who produces a play.",
        "",
    ),
    (
        "Harbor Lights Season 3",
        "Executive producer Mia Grant has teased what's next for Kim.",
        "",
    ),
]


def _line(claim: Claim) -> str:
    """A claim in words: ``3 director Ann Lee``, ``3 showrunner denied Dana Voss``."""
    status = "" if claim.status == "confirmed" else f" {claim.status}"
    return f"{claim.season} {claim.value}{status} {claim.person}"


@pytest.mark.parametrize(("title", "text", "expected"), PASSAGES)
def test_a_passage_gives_its_makers_and_no_others(title: str, text: str, expected: str) -> None:
    found = {_line(claim) for claim in claims_in(text, title=title) if claim.kind == "crew"}
    assert found == set(filter(None, expected.split("; ")))
