"""What every other package stands on: who acts, how we say no, money, days, identifiers."""
