"""Who iterates: agents in one world, arrays over many. No rule and no coefficient."""
