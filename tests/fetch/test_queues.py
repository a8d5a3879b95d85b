from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch.queues import HostQueues


def test_a_host_serves_one_at_a_time_with_a_pause() -> None:
    queues: HostQueues[str] = HostQueues()
    queues.push("a", "first", rank=1)
    queues.push("a", "second", rank=1)
    assert queues.take(0.0) == ("a", "first")
    assert queues.take(100.0) is None
    queues.release("a", free_at=102.0)
    assert queues.free_at() == 102.0
    assert queues.take(101.9) is None
    assert queues.take(102.0) == ("a", "second")


def test_the_pause_is_kept_for_what_comes_later() -> None:
    queues: HostQueues[str] = HostQueues()
    queues.push("a", "first", rank=1)
    assert queues.take(0.0) is not None
    queues.release("a", free_at=10.0)
    queues.push("a", "second", rank=1)
    assert queues.take(9.0) is None
    assert queues.take(10.0) == ("a", "second")


def test_a_waiting_host_holds_up_nobody_else() -> None:
    queues: HostQueues[str] = HostQueues()
    for host in "ab":
        queues.push(host, f"{host}1", rank=1)
        queues.push(host, f"{host}2", rank=1)
    assert {queues.take(0.0), queues.take(0.0)} == {("a", "a1"), ("b", "b1")}
    queues.release("b", free_at=1.0)
    queues.release("a", free_at=50.0)
    assert queues.take(1.0) == ("b", "b2")


def test_lower_ranks_go_first() -> None:
    queues: HostQueues[str] = HostQueues()
    for name, rank in (("article", 2), ("source", 1), ("another source", 1), ("robots", 0)):
        queues.push("a", name, rank=rank)
    assert queues.drain("a") == ["robots", "source", "another source", "article"]


def test_a_drained_host_has_nothing_left_and_can_be_filled_again() -> None:
    queues: HostQueues[str] = HostQueues()
    queues.push("a", "x", rank=1)
    assert queues.drain_all() == ["x"]
    assert queues.drain("never seen") == []
    assert queues.free_at() is None
    assert queues.take(0.0) is None
    queues.push("a", "y", rank=1)
    queues.push("a", "z", rank=1)
    assert queues.take(0.0) == ("a", "y")
    assert queues.take(0.0) is None


def test_a_drained_host_keeps_its_pause() -> None:
    queues: HostQueues[str] = HostQueues()
    queues.push("a", "drained", rank=1)
    queues.drain("a")
    queues.push("a", "first", rank=1)
    assert queues.take(0.0) == ("a", "first")
    queues.release("a", free_at=10.0)
    queues.push("a", "second", rank=1)
    assert queues.take(5.0) is None
    assert queues.take(10.0) == ("a", "second")


_ACTIONS = st.lists(
    st.tuples(st.sampled_from(["push", "take", "release", "drain"]), st.sampled_from("abc"), st.integers(0, 3)),
    max_size=60,
)


@given(_ACTIONS)
def test_whatever_happens_everything_comes_out_once_and_hosts_are_never_asked_twice_at_a_time(
    actions: list[tuple[str, str, int]],
) -> None:
    queues: HostQueues[int] = HostQueues()
    pushed = 0
    out: list[int] = []
    free_at = dict.fromkeys("abc", 0.0)
    busy: set[str] = set()
    for now, (action, host, number) in enumerate(actions):
        if action == "push":
            queues.push(host, pushed, rank=number)
            pushed += 1
        elif action == "drain":
            out += queues.drain(host)
        elif action == "release" and host in busy:
            busy.remove(host)
            free_at[host] = float(now + number)
            queues.release(host, free_at=free_at[host])
        elif action == "take" and (taken := queues.take(float(now))) is not None:
            assert taken[0] not in busy
            assert free_at[taken[0]] <= now
            busy.add(taken[0])
            out.append(taken[1])
    for host in busy:
        queues.release(host, free_at=0.0)
    while (free := queues.free_at()) is not None:
        taken = queues.take(free)
        assert taken is not None
        out.append(taken[1])
        queues.release(taken[0], free_at=free)
    assert sorted(out) == list(range(pushed))
