"""Golden transcripts of figures on their way, with owner, approver and reader side by side."""
