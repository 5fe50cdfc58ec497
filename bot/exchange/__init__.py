"""Plans and figures in and out as files."""

from bot.exchange.starter import starter_plan_folder

__all__ = ["starter_plan_folder"]
