"""What several test folders share: tiny cases, an oracle by brute force, a second formulation."""
