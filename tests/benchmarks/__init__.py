"""Figures that `make bench` measures and holds; the suite itself asserts counts, never seconds."""
