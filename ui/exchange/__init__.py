"""Exchange with other copies of the store: what comes is looked at first, and conflicts are settled by people."""
