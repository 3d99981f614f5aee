"""A website for teachers without Python: static pages, answers to votes computed beforehand."""
