"""Languages of the classroom: message catalogues and names of States."""
