"""The reacting half: doors, clock and command line."""
