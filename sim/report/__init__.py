"""Render results: pages, figures, tables, diaries and terminal output."""
