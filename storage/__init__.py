"""The remembering half: SQLite or PostgreSQL, through SQLAlchemy Core."""
