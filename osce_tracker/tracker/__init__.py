"""One data set in memory."""
