"""Names of people and of characters: every usual manner of writing them, with what must not become one.

The article is of 13 March 2024 and about the third season of Harbor Lights. A cell lists "Name (Character)".
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in

MANNERS = {
    "Ann Lee (Kim Vane) returns.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee, who plays Kim Vane, returns.": "Ann Lee (Kim Vane)",
    "Ann Lee, who has played Dr. Kim Vane for ten years, returns.": "Ann Lee (Kim Vane)",
    "Kim Vane, played by Ann Lee, returns.": "Ann Lee (Kim Vane)",
    "Ann Lee's Kim returns.": "Ann Lee (Kim)",
    "Ann Lee, aka Kim Vane, returns.": "Ann Lee (Kim Vane)",
    "Ann Lee, whose Kim ended up in a coma, returns.": "Ann Lee (Kim)",
    "Ann Lee returns in the role of Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as the villainous Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee reprises Kim Vane in season 3.": "Ann Lee (Kim Vane)",
    "Returning as Kim is Ann Lee.": "Ann Lee (Kim)",
    "Ann Lee and Bo Diaz return as Kim and Finn.": "Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee, Bo Diaz and Cy Twan return as Kim Vane, Brother Finn and Jo Marsh.": (
        "Ann Lee (Kim Vane), Bo Diaz (Brother Finn), Cy Twan (Jo Marsh)"
    ),
    "Ann Lee and Bo Diaz return behind the stove as Carmy and Sydney.": "Ann Lee (Carmy), Bo Diaz (Sydney)",
    "Bo Diaz returns as Kim's old teacher, Finn Marsh.": "Bo Diaz (Finn Marsh)",
    "Bo Diaz returns as his brother, Finn Marsh.": "Bo Diaz (Finn Marsh)",
    "Ann Lee returns, slipping back into the shoes of Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee returns. She plays Kim Vane, a lawyer.": "Ann Lee (Kim Vane)",
    "Ann Lee returns. Lee is Kim Vane, a lawyer.": "Ann Lee (Kim Vane)",
    "Ann Lee, Kim to you and me, returns.": "Ann Lee (Kim)",
    "Ann Lee returns as Geralt of Rivia.": "Ann Lee (Geralt of Rivia)",
    "Ann Lee returns as Kim. It is Kim Vane's last voyage.": "Ann Lee (Kim Vane)",
}

FATES = {
    "Ann Lee won't be back: Kim is dead.": "Ann Lee (Kim)",
    "Ann Lee won't be back, because Kim died in the finale.": "Ann Lee (Kim)",
    "Ann Lee won't return. Her Kim drowned in the lake.": "Ann Lee (Kim)",
    "Ann Lee has left the show. Kim is off to Cork.": "Ann Lee (Kim)",
}

RANKS = {
    "Ann Lee returns as DCI Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as Superintendent Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as MI5 officer Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as FBI agent Kim Vane.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as Mrs Flood.": "Ann Lee (Mrs Flood)",
    "Ann Lee returns as Mr. Johnson.": "Ann Lee (Mr. Johnson)",
    "Ann Lee (Lady Kim Vane) returns.": "Ann Lee (Kim Vane)",
    "Ann Lee returns as the Front Man.": "Ann Lee (the Front Man)",
    "Ann Lee returns as the Doctor.": "Ann Lee (the Doctor)",
    "Ann Lee and Bo Diaz play Dr. Kim Vane and Dr. Finn Vane; both return.": "Ann Lee (Kim Vane), Bo Diaz (Finn Vane)",
}

NO_CHARACTERS = {
    "Ann Lee returns as a lawyer.": "Ann Lee",
    "Ann Lee returns as a Member of Parliament.": "Ann Lee",
    "Ann Lee (The Long Field) joins. Lee is Kim Vane, a priest.": "Ann Lee (Kim Vane)",
    "Ann Lee, of Salt Road fame, joins the cast.": "Ann Lee",
    "Ann Lee, best known for “Blue Hour”, joins the cast.": "Ann Lee",
    "Ann Lee returns alongside Bo Diaz.": "Ann Lee, Bo Diaz",
}

SPELLINGS = {
    "Irish stage actor Ann Lee joins the cast.": "Ann Lee",
    "Ann Lee, 40, returns.": "Ann Lee",
    "Three-time Emmy nominee Ann Lee joins the cast.": "Ann Lee",
    "Oscar-winning actress Ann Lee joins the cast.": "Ann Lee",
    "A.J. Lee and Bo B. Diaz return.": "A.J. Lee, Bo B. Diaz",
    "Ann van der Lee and Bo de la Vega return.": "Ann van der Lee, Bo de la Vega",
    "Baran bo Odar and Ali bin Said return.": "Baran bo Odar, Ali bin Said",
    "Ian McShane and Peter O'Toole return.": "Ian McShane, Peter O'Toole",
    "Robert Downey Jr. and Ann Lee return.": "Robert Downey Jr., Ann Lee",
    "Park Eun-bin, Lee Jung Jae and Atsumi Tanezaki return.": "Park Eun-bin, Lee Jung Jae, Atsumi Tanezaki",
    "Kıvanç Tatlıtuğ and Çağatay Ulusoy return.": "Kıvanç Tatlıtuğ, Çağatay Ulusoy",
    "Søren Malling and Álvaro Morte return.": "Søren Malling, Álvaro Morte",
    "KIT HARROW and ANN LEE return.": "KIT HARROW, ANN LEE",
    "Jeff Wardas Buggy returns.": "Jeff Ward (Buggy)",
    "Also returning are Lee Jin-wookas Pyeon Sang-wook and Go Min-si as Eun-yu.": (
        "Lee Jin-wook (Pyeon Sang-wook), Go Min-si (Eun-yu)"
    ),
    "Lena Farrow-Holt is the lead. Farrow-Holt returns for season 3.": "Lena Farrow-Holt",
    "Ann Lee is the lead. Lee returns for season 3.": "Ann Lee",
    "Without Han Suk-character Kyu's Kim Sabu nothing goes, and he returns.": "Han Suk Kyu (Kim Sabu)",
}

NOBODY = {
    "Made by Lowbow Pictures, the series returns.": "",
    "Meanwhile, Season Three returns to the Emmy Awards.": "",
    "Cape Town returns in season 3.": "",
    "The Straw Hats return.": "",
    "In April Lowbow Television returns.": "",
    "Separately, Netflix returns to Cannes.": "",
}

TABLES = {
    "manners": MANNERS,
    "fates": FATES,
    "ranks": RANKS,
    "no characters": NO_CHARACTERS,
    "spellings": SPELLINGS,
    "nobody": NOBODY,
}


@pytest.mark.parametrize(
    ("text", "cell"),
    [pytest.param(text, cell, id=f"{name}-{text}") for name, table in TABLES.items() for text, cell in table.items()],
)
def test_names_are_read(text: str, cell: str) -> None:
    people = [claim for claim in claims_in(text) if claim.kind == "cast"]
    got = {f"{claim.person} ({claim.character})" if claim.character else str(claim.person) for claim in people}
    assert got == set(filter(None, cell.split(", ")))
