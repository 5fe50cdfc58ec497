"""Pictures: a chart spec in, a PNG out, drawn in a process of its own."""
