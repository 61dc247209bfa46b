"""The only SQL of the program: the store, its change log, its search and its backups."""
