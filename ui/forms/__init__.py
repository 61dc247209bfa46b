"""Forms: a record's fields as widgets that save themselves."""
