"""The package from Python: scenarios to change and run, and the studies as functions.

Users import these names from the top of the package, ``import sim``.
"""
