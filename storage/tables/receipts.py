"""Answers as they were given, and what each chat was shown."""
