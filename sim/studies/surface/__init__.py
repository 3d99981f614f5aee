"""An outcome as a function of a few numbers: computed on a grid, interpolated between."""
