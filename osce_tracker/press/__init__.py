"""A press article in, draft statements out: rules over the reference data, with the passage behind each field."""
