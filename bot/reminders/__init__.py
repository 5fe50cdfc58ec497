"""When figures are due, who is asked and when: due dates, cycles, planner, wording."""
