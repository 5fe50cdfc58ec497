"""Settings: their shape, how a file is read, and where secrets may be kept."""

from bot.settings.reading import read_settings
from bot.settings.secrets import bot_token, database_address, webhook_secret
from bot.settings.shape import Settings

__all__ = ["Settings", "bot_token", "database_address", "read_settings", "webhook_secret"]
