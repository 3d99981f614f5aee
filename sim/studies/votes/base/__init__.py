"""The vote fitted to the base of coded ballots, and tested on left-out dossiers."""
