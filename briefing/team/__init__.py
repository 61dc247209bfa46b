"""A team on one server: the steps of a store through PostgreSQL. An optional extra (`briefing-desk[team]`).

The only part of the program that opens a network connection, and only where somebody named a server. It knows neither
stores nor records: steps are bytes with a number (`SentStep`), texts and files are bytes named by their hash. Who may
send what is decided by the database (`schema.sql`), never here. psycopg and keyring are imported inside functions, so
that nothing of them is loaded by a desk that works alone.
"""
