"""The Python interface: scenarios to change and run, and studies as functions.

Users import these names from the top of the package, ``import sim``.
"""
