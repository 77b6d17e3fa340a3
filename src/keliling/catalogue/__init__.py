"""Services: the 14-component standard, requirements, term, fee, form, permit; by date in force."""
