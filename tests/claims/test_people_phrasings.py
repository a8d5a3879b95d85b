"""Who is back, new or gone: manners of saying so, by family, with near-misses.

The article is of 13 March 2024; its show is Harbor Lights and its season, unless the sentence names another, the
third. A case's value is "value[ status]: Name (Character), Name" for each claim, parted by " | ".
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in
from tests.claims.people_tables import meant, told

PLAIN_RETURNS = {
    "Ann Lee is under contract for the new season.": "returning: Ann Lee",
    "Also locked in: Ann Lee, Bo Diaz and Cy Twan, who plays Finn.": "returning: Ann Lee, Bo Diaz, Cy Twan (Finn)",
    "Ann Lee and Bo Diaz are on the call sheet.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee has re-upped for another year.": "returning: Ann Lee",
    "Ann Lee and Bo Diaz, who both re-upped over the weekend, danced.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee will slip into Kim's shoes once more.": "returning: Ann Lee (Kim)",
    "Ann Lee picks up the badge again as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee is once more squeezing into the squad car as Sergeant Kim Vane.": "returning: Ann Lee (Kim Vane)",
    "Ann Lee will be Kim again.": "returning: Ann Lee (Kim)",
    "Ann Lee drops back in as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee has put her name to a third year.": "returning: Ann Lee",
    "Ann Lee has agreed to do another year.": "returning: Ann Lee",
    "Ann Lee is safe, and so is Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee stays on as Kim and Bo Diaz as her boss.": "returning: Ann Lee (Kim), Bo Diaz",
    "Ann Lee renewed her contract.": "returning: Ann Lee",
    "Ann Lee has exercised her option for season 3.": "returning: Ann Lee",
    "Ann Lee, for the third time.": "returning: Ann Lee",
    "Ann Lee resumes the role of Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee has been made a regular.": "returning: Ann Lee",
    "Bo Diaz, a guest until now, has been elevated to the main cast.": "returning: Bo Diaz",
    "Bo Diaz, who recurred last season, has been promoted to series regular.": "returning: Bo Diaz",
    "Bo Diaz joins the main cast after recurring in season 2.": "returning: Bo Diaz",
    "Ann Lee is another who has signed up again.": "returning: Ann Lee",
    "The familiar faces of Ann Lee and Bo Diaz are all present and correct.": "returning: Ann Lee, Bo Diaz",
    "Season 3 sees the return of Ann Lee as Kim.": "returning: Ann Lee (Kim)",
    "You will see Ann Lee as Kim again.": "returning: Ann Lee (Kim)",
    "Ann Lee is returning to the series as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee, Bo Diaz and Cy Twan are all in it, same as ever.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee starred in the first season.": "",
    "Ann Lee won an award on Monday.": "",
    "“It was cold,” said Ann Lee, back from the set.": "",
    "Ann Lee was spotted in Cork with Bo Diaz.": "",
}

ELLIPSIS = {
    "Ann Lee is back, as are Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee returns, and so does Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee returns. So does Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee is back. Bo Diaz, too.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee returns, along with Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee is back as Kim, Bo Diaz as Finn and Cy Twan as Jo.": (
        "returning: Ann Lee (Kim), Bo Diaz (Finn), Cy Twan (Jo)"
    ),
    "Ann Lee returns as Kim, with Bo Diaz as Finn.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee's Kim is back, as is Bo Diaz's Finn.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee is back, and Bo Diaz is expected to do the same.": "returning: Ann Lee | returning expected: Bo Diaz",
    "Ann Lee won't be back. Neither will Bo Diaz.": "leaving: Ann Lee, Bo Diaz",
    "Ann Lee returns. Bo Diaz does not.": "returning: Ann Lee | leaving: Bo Diaz",
    "Ann Lee is leaving, as is Bo Diaz.": "leaving: Ann Lee, Bo Diaz",
    "Dee Fox joins the cast, as does Eli Ray.": "joining: Dee Fox, Eli Ray",
}

CHARACTERS = {
    "Ann Lee plays Kim, Bo Diaz plays Finn; both return.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Returning are Ann Lee (Kim), Bo Diaz (Finn) and Cy Twan (Jo).": (
        "returning: Ann Lee (Kim), Bo Diaz (Finn), Cy Twan (Jo)"
    ),
    "Kim, played by Ann Lee, and Finn, played by Bo Diaz, return.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Kim (Ann Lee) and Finn (Bo Diaz) are back.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee and Bo Diaz return as Kim and Finn, respectively.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee returns as Kim Vane, Bo Diaz as Milo Finn, and Cy Twan as Jo Marsh.": (
        "returning: Ann Lee (Kim Vane), Bo Diaz (Milo Finn), Cy Twan (Jo Marsh)"
    ),
    "Ann Lee, who plays Kim, and Bo Diaz, who plays Finn, will return.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee, the show's lead, and Bo Diaz are back.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee will reprise her role as Kim alongside Bo Diaz as Finn.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Dee Fox joins as Jo, a lawyer, and Eli Ray as Milo, her boss.": "joining: Dee Fox (Jo), Eli Ray (Milo)",
    "Dee Fox is new as Jo, a lawyer; so is Eli Ray as Milo.": "joining: Dee Fox (Jo), Eli Ray (Milo)",
    "Ann Lee and Bo Diaz are back, she as Kim and he as Finn.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
}

NEW = {
    "Dee Fox has come aboard as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox clambers aboard as her new number two.": "joining: Dee Fox",
    "The newcomer is Dee Fox.": "joining: Dee Fox",
    "Another newcomer, the singer Dee Fox, has said yes already.": "joining: Dee Fox",
    "There are two new recruits, Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "The new man in the boat, a vet, is Eli Ray from Tuam.": "joining: Eli Ray",
    "The season also brings in Dee Fox as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox has been brought in to play Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox has been added as the next warden, Jo Marsh.": "joining: Dee Fox (Jo Marsh)",
    "Dee Fox makes her debut in it as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox boards the third season as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox has bagged the role of Jo.": "joining: Dee Fox (Jo)",
    "New to the village are Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Dee Fox has landed a recurring role.": "joining: Dee Fox",
    "Dee Fox will guest star in two episodes.": "joining: Dee Fox",
    "Dee Fox makes a cameo.": "joining: Dee Fox",
    "British actor Dee Fox and Korean star Park Ji-hu have been roped in.": "joining: Dee Fox, Park Ji-hu",
    "Dee Fox is being lined up as the new boss.": "joining possible: Dee Fox",
    "Dee Fox has been offered the part of a judge.": "joining possible: Dee Fox",
    "Dee Fox is in negotiations to star.": "joining possible: Dee Fox",
    "Dee Fox replaces Ann Lee in the lead.": "joining: Dee Fox | leaving: Ann Lee",
    "The role has been recast: Dee Fox takes over from Ann Lee.": "joining: Dee Fox | leaving: Ann Lee",
    "Joining them are Dee Fox, Eli Ray and Sanvikaa.": "joining: Dee Fox, Eli Ray, Sanvikaa",
    "Dee Fox joined the army in March.": "",
    "New Orleans and Harbor Lights star Ann Lee met.": "",
}

GONE = {
    "Ann Lee is out.": "leaving: Ann Lee",
    "Ann Lee has QUIT.": "leaving: Ann Lee",
    "Ann Lee has hung up her badge.": "leaving: Ann Lee",
    "You'll not be seeing Ann Lee.": "leaving: Ann Lee",
    "Don't expect to see Ann Lee.": "leaving expected: Ann Lee",
    "Ann Lee isn't in this one.": "leaving: Ann Lee",
    "Ann Lee and Bo Diaz are not part of the new episodes.": "leaving: Ann Lee, Bo Diaz",
    "Ann Lee has bowed out, citing another project.": "leaving: Ann Lee",
    "Ann Lee probably won't be back.": "leaving expected: Ann Lee",
    "Ann Lee isn't likely to be a part of it.": "leaving expected: Ann Lee",
    "Ann Lee may be the next to go.": "leaving possible: Ann Lee",
    "Ann Lee will not be there when shooting begins in May.": "leaving: Ann Lee",
    "Ann Lee says she's finished with Kim and isn't coming back.": "leaving: Ann Lee (Kim)",
    "Ann Lee, who died in January, had been due on set.": "leaving: Ann Lee",
    "Gone, however, is Ann Lee.": "leaving: Ann Lee",
    "Ann Lee isn't leaving.": "leaving denied: Ann Lee",
    "A report says that Ann Lee won't be there. Her agent says that's garbage.": "leaving denied: Ann Lee",
    "It is unclear whether Ann Lee will return.": "",
    "Whether Ann Lee comes back is anybody's guess.": "",
    "Kim died in the finale.": "",
}

MIXED = {
    "Most of the cast will be back, including Ann Lee, Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee will star opposite newcomer Dee Fox in season 3.": "joining: Dee Fox",
    "Season 3 will be the first without Ann Lee.": "leaving: Ann Lee",
    "Song Kang returns as Cha Hyun-su, Lee Si-young as Seo Yi-kyung, Go Min-si as Eun-yu and Lomon as Lee Su-hyeok.": (
        "returning: Song Kang (Cha Hyun-su), Lee Si-young (Seo Yi-kyung), Go Min-si (Eun-yu), Lomon (Lee Su-hyeok)"
    ),
    "Penn Badge returns as Joe Gold, and Lottie Ritch is back as Kate.": (
        "returning: Penn Badge (Joe Gold), Lottie Ritch (Kate)"
    ),
    "Síle Ní Chonghaile and Tadhg Ó Máille are back.": "returning: Síle Ní Chonghaile, Tadhg Ó Máille",
    "Ólafur Darri Ólafsson and Þóra Árnadóttir will return.": "returning: Ólafur Darri Ólafsson, Þóra Árnadóttir",
    "Jitendra Rao and Sunita Devi Sharma will be seen again.": "returning: Jitendra Rao, Sunita Devi Sharma",
    "José Luis García-Pérez and Begoña de la Vega join the cast.": (
        "joining: José Luis García-Pérez, Begoña de la Vega"
    ),
    "New cast members include Mackenyu, Dee Fox and Eli Ray.": "joining: Mackenyu, Dee Fox, Eli Ray",
    "Catherine O'Hara and D'Arcy Carden will guest star.": "joining: Catherine O'Hara, D'Arcy Carden",
    "Lee Byung Hun is confirmed to be making a comeback as the leader.": "returning: Lee Byung Hun",
    "Kento Yamazaki (Ryohei) and Tao Tsuchiya (Yuzuha) are both set to reprise their roles.": (
        "returning: Kento Yamazaki (Ryohei), Tao Tsuchiya (Yuzuha)"
    ),
    "Netflix and Lowbow Pictures return with Green Home in May.": "",
    "Renewal Scorecard is back for another year.": "",
    "Ann Lee stars in Harbor Lights as Kim. Lee, 34, will return.": "returning: Ann Lee (Kim)",
    "Kim (Ann Lee) survives. Kim will be back in season 3, Lee says.": "returning: Ann Lee (Kim)",
    "The whole cast is back.": "",
    "Ann Lee closed a deal to return, while Bo Diaz is still negotiating.": (
        "returning: Ann Lee | returning possible: Bo Diaz"
    ),
    "Bo Diaz is nearing a deal to join the cast.": "joining possible: Bo Diaz",
    "Bo Diaz has been cast opposite Ann Lee.": "joining: Bo Diaz",
    "Rounding out the new cast are Dee Fox, Eli Ray and Cy Twan.": "joining: Dee Fox, Eli Ray, Cy Twan",
    "Dee Fox will recur as Jo, while Eli Ray will appear in a guest role.": "joining: Dee Fox (Jo), Eli Ray",
    "Series newcomers Dee Fox and Eli Ray play sisters.": "joining: Dee Fox, Eli Ray",
    "Added to the cast: Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Fans can expect Ann Lee and Bo Diaz to return.": "returning expected: Ann Lee, Bo Diaz",
    "Ann Lee is expected to return as Kim.": "returning expected: Ann Lee (Kim)",
    "It would not be Harbor Lights without Ann Lee, who is set to return as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee hopes to return.": "returning possible: Ann Lee",
    "Ann Lee would love to come back.": "returning possible: Ann Lee",
    "Ann Lee has no plans to leave.": "leaving denied: Ann Lee",
    "Ann Lee exits Harbor Lights after two seasons.": "leaving: Ann Lee",
    "Ann Lee announced her departure on Monday.": "leaving: Ann Lee",
    "Ann Lee confirmed that she will not return for season 3.": "leaving: Ann Lee",
    "Ann Lee will not be reprising her role as Kim.": "leaving: Ann Lee (Kim)",
    "Ann Lee was killed off in the finale.": "leaving: Ann Lee",
    "Ann Lee has been written out.": "leaving: Ann Lee",
    "Ann Lee's exit was announced in May.": "leaving: Ann Lee",
    "Ann Lee's contract was not renewed.": "leaving: Ann Lee",
    "Ann Lee is stepping away from the show.": "leaving: Ann Lee",
    "Ann Lee is not leaving, her agent said.": "leaving denied: Ann Lee",
    "Rumours that Dee Fox had joined the cast are false.": "joining denied: Dee Fox",
    "Dee Fox is not joining the cast.": "joining denied: Dee Fox",
    "The late Bo Diaz will not be replaced.": "",
    "Ann Lee leads the returning cast alongside Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Series regulars Ann Lee and Bo Diaz will return.": "returning: Ann Lee, Bo Diaz",
    "Stars Ann Lee and Bo Diaz have both signed on for season 3.": "returning: Ann Lee, Bo Diaz",
    "We'll be seeing Ann Lee again as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee continues as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee will once again headline the series.": "returning: Ann Lee",
    "The former, Ann Lee, smiled at Bo Diaz.": "",
    "Back for more are Ann Lee, Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Among those coming back: Ann Lee and Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Expect the return of Ann Lee and Bo Diaz.": "returning expected: Ann Lee, Bo Diaz",
}

TRADE = {
    "Ann Lee will be back in action as Kim, with Bo Diaz and Cy Twan also reprising their roles.": (
        "returning: Ann Lee (Kim), Bo Diaz, Cy Twan"
    ),
    "Returning for season 3 alongside Ann Lee are Bo Diaz and Cy Twan.": ("returning: Ann Lee, Bo Diaz, Cy Twan"),
    "Ann Lee (Kim), Bo Diaz (Finn) and Cy Twan (Jo) are all expected to return.": (
        "returning expected: Ann Lee (Kim), Bo Diaz (Finn), Cy Twan (Jo)"
    ),
    "Ann Lee and Bo Diaz will both reprise their respective roles of Kim and Finn.": (
        "returning: Ann Lee (Kim), Bo Diaz (Finn)"
    ),
    "Dee Fox, known for Salt Road, has joined the cast of Harbor Lights in the recurring role of Jo.": (
        "joining: Dee Fox (Jo)"
    ),
    "Joining Ann Lee in season 3 are Dee Fox and Eli Ray.": ("joining: Dee Fox, Eli Ray"),
    "Netflix has cast Dee Fox and Eli Ray in season 3.": ("joining: Dee Fox, Eli Ray"),
    "Dee Fox has been tapped as a series regular for season 3.": ("joining: Dee Fox"),
    "Dee Fox has closed a deal to join season 3.": ("joining: Dee Fox"),
    "Among the new faces is Dee Fox, who plays Jo.": ("joining: Dee Fox (Jo)"),
    "New faces: Dee Fox as Jo and Eli Ray as Milo.": ("joining: Dee Fox (Jo), Eli Ray (Milo)"),
    "Ann Lee's character was killed, so Ann Lee won't return.": ("leaving: Ann Lee"),
    "Ann Lee has confirmed she is leaving Harbor Lights.": ("leaving: Ann Lee"),
    "Ann Lee will depart after the first episode.": ("leaving: Ann Lee"),
    "Ann Lee, who played Kim for two seasons, will not be returning.": ("leaving: Ann Lee (Kim)"),
    "Neither Ann Lee nor Bo Diaz will return.": ("leaving: Ann Lee, Bo Diaz"),
    "It is not known if Ann Lee will be back.": (""),
    "Will Ann Lee be back?": (""),
    "There is no word on whether Ann Lee or Bo Diaz will return.": (""),
    "The cast of season 3 will see Ann Lee return as Kim.": ("returning: Ann Lee (Kim)"),
    "Ann Lee returns to lead the ensemble.": ("returning: Ann Lee"),
    "Harbor Lights stars Ann Lee and Bo Diaz.": (""),
    "“We had so much fun,” Ann Lee told Variety.": (""),
    "Ann Lee plays Kim, a lawyer, in the series.": (""),
    "Season 2 introduced Bo Diaz as Finn.": (""),
    "Bo Diaz, who joined in season 2, is back.": ("returning: Bo Diaz"),
    "Cy Twan and Mohan Agashe have also come on board.": ("joining: Cy Twan, Mohan Agashe"),
    "The makers have roped in Dee Fox for a pivotal role.": ("joining: Dee Fox"),
    "Ann Lee is reportedly in talks to return.": ("returning possible: Ann Lee"),
    "Ann Lee will no longer be part of the show.": ("leaving: Ann Lee"),
}

TABLES = {
    "returns": PLAIN_RETURNS,
    "ellipsis": ELLIPSIS,
    "characters": CHARACTERS,
    "new": NEW,
    "gone": GONE,
    "mixed": MIXED,
    "trade": TRADE,
}


@pytest.mark.parametrize(
    ("text", "cell"), [pytest.param(*case, id=case[0]) for table in TABLES.values() for case in table.items()]
)
def test_a_wording_tells_who_takes_part(text: str, cell: str) -> None:
    assert told(claims_in(text), "cast", characters=True) == meant(cell)
