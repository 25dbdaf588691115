"""What codes mean: versioned taxonomies with labels in English and Dutch."""
