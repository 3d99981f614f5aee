"""The order of play, written once: rounds, drafting, mediation, ballots."""
