"""Sources and quotes in the formats of other programs: CSL-JSON and W3C Web Annotations. Refuses to know the store."""
