"""Every page of the demo as a picture: in both languages, on both widths and both grounds. `make screenshots`."""
