"""Query in, facts out; one file per kind of question."""
