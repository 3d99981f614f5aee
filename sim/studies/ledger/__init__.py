"""A ledger of forecasts: registered before a ballot, resolved once, scored against baselines."""
