"""Tables of recorded ballots as people save them, read into cases for Article 27 to decide."""
