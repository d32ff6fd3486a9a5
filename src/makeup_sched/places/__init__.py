"""Where a session could go: every place that the rules leave open, found once per kind of day."""
