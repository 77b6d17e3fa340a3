"""Stage 2, design: both sides agree date, venue, services, shifts and pledges of a visit."""
