"""The vote fitted to the base of coded ballots, and judged on dossiers that were left out."""
