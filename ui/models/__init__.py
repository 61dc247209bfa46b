"""Qt item models over ids and plain rows. They get rows from the desk and never query."""
