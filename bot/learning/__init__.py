"""Getting better in use: questions that were not answered at once, and words added for measures."""
