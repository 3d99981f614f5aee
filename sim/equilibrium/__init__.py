"""How members vote, each expecting the votes of the others: rules and the fixed point."""
