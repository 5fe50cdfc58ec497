"""The figures themselves: periods, measures, figures, targets, status and travel."""
