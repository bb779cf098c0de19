"""The office's year on real processes and a real browser."""
