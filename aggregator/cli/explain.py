"""``aggregator explain``: everything known of one article, or why a fact is believed, down to the fetches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aggregator.cli.common import Setup, common_options, pick_show
from aggregator.cli.completing import show_names
from aggregator.cli.output import paged, say, to_json
from aggregator.cli.sheet import heading, line, pairs, section
from aggregator.errors import MissingInputError
from aggregator.wording.claims import said, season_name
from aggregator.wording.facts import counted

if TYPE_CHECKING:
    from rich.console import Console

    from aggregator.store import Store


@click.command(short_help="Everything known of one article, or of one fact.")
@click.argument("target", metavar="URL|FACT|SHOW", shell_complete=show_names)
@click.option("--season", type=int, help="Of SHOW: only facts about this season.")
@click.option("--kind", help="Of SHOW: facts of this kind, for example renewal, release or cast.")
@click.option("--person", metavar="NAME", help="Of SHOW: only facts about this person; a part of the name will do.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: one object, of SHOW an array of them.")
@common_options
@click.pass_obj
def explain(setup: Setup, target: str, season: int | None, kind: str | None, person: str | None, as_json: bool) -> None:
    """Show where the article at URL came from, which shows it is about and why, and what it claims in which words.

    URL may be any address under which the article was met, with tracking parameters or as an AMP page.

    Or show why a fact is believed: the claims for and against it with their words, who says so, in which article of
    which source, its copies, and how its page was fetched. FACT is an id of `aggregator facts --json`.

    \b
    aggregator explain https://tv.example.org/the-bear-renewed
    aggregator explain the-bear/5/renewal/renewed
    aggregator explain "The Bear" --season 5 --kind cast --person "Ayo Edebiri"
    """  # noqa: D301 - click wants the character itself
    if kind is None and not (season is None and person is None):
        raise click.UsageError("--season and --person choose among the facts of a show: add --kind, too.")
    with setup.open_store() as store:
        if kind is not None:
            _explain_facts(store, _facts_named(store, target, season, kind, person), as_json=as_json)
            return
        known = store.explain(target)
        if known is None:
            _explain_facts(store, [_fact_named(store, target)], as_json=as_json, alone=True)
            return
    if as_json:
        _print_json(known)
    else:
        _print_card(known)


def _print_json(value: object) -> None:
    say(to_json(value, indent=2))


def _fact_named(store: Store, name: str) -> str:
    if store.fact_show(name) is None:
        if "://" in name:
            problem = f"no stored article was met at {name}. `aggregator latest` lists what is stored; articles about "
            problem += "no followed show are not kept."
        else:
            problem = f"'{name}' is no address of a stored article and no id of a fact. `aggregator facts --json` "
            problem += "lists the ids; for what is known of a show, add --kind."
        raise MissingInputError(problem, subject=name)
    return name


def _facts_named(store: Store, show: str, season: int | None, kind: str, person: str | None) -> list[str]:
    from aggregator.models import ClaimKind, fact_order
    from aggregator.text import normalize_text

    if kind not in list(ClaimKind):
        raise click.BadParameter(f"'{kind}' is none of {', '.join(ClaimKind)}", param_hint="--kind")
    wanted = normalize_text(person or "")
    found = [
        fact
        for fact in sorted(store.load_facts(pick_show(store, show)), key=fact_order)
        if fact.key.kind == kind
        and season in (None, fact.key.season)
        and wanted in normalize_text(fact.key.person or "")
    ]
    if not found:
        raise MissingInputError(
            f"nothing of that kind is known of '{show}'. `aggregator facts \"{show}\" --all` shows what is.",
            subject=show,
        )
    return [row["id"] for row in store.fact_rows(found)]


def _explain_facts(store: Store, names: list[str], *, as_json: bool, alone: bool = False) -> None:
    from aggregator.cli.explain_fact import print_explained
    from aggregator.pipeline.knowledge import with_witnesses

    explained = with_witnesses(store, store.explain_facts(names))
    if as_json:
        _print_json(explained[0] if alone else explained)
    else:
        print_explained(explained)


@paged
def _print_card(console: Console, known: dict[str, Any]) -> None:
    article = known["article"]
    heading(console, article["title"])
    pairs(
        console,
        {
            "address": article["url"],
            "published": _stamp(article, "published"),
            "modified": _stamp(article, "modified"),
            "site": article["site"],
            "text": f"{article['completeness']}, {article['word_count']} words",
            "flags": ", ".join(article["flags"]) or None,
        },
    )
    section(console, "Met at", [f"{row['seen_at']}  {row['source_id']}  {row['url']}" for row in known["sightings"]])
    section(
        console,
        "About",
        [
            f"{row['show']}: {row['verdict']}, score {row['score']:.2f}, {counted(len(row['mentions']), 'mention')}"
            for row in known["shows"]
        ],
    )
    console.print()
    heading(console, "Claims")
    if not known["claims"]:
        console.print("  none", style="dim")
    for claim in known["claims"]:
        line(console, f"{claim['show']}, {season_name(claim['season'])}: {said(claim)}", style="green")
        origin = f"{claim['evidence_in']} {claim['start']}-{claim['end']}, {claim['rule']}.v{claim['version']}"
        line(console, f"“{claim['evidence']}”  ({origin})", indent=4)
    section(
        console,
        "Fetched",
        [f"{row['started_at']}  {row['outcome']}  {row['status'] or '-'}  {row['url']}" for row in known["fetches"]],
    )
    revisions = [f"until {row['replaced_at']}: {row['title']}" for row in known["revisions"]]
    if revisions:
        section(console, "Earlier versions", revisions)


def _stamp(article: dict[str, Any], name: str) -> str | None:
    """When, with what it was read from; or what the page says where that cannot be trusted."""
    at, raw = article[f"{name}_at"], article[f"{name}_raw"]
    if at:
        return f"{at}  (from {article[f'{name}_from']})"
    return f"unknown: the page says '{raw}' ({article[f'{name}_flag']})" if raw else None
