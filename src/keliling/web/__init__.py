"""The faces: public, resident, field, office; parse, call, render."""
