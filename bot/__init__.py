"""The deciding half: pure, synchronous, and ignorant of Telegram, SQL, networks and clocks."""
