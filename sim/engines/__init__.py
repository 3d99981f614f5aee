"""The loops over rounds: agents in one world, arrays over many. No rule and no coefficient."""
