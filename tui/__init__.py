"""aka's reader: Textual widgets and screens over annotate's plain data."""
