"""Weights of a text's issues, and how far a statement still holds, against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from sim.preferences import texts

RNG = np.random.default_rng(11)


@pytest.mark.parametrize("worlds", [1, 7])
def test_weights_sum_to_one_over_the_issues_of_which_a_text_speaks(worlds: int) -> None:
    salience = RNG.random((4, 5, worlds))
    speaks = RNG.random((5, worlds)) < 0.6
    speaks[:, 0] = False  # a text that says nothing leaves them as they are
    out = np.empty_like(salience)
    texts.saliences_on(salience, speaks, out)
    total = (salience * speaks).sum(axis=1)
    assert out == pytest.approx(salience / np.where(total > 0, total, 1.0)[:, None])
    assert np.array_equal(out[..., 0], salience[..., 0])
    assert (out * speaks).sum(axis=1)[:, 1:] == pytest.approx(
        speaks.any(axis=0)[1:] * np.ones((4, 1))
    )


def left(said: np.ndarray, text: np.ndarray, quo: np.ndarray) -> np.ndarray:
    """The share of statements ``(members, issues, worlds)`` that is left, one lane a world."""
    out = np.empty((len(said), text.shape[1]))
    texts.statement_left(said[:, None], 0, np.arange(text.shape[1]), text, quo, out)
    return out


def test_a_statement_holds_less_the_further_the_text_has_moved() -> None:
    quo, said = np.zeros((2, 4)), np.full((1, 2, 4), 0.5)
    said[0, :, 3] = 0.0  # spoken of a text that changed nothing
    text = np.array([[0.5, 0.25, 0.0, 0.3], [0.5, 0.5, 1.0, 0.3]])
    assert left(said, text, quo)[0].tolist() == [1.0, 0.75, 0.0, 1.0]
    said[0] = 5e-324  # of a change next to nothing any move takes all
    assert left(said, np.full((2, 4), 0.4), quo)[0].tolist() == [0.0] * 4


def test_a_text_changes_what_it_says_beside_the_state_of_things() -> None:
    """Said of a text that asked .6 more on each issue; half of that is gone."""
    quo, said = np.array([[0.2], [0.1]]), np.array([[[0.8], [0.7]]])
    assert left(said, np.array([[0.5], [0.4]]), quo)[0, 0] == pytest.approx(0.5)


def test_lanes_of_one_world_share_what_was_said_there() -> None:
    quo, said = np.zeros((1, 2)), np.array([[[[0.1, 0.8]]]])
    out = np.empty((1, 3))
    columns = np.array([1, 1, 1])
    texts.statement_left(said, 0, columns, np.array([[0.8, 0.4, 0.0]]), quo, out)
    assert out[0] == pytest.approx([1.0, 0.5, 0.0])
