"""Exit codes: sysexits.h where it has one, so that cron, systemd and scripts can tell what happened."""

import errno
from enum import IntEnum

from aggregator.errors import (
    AggregatorError,
    ConfigError,
    DatabaseLockedError,
    DatabaseMissingError,
    InputError,
    MissingInputError,
    OutputError,
    StoreError,
)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""A disk, a quota or a file that is full, and a drive that fails."""


class Exit(IntEnum):
    """What the command line ends with; ``meaning`` is the line of the README's table."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> "Exit":
        """A member that is its code and knows its meaning."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    OK = 0, "done, also when there was nothing new"
    SOURCES_FAILED = 1, "a source began to be in trouble (--strict: failed), or what was tried or checked is not well"
    USAGE = 2, "the command line itself is wrong"
    DATA = 65, "a file given as input is not what it should be"
    NO_INPUT = 66, "a file given as input cannot be opened, there is no database yet, or nothing is known by that name"
    OFFLINE = 69, "none of several hosts could be reached: the network is down, and no source is blamed"
    BUG = 70, "an error of this program; please report it with the traceback"
    IO = 74, "the database cannot be read or written, or a file of output cannot be written"
    LOCKED = 75, "another run holds the lock; try again later"
    CONFIG = 78, "sources.yaml has problems; for run, a secret that is not set is one of its source alone"
    INTERRUPTED = 130, "stopped by Ctrl-C; what was fetched until then is stored"


def exit_code(error: AggregatorError) -> Exit:
    """The code that an error ends the program with."""
    match error:
        case ConfigError():
            return Exit.CONFIG
        case MissingInputError():
            return Exit.NO_INPUT
        case InputError():
            return Exit.DATA
        case DatabaseLockedError():
            return Exit.LOCKED
        case DatabaseMissingError():
            return Exit.NO_INPUT
        case StoreError() | OutputError():
            return Exit.IO
        case _:
            return Exit.BUG
