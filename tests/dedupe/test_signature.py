import random
import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.dedupe import SIGNATURE_BYTES, SIGNATURE_VERSION, Signature, bands, is_worth_comparing, read, sign
from tests.dedupe.labelled import readings

PIN = "import sys; from tests.dedupe.test_signature import digest; sys.stdout.write(digest())"
GOLDEN = "19b41950de1e5146"
"""Of a fixed text. If it changes, every stored signature is void: raise ``SIGNATURE_VERSION`` with it."""


def signed(text: str) -> Signature:
    return sign(read("https://a.example/1", "A title", text))


def invented(seed: int, count: int = 400) -> list[str]:
    rng = random.Random(seed)
    return [f"w{rng.randrange(3_000)}" for _ in range(count)]


def digest() -> str:
    text = (
        " ".join(invented(1))
        + " said Tom Sorley of Oban, 44, and Greta Lund of Leith, 39, on 4 May. Ça va, 오징어 게임."
    )
    signature = signed(text)
    return sha256(signature.to_bytes() + repr(bands(signature)).encode()).hexdigest()[:16]


def share_a_band(a: Signature, b: Signature) -> bool:
    return not set(bands(a)).isdisjoint(bands(b))


def test_signatures_are_what_they_were_when_they_were_stored() -> None:
    assert digest() == GOLDEN


def test_another_process_with_another_hash_seed_makes_the_same() -> None:
    env = {"PYTHONHASHSEED": "77", "PYTHONPATH": ":".join(filter(None, sys.path))}
    made = subprocess.run([sys.executable, "-c", PIN], capture_output=True, text=True, check=True, env=env)
    assert made.stdout == GOLDEN


def test_the_version_names_the_algorithm_of_the_library() -> None:
    from rensa import RMinHash

    assert SIGNATURE_VERSION & 0x0F == RMinHash.ALGORITHM_VERSION


@pytest.mark.parametrize("text", ["", "Two words.", " ".join(invented(2)), "Then Tom Sorley met Greta Lund. " * 9])
def test_a_signature_survives_its_bytes(text: str) -> None:
    signature = signed(text)
    data = signature.to_bytes()
    assert len(data) == SIGNATURE_BYTES
    assert Signature.from_bytes(data) == signature


@given(st.binary(max_size=2 * SIGNATURE_BYTES))
def test_foreign_bytes_are_no_signature(data: bytes) -> None:
    if len(data) != SIGNATURE_BYTES or data[0] != SIGNATURE_VERSION:
        assert Signature.from_bytes(data) is None


@given(st.text())
def test_every_text_has_a_signature_with_few_keys_that_take_four_bytes_in_sqlite(text: str) -> None:
    keys = bands(signed(text))
    assert len(keys) in {0, 8, 12, 20, 32} or len(set(keys)) == len(keys) <= 32
    assert all(0 <= key < 2**29 for key in keys)


def test_a_text_with_nothing_to_say_meets_nobody() -> None:
    assert bands(signed("Share this page.")) == ()
    assert not is_worth_comparing(signed(""), signed(""))


def test_copies_with_one_word_in_twenty_changed_meet() -> None:
    met = 0
    for seed in range(100):
        words = invented(seed)
        rng = random.Random(-seed)
        edited = [f"x{rng.randrange(10**6)}" if rng.random() < 0.05 else word for word in words]
        a, b = signed(" ".join(words)), signed(" ".join(edited))
        met += share_a_band(a, b) and is_worth_comparing(a, b)
    assert met >= 99


def test_a_long_text_and_its_first_paragraphs_meet() -> None:
    for seed in range(30):
        words = invented(seed, 900)
        a, b = signed(" ".join(words)), signed("LEEDS (AFN) - " + " ".join(words[:70]))
        assert share_a_band(a, b)
        assert is_worth_comparing(a, b)


def test_strangers_hardly_meet() -> None:
    keys = [key for seed in range(200) for key in bands(signed(" ".join(invented(seed))))]
    assert len(keys) - len(set(keys)) <= 2


def test_stories_in_the_same_words_of_the_trade_are_not_worth_comparing() -> None:
    stories = [sign(reading) for name, reading in readings().items() if name.endswith(("-wire", "-own"))]
    worth = sum(is_worth_comparing(a, b) for at, a in enumerate(stories) for b in stories[:at])
    assert worth == 0
