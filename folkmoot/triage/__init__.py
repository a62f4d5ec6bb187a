"""Help for whoever sorts concerns: suggested categories, and earlier disputes that are near. A person decides."""
