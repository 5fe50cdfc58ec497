"""Text in, query out."""
