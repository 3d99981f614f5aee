"""An outcome as a function of a few numbers: computed at a grid, interpolated between."""
