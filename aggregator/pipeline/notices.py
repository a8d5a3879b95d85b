"""One message per rule and address for what a run, and those before it that could not tell, had news of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from aggregator.models import Message, NotifyRule
from aggregator.notify import digest_of
from aggregator.publish.messages import message
from aggregator.store import Store

Send = Callable[[str, Message], str | None]
"""Sends to an address; None where the message was taken, else why not."""


def prepare_notices(store: Store, rules: Iterable[NotifyRule]) -> None:
    """Marks from where on each address is told the news; before a run, so that a run that is killed has its mark.

    Raises:
        StoreError: The database cannot be written.
    """
    rules = list(rules)
    store.forget_rules(rule.id for rule in rules)
    for rule in rules:
        store.save_targets(rule.id, map(digest_of, rule.urls), are_all=not rule.missing_secrets)


def send_notices(store: Store, rules: Iterable[NotifyRule], *, send: Send, now: datetime) -> list[str]:
    """What could not be sent, a line each, after every address was told what is news to it.

    A message that was taken is not sent again, unless the program is killed in the instant between that and the mark;
    what could not be sent is part of the next run's message. Nothing is held locked while a service is asked.

    Args:
        store: Its news are read, the marks written.
        rules: Of sources.yaml, prepared.
        send: The way out.
        now: When messages were sent.

    Raises:
        StoreError: The database cannot be written.
    """
    problems = []
    for rule in rules:
        unset = (f"the environment variable {name} is not set" for name in rule.missing_secrets)
        problems += [f"notify rule {rule.id}: {problem}" for problem in unset]
        for number, url in enumerate(rule.urls, 1):
            problem = _tell(store, rule, url, send, now)
            if problem is not None:
                address = f", address {number}" if len(rule.urls) > 1 else ""
                problems.append(f"notify rule {rule.id}{address}: {problem}")
    return problems


def _tell(store: Store, rule: NotifyRule, url: str, send: Send, now: datetime) -> str | None:
    target = digest_of(url)
    told, newest = store.told_until(rule.id, target), store.newest_run()
    text = message(rule, store.news_after(told), store.alarms_after(told))
    problem = send(url, text) if text is not None else None
    if problem is None:
        store.save_told(rule.id, target, newest, sent_at=now if text else None)
    else:
        store.save_untold(rule.id, target)
    return problem
