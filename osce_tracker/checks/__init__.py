"""What is wrong or weak in a data set."""
