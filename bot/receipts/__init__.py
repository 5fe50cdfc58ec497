"""What was said: receipts, who was shown which figure, and recall when it changes."""
