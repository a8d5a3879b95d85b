"""Labels are the titles of the shows that are followed at the time."""

from __future__ import annotations

from aggregator.claims.reading import read_text
from aggregator.claims.sections import titles_as_labels
from aggregator.models import Show, ShowId

TEXT = "Salt Road. It was renewed for a third season on Monday.\n\nKites. It was cancelled on Tuesday."


def labels_for(*titles: str) -> list[str]:
    shows = {ShowId(title): Show(ShowId(title), title) for title in titles}
    return [show for _, _, show in titles_as_labels(TEXT, read_text(TEXT), shows)]


def test_the_titles_of_one_catalogue_are_not_taken_for_those_of_another() -> None:
    assert labels_for("Salt Road", "Kites") == ["Salt Road", "Kites"]
    assert labels_for("Salt Road", "Gulls") == []
    assert labels_for("SALT ROAD", "kites") == ["SALT ROAD", "kites"]
