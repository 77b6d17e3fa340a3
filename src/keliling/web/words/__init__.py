"""Sentences for what the stages say in codes, in both languages."""
