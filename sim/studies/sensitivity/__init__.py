"""Which uncertain numbers an outcome depends on."""
