"""Starting data: the starter questions (``questions/``) and the demonstration office (``demonstration``, ``demo_data/``)."""
