"""Two scenarios or runs compared world by world on the same draws."""
