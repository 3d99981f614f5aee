"""Programs of the repository itself: compile the kernels, publish results, draw the pictures."""
