"""A data set as SQLite, Arrow and Parquet."""
