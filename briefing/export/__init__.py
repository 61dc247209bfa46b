"""Brief → bytes. Every exporter reads the same tree; none reads the output of another."""
