"""A ledger of forecasts: made before a ballot, resolved once, scored beside simple rules."""
