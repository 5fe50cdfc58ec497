"""Faults injected into the real code, and what was lost: the table of the reliability reference."""
