"""Publishes an improvement plan, kept as YAML, as a website."""
