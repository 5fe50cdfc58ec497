"""Due dates moved, cycles, reminders, follows."""
