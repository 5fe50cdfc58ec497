"""Plans and figures in and out as files."""
