"""Editing a plan by hand and planning again so that as little as possible changes."""
