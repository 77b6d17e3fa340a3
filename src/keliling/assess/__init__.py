"""Stage 4, assess: ratings, findings and what was done about them, the co-production matrix."""
