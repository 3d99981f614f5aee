"""Secrets, rates, origins and names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.classroom import credentials, typed_text
from sim.web import security


def test_tokens_and_codes_do_not_repeat_and_are_long_enough() -> None:
    tokens = {credentials.new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert min(len(token) for token in tokens) >= 43
    assert set(credentials.new_code()) <= set(credentials.CODE_LETTERS)


def test_the_pin_is_kept_as_a_slow_hash() -> None:
    kept = credentials.pin_hash("12345678", "salt")
    assert "12345678" not in kept
    assert credentials.pin_matches("12345678", "salt", kept)
    assert not credentials.pin_matches("12345679", "salt", kept)


def test_wrong_pins_make_the_next_attempt_wait_longer_and_longer() -> None:
    attempts = security.Attempts()
    for _ in range(5):
        assert attempts.wait("10.0.0.7", 0.0) == 0
        attempts.failed("10.0.0.7", 0.0)
    first = attempts.wait("10.0.0.7", 0.0)
    attempts.failed("10.0.0.7", 0.0)
    assert 0 < first < attempts.wait("10.0.0.7", 0.0)
    assert attempts.wait("10.0.0.8", 0.0) == 0


def test_a_right_pin_takes_back_what_was_counted_for_it() -> None:
    attempts = security.Attempts(free_for_all=3)
    for _ in range(20):
        attempts.failed("10.0.0.9", 0.0)
        attempts.succeeded("10.0.0.9")
    assert attempts.wait("10.0.0.9", 0.0) == 0.0


def test_many_addresses_guess_no_faster_and_do_not_lock_out_the_machine_itself() -> None:
    attempts = security.Attempts()
    for n in range(60):
        attempts.failed(f"10.0.1.{n}", 0.0)
    assert attempts.wait("10.0.2.1", 0.0) > 0
    assert attempts.wait("127.0.0.1", 0.0) == 0


def test_guessing_for_a_day_stays_hopeless() -> None:
    attempts, now, tried = security.Attempts(), 0.0, 0
    while now < 86400:
        now += attempts.wait("10.0.0.7", now)
        attempts.failed("10.0.0.7", now)
        tried += 1
    assert tried / 10**credentials.PIN_LENGTH < 1e-5


def test_a_bucket_lets_a_burst_through_and_then_the_rate() -> None:
    bucket = security.Bucket(rate=2, burst=3)
    assert [bucket.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.take(0.5)
    assert not bucket.take(0.5)


@given(st.text(max_size=200))
def test_a_name_has_no_control_or_direction_mark_and_no_second_line(text: str) -> None:
    kept = typed_text.clean(text, 40)
    assert len(kept) <= 40
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in kept)
    assert typed_text.clean(kept, 40) == kept


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("192.168.1.20:8000", True),
        ("[fe80::1]:8000", True),
        ("localhost:8000", True),
        ("evil.example:8000", False),
        ("192.168.1.20.evil.example", False),
        ("", False),
        ("[::1", False),
        ("[::1]:8000", True),
        ("127.0.0.1:80; script-src *", False),  # it stands in the policy of every answer
        ("localhost:8000 wss://evil.example", False),
        ("[::1]; script-src *", False),
        ("localhost:\u0661", False),
    ],
)
def test_only_addresses_and_own_names_are_hosts(header: str, allowed: bool) -> None:
    assert security.host_allowed(header, frozenset({"localhost"})) is allowed


@pytest.mark.parametrize(
    ("origin", "same"),
    [
        ("http://10.0.0.1:8000", True),
        ("http://10.0.0.1:8001", False),
        ("http://evil.example", False),
        ("null", False),
        (None, False),
        ("file://10.0.0.1:8000", False),
    ],
)
def test_another_origin_is_refused(origin: str | None, same: bool) -> None:
    assert security.same_origin(origin, "10.0.0.1:8000") is same


def test_the_policy_allows_no_inline_script_and_no_foreign_host() -> None:
    policy = security.headers("ws://10.0.0.1:8000")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "ws://10.0.0.1:8000" in policy


def test_each_address_has_a_bucket_and_only_full_ones_are_forgotten() -> None:
    buckets = security.Buckets(rate=1, burst=2)
    for number in range(security.MOST_CONNECTIONS * 4 - 1):
        assert buckets.take(f"earlier {number}", 0.0)
    assert [buckets.take("192.0.2.1", 9.0) for _ in range(3)] == [True, True, False]
    assert buckets.take("192.0.2.2", 9.0)
    assert not buckets.take("192.0.2.1", 9.0), "what it took is not forgotten"
    assert len(buckets._named) == 2
