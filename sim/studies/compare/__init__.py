"""Compare two scenarios or runs world by world on the same draws."""
