"""What a class takes home: casebook, quiz, lesson pack, game."""
