"""Error codes of the studies; ``council explain CODE`` prints them."""

from __future__ import annotations

from sim.domain.errors import Explanation

CODES: dict[str, Explanation] = {
    "E701": Explanation(
        "a table cannot be imported",
        "A table is KTAB's CSV or tab-separated lines marked #A, #P, #M and #D; every number in "
        "it must be finite and within its scale.",
        "Fix the line that the message names; docs/how-to/import.md shows both formats.",
    ),
    "E702": Explanation(
        "the range of a sweep cannot be read",
        "A sweep varies numbers over ranges (path=a:b:step) and entries over lists (path=x,y).",
        "Write -S members.RUS.positions.flights=0:1:0.1 or -S council.institution=charter,no-veto.",
    ),
    "E703": Explanation(
        "no such number in the scenario",
        "An analysis varies numbers of the scenario; a path that does not exist would vary "
        "nothing and show no effect.",
        "`council show SCENARIO --numbers` lists the paths.",
    ),
    "E704": Explanation(
        "the goal of a search cannot be read",
        "A goal is an outcome (adopted, vetoed, not_adopted), a member's vote (RUS=abstain), or "
        "the fate of the plan (plan=carried_out); --keep sets a bound on the tally (yes>=9).",
        "Write --goal adopted --keep 'yes>=9'.",
    ),
    "E705": Explanation(
        "two results cannot be compared",
        "Worlds are compared draft by draft and member by member, and the two have none in common.",
        "Compare runs of one scenario, or scenarios with a draft of the same symbol.",
    ),
    "E706": Explanation(
        "the search would be too large",
        "The grid of changes has more points than the search may examine, so it could not find "
        "the smallest change or prove that there is none.",
        "Use a coarser --step, fewer issues (--axes), or a higher --limit.",
    ),
    "E707": Explanation(
        "the folder contains a different sweep",
        "A sweep can only be continued with the same scenario, design, seed and replicates.",
        "Choose another folder with -o.",
    ),
    "E708": Explanation(
        "a ledger of forecasts was changed",
        "Each line of a ledger contains the SHA-256 of the line before, which reveals lines "
        "that were changed, removed or inserted. A forecast that may have been changed is "
        "worthless.",
        "Restore the file from the history of your repository; `council ledger verify` names "
        "the line.",
    ),
    "E709": Explanation(
        "a condition that too few worlds meet",
        "A condition selects worlds by what happened in them; with only a few worlds, shares "
        "mean nothing.",
        "Compute more worlds with -n, or fix the vote with --pin, which answers a different "
        "question.",
    ),
}
"""Every code of this room; the tests trigger each."""
