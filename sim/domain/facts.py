"""Facts of the world on which a claim may depend (``when:`` in scenario files)."""

from __future__ import annotations

FACTS: dict[str, str] = {
    "plan_announced": "the envoy has announced his plan",
    "plan_accepted": "every party whose consent the plan needs has accepted it",
    "plan_carried_out": "the plan has been carried out",
}
"""Name of a fact -> when it is true."""
