"""Whether two articles are one: exactly, by address and text."""

from aggregator.dedupe.exact import MIN_COMPARED_WORDS, Decision, decide

__all__ = ["MIN_COMPARED_WORDS", "Decision", "decide"]
