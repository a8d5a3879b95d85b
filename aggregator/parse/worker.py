"""The parsers as a process of their own, which may be ended at any time; the only I/O is with who started it.

``serve`` reads calls from standard input and writes their answers to standard output, until the input ends; a first
answer says that it is ready. A call is a pickled ``(function, args, kwargs)``, an answer a pickled ``Answer``. See
``aggregator.pipeline.parsing`` for the other end.
"""

from __future__ import annotations

import math
import os
import pickle
import re
import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from aggregator.errors import ParseError
from aggregator.models import Outcome

if sys.platform != "win32":  # where the clock alone is a limit
    import resource

MAX_MEMORY_BYTES = 1_500_000_000
"""Of address space. Real pages take 0.5 GB of it, most of that for libraries; eight megabytes of tags take 4 GB."""

RETIRED_ABOVE_BYTES = 600_000_000
"""A process that has once grown beyond this gives little of it back, and makes room for a new one."""

MAX_FRAMES = 20

_PEAK: Final = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call returned, or the exception that it ended with; ``retires``: no further call will be answered."""

    value: Any = None
    error: Exception | None = None
    retires: bool = False


def serve(cpu_s: int) -> None:
    """Answers calls until there are no more; one that computes for more than ``cpu_s`` seconds ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it, whose end closes the input
    answers = _only_for_answers()
    _limit_memory()
    calls = sys.stdin.buffer
    answer = Answer()  # to nothing: ready
    while True:
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
        if answer.retires:
            return
        try:
            function, args, kwargs = pickle.load(calls)  # noqa: S301 - written by the process that started this one
        except EOFError:
            return
        _limit_computing(cpu_s)
        answer = answer_to(function, args, kwargs)


def answer_to(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Answer:
    """Calls ``function``; whatever it raises is an answer."""
    try:
        value = function(*args, **kwargs)
    except ParseError as error:
        return Answer(error=error, retires=_is_swollen())
    except (MemoryError, RecursionError) as error:
        why = f"made its parser give up: {type(error).__name__}; not read"
        refusal = ParseError(why, outcome=Outcome.PARSER_ENDED)
        return Answer(error=refusal, retires=True)
    except Exception as error:  # noqa: BLE001 - raised again in the process that called
        frames = traceback.format_exc(limit=-MAX_FRAMES)
        return Answer(error=RuntimeError(f"{type(error).__name__}: {error}\n\nin the parsers' process:\n{frames}"))
    return Answer(value, retires=_is_swollen())


def _only_for_answers() -> BinaryIO:
    """Standard output for us alone: whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return answers


def _limit_memory() -> None:
    if sys.platform != "win32":
        _limit(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
        _limit(resource.RLIMIT_CORE, 0)


def _limit_computing(cpu_s: int) -> None:
    """Time of the processor, not of the clock: on a busy machine an honest page must not pass for a hostile one."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + cpu_s)


def _limit(what: int, most: int) -> None:
    """Sets the soft limit, no higher than the hard one that we were started with."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _is_swollen() -> bool:
    return peak_bytes() > RETIRED_ABOVE_BYTES


def peak_bytes() -> int:
    """The most memory that this process has had; 0 where that cannot be known."""
    if sys.platform == "win32":
        return 0
    try:
        # Not ru_maxrss, which is handed down: it would begin at what the process that started this one has had.
        peak = _PEAK.search(Path("/proc/self/status").read_text("ascii", "replace"))
    except FileNotFoundError:
        # In bytes on macOS, in kilobytes elsewhere.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1_024)
    return int(peak[1]) * 1_024 if peak else 0
