"""Whatever stands in the database, on a page or in a file: nothing that is printed drives a terminal or hides.

The database of these tests is one that somebody else has written: hostile text stands in every field, although our own
parsers would have let none of it in.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli import COMMANDS
from aggregator.cli.output import harmless_cell, say, to_json
from aggregator.models import CanonicalUrl, ClaimKind, Outcome, RunSummary, Source, SourceId, SourceKind
from aggregator.pipeline.conclusions import draw_conclusions
from aggregator.store import Store
from aggregator.text import without_invisible
from tests.cli.conftest import Command
from tests.servers import Reply, WebServer
from tests.store.samples import DAY, GAZETTE, HARBOUR, NOW, Desk, article, claim, fetch_result, resource
from tests.store.samples import entry as plain_entry

CONTROLS = "".join(map(chr, (*range(1, 9), *range(11, 32), *range(0x7F, 0xA0))))
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2063\ufeff\ufff9\U000e0001\U000e0041\u2028\u2029"
SEQUENCES = "\x1b]8;;https://evil.test\x07link\x1b]8;;\x07\x1b[66m\x1b[2J\x1b]0;title\x07\x9b31m\x1bPq\x1b\\"
HOSTILE = f"Salt{CONTROLS}{BIDI}{UNSEEN}{SEQUENCES}Road"

OWN_STYLE = re.compile(r"\x1b\[(?!66)\d*(?:;\d+)*m|\x1b\[\?25[hl]|\x1b\[2K|\x1b\[1A")
"""Colours, and what a bar of progress needs; 66 is a colour that nobody but the hostile text asks for."""
URL = "https://gazette.test/harbour-3"
FORMATS: Sequence[Sequence[str]] = (
    [], ["--json"], ["--nl"], ["--arrays"], ["--ascii"], ["--csv"], ["--tsv"], ["--csv", "--csv-safe"], ["--table"],
    ["--fmt", "github"], ["--fmt", "html"], ["--raw"],
)  # fmt: skip

LISTS: dict[str, Sequence[Sequence[str]]] = {
    "latest": [[], ["harbour-lights"], ["--all-copies", "--mentions"], ["--claims"]],
    "shows": [[]],
    "sources": [[]],
    "claims": [[], ["harbour-lights"]],
    "facts": [[], ["harbour-lights"], ["harbour-lights", "--all"], ["--as-of", "2026-12-01"]],
    "changes": [["--since", "2020-01-01"], [HOSTILE]],
    "history": [["harbour-lights"], [HOSTILE]],
    "search": [
        ["--raw-fts", "Road OR renewed"],
        ["Road", "--show", "harbour-lights"],
        [HOSTILE],
        ["--raw-fts", HOSTILE],
    ],
    "scorecard": [[]],
}
"""Commands that print rows, in every format."""
PAGES: dict[str, Sequence[Sequence[str]]] = {
    "explain": [
        [URL],
        [URL, "--json"],
        ["harbour-lights", "--kind", "renewal"],
        ["harbour-lights", "--kind", "cast", "--json"],
        ["harbour-lights", "--kind", "cast"],
        [HOSTILE],
        [f"https://x.test/{HOSTILE}"],
        [HOSTILE, "--kind", "cast"],
        ["harbour-lights", "--kind", HOSTILE],
    ],
    "import": [["bad.jsonl"], ["--dry-run", "bad.jsonl"], [HOSTILE]],
    "backfill": [[HOSTILE], ["bad.jsonl", "--engine", "serial"], ["--scheduler", HOSTILE, "bad.jsonl"]],
    "extract": [["bad.jsonl"]],
    "reextract": [["--dry-run"], ["--dry-run", "--json"], [HOSTILE]],
    "evaluate": [["bad.jsonl"], ["good.jsonl", "--errors"], ["good.jsonl", "--json"], [HOSTILE]],
    "feed": [[], ["--format", "json"], ["--show", HOSTILE]],
    "calendar": [[], ["--show", HOSTILE]],
    "export": [["out"], ["out.csv", "--table", HOSTILE]],
    "doctor": [["--offline"], ["--offline", "--json"], ["--offline", "--csv"]],
    "completion": [["bash"], ["zsh"], ["fish", "-q"], [HOSTILE]],
    "config": [["check"], ["path"], ["schema"], ["--config", "bad.yaml", "check"], [HOSTILE]],
    "run": [["--dry-run"], ["--only", HOSTILE], [HOSTILE], ["--progress", "--summary", "-"], ["-v", "--strict"]],
}
"""The others."""
UNHARMED = {"demo", "serve"}
"""Shows nothing but a web of our own making; serves pages, which have tests of their own."""


def as_printed(text: str) -> str:
    """``text`` without the escape sequences of our own, and with plain line ends (iCalendar's are CRLF)."""
    return OWN_STYLE.sub("", text).replace("\r\n", "\n")


def hidden_in(text: str) -> list[str]:
    return sorted(set(re.findall("[^\n\t]", as_printed(text))) & set(CONTROLS + BIDI + UNSEEN + "\0\r"))


@pytest.fixture
def hostile(home: Path) -> Iterator[Path]:
    """A database in which every text is hostile, and a configuration whose source answers with hostile text."""
    database = home / "a.db"
    show = HARBOUR.__class__(HARBOUR.id, f"Harbour Lights{HOSTILE}", (HOSTILE,), network=HOSTILE)
    source = Source(SourceId(f"gazette{HOSTILE}"), SourceKind.FEED, f"https://gazette.test/{HOSTILE}")
    with Store.open(database) as store:
        catalogue = store.save_catalogue([show], [source, GAZETTE], now=NOW)
        desk = Desk(store, database, store.begin_run(command=HOSTILE, version=HOSTILE, pid=1, now=NOW), catalogue)
        texts = {"title": HOSTILE, "site": HOSTILE, "authors": (HOSTILE,), "flags": (HOSTILE,), "summary": HOSTILE}
        for number, day in enumerate((NOW, NOW + DAY)):
            address = CanonicalUrl(URL if not number else f"{URL}-{number}{HOSTILE}")
            claims = (
                claim(said_by=HOSTILE),
                claim(
                    kind=ClaimKind.CAST,
                    value="returning",
                    person=HOSTILE,
                    character=HOSTILE,
                    quote=HOSTILE,
                    start=0,
                    end=9,
                ),
                claim(kind=ClaimKind.CREW, value="director", person=f"Mo {HOSTILE} Dee", rule=HOSTILE),
            )
            met = article(address, **texts, text=f"{HOSTILE} {number}", link_url=f"https://x.test/{HOSTILE}{number}")
            desk.save(met, source=source, at=day, claims=claims, entry=plain_entry(HOSTILE), resource=resource(URL))
        renamed = article(CanonicalUrl(URL), title=f"{HOSTILE} again", text=f"{HOSTILE} again")
        desk.save(renamed, known=1, replace=True, source=source, at=NOW + 2 * DAY)
        store.save_fetch(desk.run_id, fetch_result(Outcome.OK, url=URL))
        store.save_issue(desk.run_id, code=HOSTILE, source_id=source.id, url=HOSTILE, detail=HOSTILE, now=NOW)
        summary = RunSummary()
        draw_conclusions(store, summary, run_id=desk.run_id, now=NOW + timedelta(days=3))
        assert summary.fact_changes
        store.finish_run(desk.run_id, summary, status="ok", now=NOW)
    (home / "bad.jsonl").write_text(json.dumps({"id": HOSTILE, "text": 4, HOSTILE: 1}) + f"\n{{{HOSTILE}\n")
    row = {"id": HOSTILE, "url": None, "title": HOSTILE, "published": None, "author": HOSTILE, "text": f"{HOSTILE} x"}
    label = {"show": HOSTILE, "season": 1, "kind": "cast", "value": "joining", "status": "confirmed", "person": HOSTILE}
    (home / "good.jsonl").write_text(json.dumps({**row, "claims": [{**label, "evidence": HOSTILE}]}) + "\n")
    (home / "bad.yaml").write_text(f"shows: [{{title: x, {BIDI}{UNSEEN[:3]}: 1}}]\n{BIDI}: [\x85\n", "utf-8")
    feed = f"<rss version='2.0'><channel><title>{BIDI}</title></channel></rss>".encode()
    with WebServer({"/feed": Reply(body=feed), "/gone": Reply(302, headers={"Location": "/\x1b[66m\x9b31m"})}) as web:
        (home / "sources.yaml").write_text(
            "shows: [Harbour Lights]\nsettings: {per_host_delay_s: 0, max_attempts: 1}\nsources:\n"
            f"  - {{id: one, kind: feed, url: '{web.url('/feed')}', allow_private: true}}\n"
            f"  - {{id: two, kind: feed, url: '{web.url('/gone')}?{BIDI}{UNSEEN}', allow_private: true}}\n",
            "utf-8",
        )
        yield database


def test_s8_the_hostile_text_is_stored(hostile: Path) -> None:
    """Else the tests below would show nothing."""
    with Store.open_readonly(hostile) as store:
        assert hidden_in(store.shows()[0]["title"])
        assert hidden_in(str(store.latest(HARBOUR.id, limit=9, offset=0)[0]["title"]))
        assert hidden_in(str(store.claims(None)[0]))


def test_s8_every_command_is_looked_at() -> None:
    assert {*LISTS, *PAGES, *UNHARMED} == set(COMMANDS)


@pytest.mark.parametrize("name", LISTS | PAGES)
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_s8_nothing_hostile_is_printed_by(
    name: str, terminal: bool, command: Command, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "150")
    if terminal:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    formats = FORMATS if name in LISTS else ([],)
    printed = ""
    for arguments in (LISTS | PAGES)[name]:
        for flags in formats:
            ended = command("--db", hostile, name, *arguments, *flags)
            assert hidden_in(ended.out) == [], (arguments, flags)
            assert hidden_in(ended.err) == [], (arguments, flags)
            assert "Traceback" not in ended.err
            printed += ended.out + ended.err
    assert printed


@pytest.mark.parametrize("name", [name for name in LISTS if name != "history"])
def test_s8_json_has_the_stored_text_as_escapes(name: str, command: Command, hostile: Path) -> None:
    rows = json.loads(command("--db", hostile, name, *LISTS[name][0], "--json").out)
    assert rows
    assert "\x1b]8;;https://evil.test" in "".join(str(value) for row in rows for value in row.values())


@given(
    st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)
)
def test_s8_json_is_the_same_value_and_shows_nothing_hostile(value: object) -> None:
    shown = to_json(value)
    assert json.loads(shown) == value
    assert without_invisible(shown) == shown


