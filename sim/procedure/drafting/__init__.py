"""Draft resolutions as text: opening phrases, links to issues, layout and editorial remarks."""
