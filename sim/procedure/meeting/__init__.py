"""A meeting of the Council as a state machine of acts, each answered by a ruling.

``open_meeting`` gives a meeting that waits to be called; ``apply`` does one act; ``in_order`` lists
what a participant can do; ``replay`` and ``undo`` work on the list of acts, which is all that needs
to be kept.
"""

from sim.procedure.meeting.play import (
    ACTS,
    CHAIR_ACTS,
    Offer,
    acts_of,
    apply,
    in_order,
    replay,
    undo,
)
from sim.procedure.meeting.shown import ballot_shown, shown
from sim.procedure.meeting.state import (
    SECRETARIAT,
    TEACHER,
    Act,
    BallotRecord,
    Law,
    Meeting,
    Ruling,
    open_meeting,
)

__all__ = [
    "ACTS",
    "CHAIR_ACTS",
    "SECRETARIAT",
    "TEACHER",
    "Act",
    "BallotRecord",
    "Law",
    "Meeting",
    "Offer",
    "Ruling",
    "acts_of",
    "apply",
    "ballot_shown",
    "in_order",
    "open_meeting",
    "replay",
    "shown",
    "undo",
]
