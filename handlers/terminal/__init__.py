"""The terminal door: a chat without a token, for people and for piped lines."""