@given(text=st.text(st.characters() | st.sampled_from(HOSTILE)), lead=st.text(st.sampled_from(HOSTILE)))
def test_s8_a_line_shows_nothing_hostile(text: str, lead: str) -> None:
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        say(text, lead=lead, fg="red")
    assert hidden_in(stream.getvalue()) == []


def test_s8_no_module_prints_but_the_one_that_cleans() -> None:
    folder = Path(__file__).parents[2] / "aggregator"
    prints = re.compile(r"\bclick\.s?echo\(|\bprint\(|\bprint_exc\(|std(?:out|err)\.write\(|\.show\(\)")
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if prints.search(line.replace("console.print(", ""))
    }
    assert found == {"cli/output.py"}


FORMULAS = {
    "a formula": ("=1+1", "'=1+1"),
    "a call": ("=HYPERLINK(\"https://x.test\")", "'=HYPERLINK(\"https://x.test\")"),
    "a plus, as Lotus had it": ("+A1", "'+A1"),
    "a minus before words": ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
    "an at sign": ("@SUM(A1)", "'@SUM(A1)"),
    "a tab": ("\t=1", "'\t=1"),
    "a line break": ("\n=1", "'\n=1"),
    "behind a quote": ('"=1+1"', "'\"=1+1\""),
    "behind quotes and spaces": ("' =1", "'' =1"),
    "in full width": ("＝1+1", "'＝1+1"),
    "a negative number": ("-12", "-12"),
    "a number with a sign and an exponent": ("+1.5e-3", "+1.5e-3"),
    "a date": ("2027-03", "2027-03"),
    "a title": ("Salt Road = hit", "Salt Road = hit"),
    "nothing": ("", ""),
}  # fmt: skip
"""By OWASP's page on CSV injection: what is written, and what the cell holds with --csv-safe."""


