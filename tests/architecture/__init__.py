"""The house rules of docs/architecture.md, read off the source and the URL map; each rule can be shown to fail."""
