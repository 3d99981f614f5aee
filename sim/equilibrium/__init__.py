"""How members vote when each expects the votes of the others: rules and the fixed point."""
