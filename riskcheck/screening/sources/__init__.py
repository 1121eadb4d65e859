"""One module per authority: the bytes of its list file to entries."""
