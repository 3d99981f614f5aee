"""The complete answer for one scenario: the modal world, its reasons, its forecast."""
