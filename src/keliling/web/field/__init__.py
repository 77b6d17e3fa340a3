"""The field room: the volunteer's shifts, the queue, the people helped."""
