"""One scenario answered whole: the modal world, its reasons, its forecast."""
