"""Every command on a small world of its own: what it prints, where, and what it exits with."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aggregator.cli.exits import Exit
from aggregator.cli.run import print_summary
from aggregator.models import Article, RunSummary
from aggregator.pipeline import Analyst, Reading
from aggregator.store import Store
from tests.cli.conftest import Command, Ended
from tests.servers import Reply, WebServer

SHOWS = "shows:\n  - title: Harbour Lights\n    network: Quay TV\n  - title: Salt Road\n"
ONE_SOURCE = SHOWS + "sources:\n  - {id: gazette, kind: feed, url: 'https://gazette.test/feed'}\n"
RENEWED = (
    "Quay TV has renewed Harbour Lights for a third season, the network announced on Tuesday. "
    "The drama follows the keepers of a lighthouse and the smugglers who would rather see it dark.\n\n"
    "Harbour Lights will return in March 2027 with eight episodes."
)
ARTICLES: list[dict[str, Any]] = [
    {
        "id": "a1",
        "url": "https://gazette.test/harbour?utm_source=x",
        "title": "Harbour Lights renewed for season 3",
        "published": "2026-11-03",
        "author": "Ann Quill",
        "text": RENEWED,
    },
    {"id": "a2", "url": None, "title": "Ten soups", "published": None, "author": None, "text": "Leeks. " * 40},
]


@pytest.fixture
def articles(home: Path) -> Path:
    (home / "sources.yaml").write_text(ONE_SOURCE)
    path = home / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ARTICLES))
    return path


@pytest.fixture
def imported(command: Command, articles: Path) -> Path:
    assert command("--db", "a.db", "import", articles).code == Exit.OK
    return Path("a.db")


def test_import_says_what_became_of_the_articles(command: Command, articles: Path) -> None:
    ended = command("--db", "a.db", "import", articles)
    assert ended.code == Exit.OK
    assert ended.out == ""
    assert "2 articles: 1 new" in ended.err
    assert "1 about no followed show" in ended.err


def test_importing_twice_changes_nothing(command: Command, imported: Path, articles: Path) -> None:
    def counts() -> object:
        with Store.open_readonly(imported) as store:
            return store.snapshot_counts()

    before = counts()
    assert "0 new" in command("--db", imported, "import", articles).err
    assert counts() == before


def test_a_dry_run_of_import_stores_nothing(command: Command, articles: Path) -> None:
    ended = command("--db", "a.db", "import", "--dry-run", articles)
    assert ended.out.splitlines()[0].split("\t")[:2] == ["a1", "harbour-lights"]
    assert not Path("a.db").exists()


def test_a_bad_line_costs_only_itself(command: Command, articles: Path) -> None:
    with articles.open("a") as file:
        file.write('{"id": "broken",\n')
    ended = command("--db", "a.db", "import", articles)
    assert ended.code == Exit.DATA
    assert "articles.jsonl:3:" in ended.err
    assert "2 articles: 1 new" in ended.err
    assert len(json.loads(command("--db", "a.db", "latest").out)) == 1


@pytest.mark.parametrize("name", ["import", "extract", "evaluate"])
@pytest.mark.parametrize("path", ["nowhere.jsonl", "folder", "articles.jsonl/inside"])
def test_a_file_that_cannot_be_opened_is_named(command: Command, articles: Path, name: str, path: str) -> None:
    articles.with_name("folder").mkdir()
    ended = command(name, path)
    assert ended.code == Exit.NO_INPUT
    assert path in ended.err


@pytest.mark.parametrize("name", ["import", "extract"])
def test_a_bug_met_in_one_article_costs_no_other(
    command: Command, articles: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    read = Analyst.read

    def stumble(analyst: Analyst, article: Article, **more: Any) -> Reading:
        if article.external_id == "a1":
            raise RuntimeError("stumbled")
        return read(analyst, article, **more)

    monkeypatch.setattr(Analyst, "read", stumble)
    ended = command("--db", "a.db", name, articles)
    assert ended.code == Exit.BUG
    assert "articles.jsonl:1: an error of aggregator" in ended.err
    assert "RuntimeError: stumbled" in ended.err
    if name == "extract":
        assert [json.loads(line)["id"] for line in ended.out.splitlines()] == ["a1", "a2"]
    else:
        assert "2 articles" in ended.err


def test_latest_lists_stories_with_the_promised_keys(command: Command, imported: Path) -> None:
    (row,) = json.loads(command("latest", "--db", imported, "harbour lights", "--json").out)
    assert {"show", "title", "url", "published_at", "source", "copies"} <= row.keys()
    assert (row["show"], row["copies"], row["published_at"]) == ("Harbour Lights", 0, "2026-11-03T00:00:00Z")


@pytest.mark.parametrize("name", ["latest", "claims"])
@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (("--since", "2026-11-03"), True),
        (("--since", "2026-11-04"), False),
        (("--until", "2026-11-03"), True),
        (("--until", "2026-11-02"), False),
    ],
)
def test_lists_can_be_cut_to_a_period(
    command: Command, imported: Path, name: str, flags: tuple[str, str], found: bool
) -> None:
    rows = json.loads(command("--db", imported, name, *flags).out)
    assert bool(rows) == found


def test_latest_with_claims_carries_them_in_each_row(command: Command, imported: Path) -> None:
    (row,) = json.loads(command("--db", imported, "latest", "--claims").out)
    assert ("renewal", "renewed") in {(claim["kind"], claim["value"]) for claim in row["claims"]}


def test_claims_are_listed_with_the_words_that_say_so(command: Command, imported: Path) -> None:
    rows = json.loads(command("--db", imported, "claims", "Harbour Lights", "--season", "3").out)
    renewal = next(row for row in rows if row["kind"] == "renewal")
    assert renewal["value"] == "renewed"
    assert renewal["evidence"] in RENEWED
    assert json.loads(command("--db", imported, "claims", "Harbour Lights", "--season", "9").out) == []
    kinds = json.loads(command("--db", imported, "claims", "--kind", "episodes").out)
    assert {row["value"] for row in kinds} == {"8"}


def test_a_kind_that_does_not_exist_is_a_usage_error(command: Command, imported: Path) -> None:
    ended = command("--db", imported, "claims", "--kind", "gossip")
    assert ended.code == Exit.USAGE
    assert "renewal" in ended.err


def test_shows_lists_the_followed_shows(command: Command, imported: Path) -> None:
    rows = json.loads(command("--db", imported, "shows").out)
    assert [(row["title"], row["articles"]) for row in rows] == [("Harbour Lights", 1), ("Salt Road", 0)]


def test_sources_lists_the_health_of_each(command: Command, imported: Path) -> None:
    rows = json.loads(command("--db", imported, "sources", "--json").out)
    assert {"id", "last_outcome", "failures", "articles"} <= rows[0].keys()


def test_explain_shows_the_whole_chain_for_any_address_of_the_article(command: Command, imported: Path) -> None:
    known = json.loads(command("--db", imported, "explain", "https://gazette.test/harbour", "--json").out)
    assert known["article"]["title"] == "Harbour Lights renewed for season 3"
    for claim in known["claims"]:
        assert known["article"]["text"][claim["start"] : claim["end"]] == claim["quote"]
    card = command("--db", imported, "explain", "http://www.gazette.test/harbour?utm_medium=y")
    assert card.code == Exit.OK
    assert "renewal." in card.out


def test_explain_of_an_unknown_address_says_so(command: Command, imported: Path) -> None:
    ended = command("--db", imported, "explain", "https://nowhere.test/")
    assert ended.code == Exit.NO_INPUT
    assert "https://nowhere.test/" in ended.err


def test_an_unknown_show_is_answered_with_the_nearest(command: Command, imported: Path) -> None:
    ended = command("--db", imported, "latest", "Harbor Light")
    assert ended.code == Exit.NO_INPUT
    assert "Did you mean 'Harbour Lights'?" in ended.err


def test_an_unknown_command_is_answered_with_the_nearest(command: Command) -> None:
    ended = command("lattest")
    assert ended.code == Exit.USAGE
    assert "Did you mean 'latest'?" in ended.err


def test_looking_before_the_first_run_says_what_to_do(command: Command) -> None:
    ended = command("--db", "none.db", "latest")
    assert ended.code == Exit.NO_INPUT
    assert "aggregator run" in ended.err
    assert not Path("none.db").exists()


def test_extract_writes_one_line_an_article_in_order(command: Command, articles: Path) -> None:
    lines = [json.loads(line) for line in command("extract", articles).out.splitlines()]
    assert [line["id"] for line in lines] == ["a1", "a2"]
    assert lines[1]["claims"] == []
    keys = {"show", "season", "kind", "value", "status", "person", "character", "quote", "start", "end", "rule"}
    for claim in lines[0]["claims"]:
        assert keys <= claim.keys()
        assert RENEWED[claim["start"] : claim["end"]] == claim["quote"]
    assert not list(Path().glob("**/*.db"))


def test_extract_needs_no_more_than_titles_and_reads_standard_input(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "shows.yaml").write_text("shows: [{title: Harbour Lights}]\n")
    stream = io.TextIOWrapper(io.BytesIO((json.dumps(ARTICLES[0]) + "\n").encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    (line,) = command("extract", "--config", "shows.yaml").out.splitlines()
    assert {claim["show"] for claim in json.loads(line)["claims"]} == {"Harbour Lights"}


@pytest.fixture
def gold(home: Path) -> Path:
    label = {"show": "Harbour Lights", "season": 3, "status": "confirmed"}
    labels: list[dict[str, object]] = [
        {**label, "kind": "renewal", "value": "renewed"},
        {**label, "kind": "episodes", "value": "8"},
        {**label, "kind": "crew", "value": "director", "person": "Ann Quill"},
    ]
    (home / "gold.shows.json").write_text(json.dumps([{"title": "Harbour Lights", "aliases": [], "network": None}]))
    (home / "gold.jsonl").write_text(json.dumps({**ARTICLES[0], "claims": labels}) + "\n")
    return home / "gold.jsonl"


def test_evaluate_gives_figures_per_kind(command: Command, gold: Path) -> None:
    figures = json.loads(command("evaluate", gold, "--json").out)
    assert figures["articles"] == 1
    assert figures["strict"]["renewal"]["f1"] == 1.0
    assert figures["strict"]["crew"] == {"gold": 1, "predicted": 0, "p": 0.0, "r": 0.0, "f1": 0.0}
    table = command("evaluate", gold).out.splitlines()
    assert next(line for line in table if line.startswith("renewal ")).split()[1:3] == ["1", "1"]


def test_evaluate_shows_what_was_missed_and_what_is_spurious(command: Command, gold: Path) -> None:
    said = command("evaluate", gold, "--errors").out
    assert "missed    Harbour Lights, season 3, crew: director" in said
    assert "spurious  Harbour Lights, season 3, release" in said
    assert "Harbour Lights will return in March 2027" in said
    assert "spurious" not in command("evaluate", gold, "--errors", "--kind", "crew").out


def test_evaluate_of_articles_without_labels_says_so(command: Command, articles: Path) -> None:
    ended = command("evaluate", articles)
    assert ended.code == Exit.DATA
    assert "articles.jsonl:1" in ended.err


def test_every_problem_of_the_configuration_is_told_at_once(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text("shows:\n  - titel: X\nsources:\n  - id: a\n    kind: fed\n    url: ftp://x\n")
    ended = command("config", "check")
    assert ended.code == Exit.CONFIG
    for hint in ("sources.yaml:2:5", "'title'", "'feed'"):
        assert hint in ended.err


def test_config_check_of_a_good_file_counts(command: Command, articles: Path) -> None:
    assert "2 shows, 1 sources" in command("config", "check").out


def test_config_schema_is_json(command: Command) -> None:
    assert "sources" in json.loads(command("config", "schema").out)["properties"]


def test_flags_beat_the_environment_which_beats_the_settings(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sources.yaml").write_text(ONE_SOURCE + "settings: {database: settings.db}\n")

    def used(*flags: str) -> str:
        return command(*flags, "config", "path").out.splitlines()[1].split()[1]

    assert Path(used()).name == "settings.db"
    monkeypatch.setenv("AGGREGATOR_DB", str(home / "environment.db"))
    assert Path(used()).name == "environment.db"
    assert Path(used("--db", "flag.db")).name == "flag.db"


def feed(web: WebServer) -> str:
    text = "".join(f"<p>{line}</p>" for line in RENEWED.split("\n\n"))
    page = f"<html><body><article><h1>Harbour Lights</h1>{text}</article></body></html>"
    item = f"<item><title>Harbour Lights renewed</title><link>{web.url('/a')}</link></item>"
    web.routes["/feed"] = Reply(body=f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    web.routes["/a"] = Reply(body=page.encode(), headers={"Content-Type": "text/html"})
    return (
        f"{SHOWS}sources:\n  - {{id: gazette, kind: feed, url: '{web.url('/feed')}', allow_private: true}}\n"
        "settings: {per_host_delay_s: 0, connect_timeout_s: 2, max_attempts: 1}\n"
    )


def test_run_is_silent_on_success_and_says_everything_in_its_summary(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        ended = command("--db", "a.db", "run")
        assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "")
        summary = json.loads(command("--db", "a.db", "run", "--summary", "-").out)
    assert (summary["sources"], summary["articles_new"], summary["fact_changes"]) == (1, 0, 0)
    assert len(json.loads(command("--db", "a.db", "latest").out)) == 1


@pytest.mark.parametrize(("count", "told"), [(3, "3 changed; `aggregator changes`"), (0, "0 changed")])
def test_a_summary_says_how_many_facts_changed(capsys: pytest.CaptureFixture[str], count: int, told: str) -> None:
    print_summary(RunSummary(fact_changes=count))
    assert f"facts  {told}" in [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_of_a_file_of_another_kind_not_every_line_is_named(command: Command, articles: Path) -> None:
    articles.write_text("no article\n" * 500)
    ended = command("--db", "a.db", "import", articles)
    assert ended.code == Exit.DATA
    assert len([line for line in ended.err.splitlines() if line.startswith(f"{articles}:")]) == 20
    assert "500 lines are not an article" in ended.err


def test_a_dry_run_lists_what_is_due_and_asks_nothing(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        ended = command("--db", "a.db", "run", "--dry-run")
        assert web.log == []
    assert ended.out == f"gazette\t{web.url('/feed')}\n"
    assert not Path("a.db").exists()


def test_a_source_that_never_worked_is_worth_a_mail(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web).replace("/feed", "/moved"))
        ended = command("--db", "a.db", "run")
    assert ended.code == Exit.SOURCES_FAILED
    assert "gazette" in ended.err


def test_case_90_cron_is_told_that_a_source_has_moved(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sources.yaml").write_text(ONE_SOURCE)
    moved = RunSummary(notices={"gazette": "has moved to https://gazette.test/new"})
    monkeypatch.setattr("aggregator.cli.run.run_once", lambda *_, **__: moved)
    ended = command("--db", "a.db", "run")
    assert (ended.code, ended.out) == (Exit.OK, "")
    assert ended.err == "gazette: has moved to https://gazette.test/new\n"
    assert command("--db", "a.db", "-q", "run").err == ""


def test_a_source_that_fails_once_is_forgiven_unless_strict(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        assert command("--db", "a.db", "run").code == Exit.OK
        web.routes["/feed"] = Reply(500)
        ended = command("--db", "a.db", "run")
        assert (ended.code, ended.err) == (Exit.OK, "")
        assert command("--db", "a.db", "run", "--strict", "--only", "gazette").code == Exit.SOURCES_FAILED


def test_a_secret_that_is_not_set_costs_its_own_source_alone(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told at once, though the source has worked before: no waiting mends it."""
    with WebServer() as web:
        wire = "  - {id: wire, kind: feed, url: 'URL', allow_private: true, headers: {X-Key: 'env:WIRE_KEY'}}\n"
        text = feed(web)
        text = text.replace("sources:\n", "sources:\n" + wire.replace("URL", web.url("/feed")))
        (home / "sources.yaml").write_text(text)
        monkeypatch.setenv("WIRE_KEY", "s3cret")
        assert command("--db", "a.db", "run").code == Exit.OK
        monkeypatch.delenv("WIRE_KEY")
        web.log.clear()
        ended = command("--db", "a.db", "run")
        assert ended.code == Exit.SOURCES_FAILED
        assert ended.err.startswith("wire: ")
        assert "WIRE_KEY" in ended.err
        assert [asked.headers.get("x-key") for asked in web.asked("/feed")] == [None]
    ended = command("config", "check")
    assert ended.code == Exit.CONFIG
    assert "WIRE_KEY is not set" in ended.err


