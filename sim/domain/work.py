"""Names of threads that can be left working when a command ends."""

from __future__ import annotations

QUERY = "query"
"""The thread of a query over kept runs, which cannot always be interrupted."""
