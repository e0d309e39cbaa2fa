"""The nouns: frozen records and their vocabularies; no input or output, no clock."""
