"""The exception tree: everything that aggregator raises on purpose.

    AggregatorError
     ├── ConfigError      sources.yaml cannot be used as it stands
     ├── InputError       a file given on the command line cannot be read as what it should be
     │    └── MissingInputError    it cannot be opened, or nothing is known by the name that was given
     ├── OutputError      a file that was asked for cannot be written
     ├── FetchError       a request could not even be tried
     ├── ParseError       bytes are not what the source promised
     └── StoreError       the database cannot be opened, read or written
          ├── DatabaseMissingError there is none yet
          ├── DatabaseNewerError   written by a later version of this program
          └── DatabaseLockedError  somebody else is writing, try later

Each holds its subject (a file, a source, a URL) as ``subject``, chains its cause, and says in its message what
to do next. Expected results are values, not exceptions: not modified, disallowed by robots.txt, no date in the
text, no show matched.
"""


class AggregatorError(Exception):
    """Base of every error raised on purpose."""

    def __init__(self, message: str, *, subject: str | None = None) -> None:
        super().__init__(message)
        self.subject = subject


class ConfigError(AggregatorError):
    """The configuration cannot be used; ``problems`` has one printable line for each thing wrong with it."""

    def __init__(self, message: str, *, subject: str | None = None, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, subject=subject)
        self.problems = problems


class InputError(AggregatorError):
    """A file given by the user cannot be read as what it should be."""


class MissingInputError(InputError):
    """A file given by the user cannot be opened, or nothing is known by the name that was given."""


class OutputError(AggregatorError):
    """A file that the user asked for cannot be written."""


class FetchError(AggregatorError):
    """A request could not even be tried; what a server answers is a value, never this."""


class ParseError(AggregatorError):
    """Bytes are not what the source promised; ``outcome`` names the reason as recorded in ``fetches``."""

    def __init__(self, message: str, *, subject: str | None = None, outcome: str = "parse_failed") -> None:
        super().__init__(message, subject=subject)
        self.outcome = outcome


class StoreError(AggregatorError):
    """The database cannot be opened, read or written."""


class DatabaseMissingError(StoreError):
    """There is no database at that place yet."""


class DatabaseNewerError(StoreError):
    """The database was written by a later version of this program."""


class DatabaseLockedError(StoreError):
    """Somebody else is writing to the database; trying later will do."""
