"""Read tables of recorded ballots, in the layouts that people use, into cases to decide."""