@pytest.mark.parametrize(("written", "cell"), FORMULAS.values(), ids=FORMULAS)
def test_s14_a_cell_is_no_formula(written: str, cell: str) -> None:
    assert harmless_cell(written) == cell


@pytest.mark.parametrize(("flag", "delimiter"), [("--csv", ","), ("--tsv", "\t")])
@pytest.mark.parametrize("name", LISTS)
def test_s14_every_list_as_csv_holds_formulas_only_without_csv_safe(
    name: str, flag: str, delimiter: str, command: Command, home: Path
) -> None:
    show = HARBOUR.__class__(HARBOUR.id, "=1+1", network="+A1")
    source = Source(SourceId("@gazette"), SourceKind.FEED, "https://gazette.test/")
    with Store.open(home / "a.db") as store:
        catalogue = store.save_catalogue([show], [source], now=NOW)
        desk = Desk(store, home / "a.db", store.begin_run(command="run", version="1", pid=1, now=NOW), catalogue)
        cast = claim(kind=ClaimKind.CAST, value="returning", person='"=2+2"', character="-cmd")
        desk.save(article(title="\t=3"), source=source, claims=(claim(), cast))
        draw_conclusions(store, RunSummary(), run_id=desk.run_id, now=NOW + timedelta(days=3))
    arguments = ["--db", home / "a.db", name, *LISTS[name][0], flag]
    raw, safe = (
        [cell for row in csv.reader(io.StringIO(command(*arguments, *more).out), delimiter=delimiter) for cell in row]
        for more in ([], ["--csv-safe"])
    )
    assert [harmless_cell(cell) for cell in raw] == safe
    assert raw != safe
    assert not [cell for cell in safe if re.match(r"""[=+@\t]|"=|-\D""", cell)]
