"""The record: what happened, once, in order, never changed; sealed in a chain of hashes.

This is not event sourcing: models hold the state. A fact is the audit trail, the timeline
of a file, the source of background errands and the evidence of co-production.
"""
