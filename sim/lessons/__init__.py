"""Teaching material: casebook, quiz, lesson packs, role pages, tests and a static site."""
