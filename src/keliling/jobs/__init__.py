"""What happens in the background: errands that facts left, and rounds by the calendar."""
