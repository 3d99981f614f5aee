"""Draft resolutions in words: openings, ties to issues, layout, and what an editor would say."""
