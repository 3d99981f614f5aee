"""Codes of a draft's status as NumPy scalars of the arrays' own type.

Comparing an array with one of these is five times as fast as with the enumeration, which NumPy has
to convert first; in a single world that conversion took a tenth of the time.
"""

from __future__ import annotations

import numpy as np

from sim.domain.ballots import DraftStatus, Outcome

UNTABLED = np.int8(DraftStatus.UNTABLED)
CIRCULATED = np.int8(DraftStatus.CIRCULATED)
BLUE = np.int8(DraftStatus.BLUE)
WITHDRAWN = np.int8(DraftStatus.WITHDRAWN)
DISPOSED = np.int8(DraftStatus.DISPOSED)

ADOPTED = np.int8(Outcome.ADOPTED)
VETOED = np.int8(Outcome.VETOED)
NOT_ADOPTED = np.int8(Outcome.NOT_ADOPTED)
