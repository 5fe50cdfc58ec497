"""The real plan that comes with the program, as files; `bot.exchange` reads them."""
