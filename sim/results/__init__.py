"""Keep runs on disk, find them again and query them."""
