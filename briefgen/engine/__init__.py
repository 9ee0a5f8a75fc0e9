"""The engine: plan, theme, render, write, record. It knows nothing of digests."""
