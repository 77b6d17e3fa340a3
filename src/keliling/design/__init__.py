"""Stage 2, design: office and residents agree date, venue, services, shifts and pledges of a visit."""
