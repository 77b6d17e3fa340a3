"""Accounts, roles with scope and period, residency, community groups, and the vault for NIK."""
