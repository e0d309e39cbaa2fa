"""Press articles read as drafts of statements, by rules, with the passage behind each field."""
