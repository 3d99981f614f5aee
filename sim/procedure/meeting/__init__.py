"""A meeting of the Council as a state machine of acts, each answered by a ruling.

``open_meeting`` gives a meeting that waits to be called; ``apply`` does one act; ``in_order`` lists
what a participant can do; ``replay`` and ``undo`` work on the list of acts, which is all that needs
to be kept.
"""

from sim.procedure.meeting.acts import SECRETARIAT, TEACHER, Act, Ruling
from sim.procedure.meeting.choices import options
from sim.procedure.meeting.entities import BallotRecord, Circumstances, Law
from sim.procedure.meeting.fields import Field, FieldType, ValueSource
from sim.procedure.meeting.play import (
    ACTS,
    CHAIR_ACTS,
    PossibleAct,
    acts_of,
    acts_schema,
    apply,
    in_order,
    replay,
    undo,
)
from sim.procedure.meeting.shown import ballot_shown, shown
from sim.procedure.meeting.state import Meeting, open_meeting
from sim.procedure.meeting.vocabulary import (
    MotionKind,
    Nature,
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
)

__all__ = [
    "ACTS",
    "CHAIR_ACTS",
    "SECRETARIAT",
    "TEACHER",
    "Act",
    "BallotRecord",
    "Circumstances",
    "Field",
    "FieldType",
    "Law",
    "Meeting",
    "MotionKind",
    "Nature",
    "Phase",
    "PossibleAct",
    "ProposalKind",
    "QuestionKind",
    "Ruling",
    "Status",
    "ValueSource",
    "acts_of",
    "acts_schema",
    "apply",
    "ballot_shown",
    "in_order",
    "open_meeting",
    "options",
    "replay",
    "shown",
    "undo",
]
