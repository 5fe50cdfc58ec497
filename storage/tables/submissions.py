"""Drafts, submissions, decisions and evidence."""
