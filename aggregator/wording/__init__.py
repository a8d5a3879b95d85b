"""What is claimed and known, in words for people: the same on the command line and on the pages. Pure."""
