"""Conformance tests for what others register: rules of decision and baselines.

Call them from a test of your own; they raise ``AssertionError`` with what is wrong.
"""

from sim.testing.baselines import check_baseline
from sim.testing.rules import check_rule

__all__ = ["check_baseline", "check_rule"]
