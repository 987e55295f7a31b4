"""Document -> mentions: spaCy in a worker process, then document-level passes over what it found."""
