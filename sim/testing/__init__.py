"""Conformance tests for rules of decision and baselines that users register.

Call them from your own tests. They raise ``AssertionError`` and say what is wrong.
"""

from sim.testing.baselines import check_baseline
from sim.testing.rules import check_rule

__all__ = ["check_baseline", "check_rule"]
