"""The terminal door: a chat without a token, for people and for piped lines."""

from handlers.terminal.chat import converse
from handlers.terminal.keyboard import Keyboard, keyboard_for
from handlers.terminal.screen import Screen, screen_for

__all__ = ["Keyboard", "Screen", "converse", "keyboard_for", "screen_for"]
