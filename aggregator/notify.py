"""Sends messages through Apprise, which knows how to reach more than a hundred services. Loaded when needed.

Messages go to addresses that the user wrote into sources.yaml, so they do not pass the gate, which keeps strangers'
pages from choosing whom we ask. Apprise waits four seconds for a connection and four for an answer.
"""

from __future__ import annotations

import hashlib
import logging
from importlib.util import find_spec

from aggregator.models import Message

LACKING = "--notify needs the package apprise: pip install 'aggregator[notify]'"


def can_send() -> bool:
    """Whether Apprise is installed."""
    return find_spec("apprise") is not None


def digest_of(url: str) -> str:
    """What an address is told from others by; the address cannot be found out from it, if it holds a real secret."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def send(url: str, message: Message) -> str | None:
    """Sends a message to one address; None where it was taken, else why not, without the address.

    A service that reads plain text alone gets the text, any other one the Markdown.
    """
    # Without a handler, what Apprise logs would go to standard error, and might name the address.
    logging.getLogger("apprise").addHandler(logging.NullHandler())
    try:
        return _sent(url, message)
    except Exception as error:  # noqa: BLE001 - the code of a hundred services is not ours; what it meets ends no run
        return f"Apprise met an error of its own, {type(error).__name__}; it is sent again with the next run"


def _sent(url: str, message: Message) -> str | None:
    import apprise

    service = apprise.Apprise.instantiate(url)
    if service is None:
        return "Apprise does not know such an address; https://appriseit.com lists what it knows"
    # One format, or since Apprise 2 all that the service reads.
    read: object = service.notify_format
    is_text = read in (apprise.NotifyFormat.TEXT, (apprise.NotifyFormat.TEXT,))
    sender = apprise.Apprise()
    sender.add(service)
    taken = sender.notify(
        title=message.title,
        body=message.text if is_text else message.markdown,
        body_format=apprise.NotifyFormat.TEXT if is_text else apprise.NotifyFormat.MARKDOWN,
    )
    return None if taken else "the service did not take it; it is sent again with the next run"
