"""The window: shows the core, asks the user, decides nothing. The only package that imports Qt."""
