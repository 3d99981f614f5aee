"""A meeting of the Council as a state machine of acts, each answered by a ruling.

``open_meeting`` returns a meeting that has not been called yet; ``apply_act`` applies one act;
``possible_acts`` lists what a participant can do; ``replay_meeting`` and ``undo`` work on the list
of acts, which is all that needs to be stored.
"""

from sim.procedure.meeting.acts import SECRETARIAT, TEACHER, Act, Ruling
from sim.procedure.meeting.choices import options
from sim.procedure.meeting.entities import BallotRecord, Circumstances, Law
from sim.procedure.meeting.fields import Field, FieldType, ValueSource
from sim.procedure.meeting.opening import open_meeting
from sim.procedure.meeting.play import (
    ACTS,
    CHAIR_ACTS,
    PossibleAct,
    acts_of,
    acts_schema,
    apply_act,
    possible_acts,
    replay_meeting,
    undo,
)
from sim.procedure.meeting.shown import ballot_shown, meeting_state
from sim.procedure.meeting.state import Meeting
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
    "apply_act",
    "ballot_shown",
    "meeting_state",
    "open_meeting",
    "options",
    "possible_acts",
    "replay_meeting",
    "undo",
]
