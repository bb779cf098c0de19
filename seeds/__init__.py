"""Hold the starting data: starter questions (``questions/``), demonstration office (``demonstration``)."""
