"""What actors want: the worth of texts and votes, prices, consent. Pure array arithmetic."""
