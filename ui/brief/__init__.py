"""The composer of briefs: outline, editors, preview, export and printing."""
