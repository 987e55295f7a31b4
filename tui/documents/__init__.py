"""The documents: a list to choose from, with what is known of each, and those that are open.

``desk`` has what lies open and opens the others, ``librarian`` asks the library in a thread, ``rows`` are the lines of
the list, ``table`` paints them, and ``screen`` is the list itself. Its keys are in :mod:`tui.commands.documents`.
"""
