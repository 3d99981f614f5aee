"""The columns of tables of ballots, and the headers under which files have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the headers that files use for it (ours first), and its content."""

    name: str
    heads: tuple[str, ...]
    meaning: str


LABELS = (
    "ballot", "item", "resolution", "resolutions", "draft", "draft_resolution", "draft_text",
    "symbol", "resolution_number", "resolution_no", "res", "unres", "document", "meeting_record",
    "meeting",
)  # fmt: skip
COLUMNS: tuple[Column, ...] = (
    Column("ballot", LABELS, "name of the ballot in a table with one row per vote"),
    Column("item", ("item", *LABELS), "name of the ballot in a table with one row per ballot"),
    Column("date", ("date", "vote_date", "date_of_vote", "meeting_date", "day", "adopted_on"),
           "day of the vote"),
    Column("year", ("year",), "year, for dates without one"),
    Column("member", ("member", "ms_name", "ms_names", "member_state", "country", "country_name",
                      "state", "name", "ms_code", "ms_codes", "country_code", "iso3c", "iso2c",
                      "iso"),
           "name or code of the member that voted"),
    Column("vote", ("vote", "ms_vote", "ms_votes", "voted", "vote_cast"), "its vote"),
    Column("yes", ("yes", "for", "in_favour", "in_favor", "favour", "favor", "total_yes",
                   "votes_for", "yes_votes", "yea", "yeas", "ayes", "y"), "votes in favour"),
    Column("no", ("no", "against", "total_no", "votes_against", "no_votes", "nay", "nays", "n"),
           "votes against"),
    Column("abstain", ("abstain", "abstentions", "abstention", "abstained", "abstaining",
                       "total_abstentions", "total_abstain"), "abstentions"),
    Column("not_voting", ("not_voting", "non_voting", "total_non_voting"),
           "members that did not take part"),
    Column("absent", ("absent", "total_absent"), "members that were absent"),
    Column("not_participating", ("not_participating", "nonparticipating", "non_participating",
                                 "did_not_participate"), "members present that did not take part"),
    Column("tally", ("tally", "vote", "votes", "voting", "vote_count", "vote_result", "result",
                     "results"), "all three numbers in one cell, 11-2-2"),
    Column("permanent_no", ("permanent_no", "vetoed_by", "vetoing_member", "vetoing_members",
                            "vetoing_state", "vetoing_states", "veto_cast_by", "vetoes", "veto",
                            "member_veto", "vetoing_countries", "vetoing_country",
                            "vetoing_power", "vetoing_powers",
                            "permanent_member_casting_negative_vote"),
           "permanent members that voted against; also numbered, or a column for each of them"),
    Column("members", ("members", "total_ms", "seats"), "seats of the Council"),
    Column("nature", ("nature",), "procedural, substantive, or election"),
    Column("chapter", ("chapter",), "Chapter VI, VII ... or Article; "
           "under Article 27(2) or 28 to 32 a ballot is procedural"),
    Column("party", ("party", "parties"), "parties to the dispute"),
    Column("atrocities", ("atrocities", "mass_atrocities"),
           "yes or no: whether the question is one of mass atrocities, for reforms that restrain "
           "the veto on such questions"),
    Column("outcome", ("outcome", "recorded_outcome", "modality", "status", "decision", "result",
                       "results", "vote", "votes"), "the outcome that the file records"),
    Column("topic", ("topic", "agenda_item", "agenda", "subject", "subjects", "concerns", "title"),
           "agenda item"),
    Column("undecided", ("undecided",),
           "faulty for a ballot that is not to be decided, as in the CSV that this command prints"),
    Column("outcomes", ("security_council_outcome_vote", "outcome_vote"),
           "a meeting's ballots in one cell, as in the United Nations' yearly tables"),
)  # fmt: skip
"""The columns that are read; ``--map name=head`` selects another header for one."""

BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
SEVERAL = ("ballot", "item", "permanent_no")
"""Columns that may be spread over several headers."""
REPEATED = (
    "yes", "no", "abstain", "not_voting", "absent", "not_participating", "members", "party",
)  # fmt: skip
"""Columns that a table may have under several headers, which must then say the same."""
