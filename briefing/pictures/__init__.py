"""Pictures drawn from the store: shapes without a toolkit, for the window and for the page alike."""
