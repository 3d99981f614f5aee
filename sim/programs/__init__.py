"""Programs for the repository: compile kernels, publish results, draw figures."""
