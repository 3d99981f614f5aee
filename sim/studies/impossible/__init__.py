"""What a diplomat would call impossible: found in worlds, counted, published and warned of."""
