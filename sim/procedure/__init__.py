"""The law of the Council, dated and cited; no preference lives here."""
