"""Letters to families: what was missed, what is planned, whom to call, in their language."""
