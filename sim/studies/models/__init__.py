"""Other models of the same situation, and measures of voting power."""
