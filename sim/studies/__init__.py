"""Questions asked of ensembles of worlds."""
