"""The law of the Council, dated and with its sources. It knows nothing of preferences."""
