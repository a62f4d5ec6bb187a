"""When a warning is raised and ended, which colour it bears, and when it climbs; plain Python."""
