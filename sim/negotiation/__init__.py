"""The order of play, implemented once: rounds, drafting, mediation, ballots."""
