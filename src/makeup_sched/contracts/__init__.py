"""Whether to contract: what staff cannot place, the least hours to buy, by when, at what price."""
