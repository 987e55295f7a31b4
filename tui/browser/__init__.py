"""The reader in a browser: a server on this machine, and a process with the reader for each tab that is opened."""

DRIVER = "tui.browser.driver:TabDriver"
"""What Textual is to show the reader with, as its variable TEXTUAL_DRIVER says."""
