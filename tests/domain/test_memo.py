"""Results kept for an object are those of that object, and no more than so many are held."""

from __future__ import annotations

from sim.domain.memo import once_per_object


def test_equal_objects_are_told_apart_and_the_oldest_is_let_go() -> None:
    computed: list[list[int]] = []

    @once_per_object(2)
    def total(numbers: list[int]) -> int:
        computed.append(numbers)
        return sum(numbers)

    one, equal, third = [1, 2], [1, 2], [3]
    assert [total(one), total(one), total(equal)] == [3, 3, 3]
    assert len(computed) == 2
    assert total(third) == 3  # lets go of `one`, which was used last before `equal`
    assert total(equal) == 3
    assert len(computed) == 3
    assert total(one) == 3
    assert len(computed) == 4
