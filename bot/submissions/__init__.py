"""Figures on their way: drafts, checks, read-back, sign-off."""