def test_what_is_gone_is_told_though_it_has_worked_before_and_once(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        assert command("--db", "a.db", "run").code == Exit.OK
        web.routes["/feed"] = Reply(410)
        ended = command("--db", "a.db", "run")
        assert (ended.code, ended.err[:8]) == (Exit.SOURCES_FAILED, "gazette:")
        assert command("--db", "a.db", "run") == Ended(Exit.OK, "", "")


def test_no_network_is_told_plainly(command: Command, home: Path) -> None:
    sources = "".join(
        f"  - {{id: s{port}, kind: feed, url: 'http://127.0.0.1:{port}/feed', allow_private: true}}\n"
        for port in (10, 12)
    )
    (home / "sources.yaml").write_text(
        f"{SHOWS}sources:\n{sources}settings: {{max_attempts: 1, connect_timeout_s: 2}}\n"
    )
    ended = command("--db", "a.db", "run")
    assert ended.code == Exit.OFFLINE
    assert "none of 2 sources could be reached" in ended.err


def test_a_second_run_leaves_at_once_and_names_the_first(command: Command, home: Path) -> None:
    from filelock import FileLock

    (home / "sources.yaml").write_text(ONE_SOURCE)
    with Store.open(home / "a.db") as store, FileLock(home / "a.db.lock"):
        store.begin_run(command="run", version="0", pid=os.getpid(), now=datetime(2026, 11, 3, tzinfo=UTC))
        ended = command("--db", "a.db", "run")
    assert ended.code == Exit.LOCKED
    assert str(os.getpid()) in ended.err


def test_only_an_existing_source_can_be_named(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        ended = command("--db", "a.db", "run", "--only", "gazete")
    assert ended.code == Exit.NO_INPUT
    assert "Did you mean 'gazette'?" in ended.err


def test_a_summary_that_cannot_be_written_does_not_hide_that_the_run_is_stored(command: Command, home: Path) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        ended = command("--db", "a.db", "run", "--summary", "nowhere/summary.json")
    assert ended.code == Exit.IO
    assert "the run is stored" in ended.err


def test_an_error_of_this_program_is_told_from_all_others(
    command: Command, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*args: object, **kwargs: object) -> None:
        raise RuntimeError("stumbled")

    monkeypatch.setattr("aggregator.parse.parse_records", stumble)
    ended = command("extract", articles)
    assert ended.code == Exit.BUG
    assert "RuntimeError: stumbled" in ended.err


def test_what_begins_and_ends_to_be_wrong_is_told_once_and_the_exit_code_says_when_it_begins(
    command: Command, home: Path
) -> None:
    with WebServer() as web:
        (home / "sources.yaml").write_text(feed(web))
        run = ("--db", "a.db", "run", "--only", "gazette")
        assert command(*run).code == Exit.OK
        good, web.routes["/feed"] = web.routes["/feed"], Reply(500)
        ended = [command(*run, "--summary", "run.json") for _ in range(4)]
        assert [one.code for one in ended] == [Exit.OK, Exit.OK, Exit.SOURCES_FAILED, Exit.OK]
        assert [one.err.count("gazette: ") for one in ended] == [0, 0, 1, 0]
        assert json.loads((home / "run.json").read_text())["alarms_open"] == 1
        (row,) = json.loads(command("--db", "a.db", "sources").out)
        assert (row["alarms"], row["alarm"].partition(":")[0]) == (1, "failing")
        assert command("--db", "a.db", "doctor", "--offline").code == Exit.SOURCES_FAILED
        web.routes["/feed"] = good
        ended = [command(*run) for _ in range(3)]
        assert [one.code for one in ended] == [Exit.OK] * 3
        assert [": over: " in one.err for one in ended] == [False, True, False]
