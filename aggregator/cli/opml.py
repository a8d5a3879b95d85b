"""``aggregator sources import`` and ``export``: lists of feeds as OPML, in and out of sources.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import Setup, common_options, now_utc
from aggregator.cli.exits import Exit
from aggregator.cli.files import write_out
from aggregator.cli.output import Column, Format, output_options, say, write_rows
from aggregator.cli.sources_file import SourcesFile, agreed
from aggregator.errors import InputError, MissingInputError, ParseError
from aggregator.wording.facts import counted

if TYPE_CHECKING:
    from aggregator.config.document import Value
    from aggregator.models import Config
    from aggregator.parse import Outline


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one outline: ``added``, ``there`` (followed already) or ``refused``, and why."""

    outcome: str
    id: str | None
    url: str | None
    title: str
    folder: str
    why: str = ""


COLUMNS = (
    Column("outcome", "", style="bold"),
    Column("id", "source", style="cyan"),
    Column("why", "why", ratio=1),
    Column("title", "title", ratio=1, spare=True),
    Column("url", "url", ratio=1, spare=True, style="dim"),
)


@click.command("export", short_help="The sources as OPML.")
@click.option(
    "-o", "--output", "path", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), help="Write to FILE."
)
@common_options
@click.pass_obj
def export(setup: Setup, path: Path | None) -> None:
    """Print the sources as OPML, for feed readers and for `aggregator sources import`, which loses nothing of it.

    \b
    aggregator sources export -o sources.opml
    aggregator --config new.yaml sources import --trust sources.opml
    """  # noqa: D301 - click wants the character itself
    from aggregator.config.opml import sources_in, to_opml

    setup.load_config(sources_required=False)
    sources = sources_in(SourcesFile.read(setup.find_config()).text)
    write_out(to_opml(sources, now=now_utc()), path)
    held = [str(source["id"]) for source in sources if _holds_header(source)]
    if held:
        say(
            f"headers are in it as they stand in sources.yaml: look at {', '.join(held)} before you hand it on",
            err=True,
        )


@click.command("import", short_help="Take over the feeds of an OPML file.")
@click.argument("file", metavar="FILE.opml", type=click.Path(path_type=Path))
@click.option("--trust", is_flag=True, help="The file is your own: its headers and allow_private are taken over, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before writing.")
@output_options
@common_options
@click.pass_obj
def import_opml(setup: Setup, output: Format, file: Path, trust: bool, dry_run: bool, yes: bool) -> Exit:
    """Write the feeds of an OPML file into sources.yaml, and report on each: added, there already, or refused and why.

    The rest of sources.yaml stays as it is. Folders are not kept; of what other programs say of a feed, its title
    becomes a comment.

    \b
    aggregator sources import subscriptions.opml --dry-run
    aggregator sources import subscriptions.opml --yes --csv > report.csv
    """  # noqa: D301 - click wants the character itself
    from aggregator.config.edit import with_sources

    config = setup.load_config(sources_required=False)
    sources_file = SourcesFile.read(setup.find_config())
    lines, entries = _sorted_out(_outlines(file), config, trust=trust)
    write_rows([asdict(line) for line in lines], output, columns=COLUMNS, empty=f"{file} names no feeds")
    added = [line for line in lines if line.outcome == "added"]
    if entries:
        text = with_sources(sources_file.text, entries, [line.title for line in added])
        sources_file.check(text)
        what = counted(len(entries), "source")
        if dry_run:
            say(f"{what} would be added to {sources_file.path}", err=True)
        elif agreed(f"Add {what} to {sources_file.path}?", yes=yes):
            sources_file.write(text)
            if not setup.quiet:
                say(f"{what} added to {sources_file.path}", err=True)
    refused = sum(line.outcome == "refused" for line in lines)
    if refused:
        raise InputError(f"{file}: {counted(refused, 'outline')} refused, as listed", subject=str(file))
    return Exit.OK


def _distrusted(entry: dict[str, Value], *, trust: bool) -> str | None:
    """Why a stranger's source is not taken over: it could send what the environment holds to whom it likes."""
    risky = [] if trust else [key for key in ("headers", "allow_private") if key in entry]
    return f"has {' and '.join(risky)}, which nobody else should set; --trust takes it over" if risky else None


def _holds_header(source: dict[str, Value]) -> bool:
    headers = source.get("headers")
    return isinstance(headers, dict) and any(not str(value).startswith("env:") for value in headers.values())


def _outlines(path: Path) -> Sequence[Outline]:
    from aggregator.pipeline.parsing import parse_opml

    try:
        return parse_opml(path.read_bytes(), str(path))
    except OSError as error:
        message = f"{path}: {error.strerror}. Name a file of feeds as OPML."
        raise MissingInputError(message, subject=str(path)) from error
    except ParseError as error:
        raise InputError(f"{path}: {error}", subject=str(path)) from error


def _sorted_out(
    outlines: Sequence[Outline], config: Config, *, trust: bool
) -> tuple[list[Line], list[dict[str, Value]]]:
    """What becomes of each outline, and the entries to be added."""
    lines, entries = [], []
    for line, entry in _each(outlines, config, trust=trust):
        lines.append(line)
        if line.outcome == "added":
            entries.append(entry)
    return lines, entries


def _each(outlines: Sequence[Outline], config: Config, *, trust: bool) -> Iterator[tuple[Line, dict[str, Value]]]:
    from aggregator.config.naming import invent_id
    from aggregator.config.opml import NoSourceError, problem_of, source_of, unknown_shows
    from aggregator.urls import canonicalize_url

    ids = {str(source.id) for source in config.sources}
    places = {canonicalize_url(source.url): str(source.id) for source in config.sources}
    names = [name for show in config.shows for name in (show.id, show.title, *show.aliases)]
    for outline in outlines:
        folder = " / ".join(outline.folders)
        try:
            entry, title = source_of(outline.attributes)
        except NoSourceError as error:
            title = outline.attributes.get("text", "")
            yield Line("refused", None, None, title, folder, f"line {outline.line}: {error}"), {}
            continue
        url, wanted = str(entry["url"]), entry.get("id")
        title = "" if title == wanted else title
        name = str(wanted) if wanted and wanted not in ids else invent_id(url, ids)
        entry = {"id": name, **{key: value for key, value in entry.items() if key != "id"}}
        problem = problem_of(entry) or _distrusted(entry, trust=trust)
        if not problem and (missing := unknown_shows(entry, names)):
            problem = f"shows: not followed here: {', '.join(missing)}"
        if problem:
            yield Line("refused", None, url, title, folder, f"line {outline.line}: {problem}"), {}
            continue
        known = places.get(canonicalize_url(url))
        if known is not None:
            yield Line("there", known, url, title, folder, "followed already"), {}
            continue
        places[canonicalize_url(url)] = name
        ids.add(name)
        why = f"the id {wanted} is taken" if wanted and wanted != name else ""
        yield Line("added", name, url, title, folder, why), entry
