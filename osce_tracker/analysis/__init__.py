"""Questions answered as values."""
