"""Alembic migrations for both databases; `storage.schema` runs them. See CONTRIBUTING.md."""
