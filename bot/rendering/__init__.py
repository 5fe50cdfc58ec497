"""Facts in, reply out; the same file names as answers."""
