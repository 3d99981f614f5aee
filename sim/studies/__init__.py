"""Studies: questions answered with ensembles of worlds."""
