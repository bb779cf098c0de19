"""Decide nothing: routes of this feature only parse, authorise, call one service and answer."""
