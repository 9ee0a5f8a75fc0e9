"""Pictures: from the bytes of one to the files that a site shows of it."""
