"""Decide which people, departments and roster imports a viewer may touch: those of the own unit."""
