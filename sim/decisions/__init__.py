"""What actors want and how they choose: arithmetic over arrays, without order of play."""
