"""Stage 3, deliver: queue, mandate, application, check, decision, permit."""
