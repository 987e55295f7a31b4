"""Correcting what the machine said: what a key applies to, the decision it makes, and how that is kept and shown.

``about`` says what a correction is about, ``making`` makes the decision, ``corrector`` keeps and shows it, and
``labels`` has the letters of the labels. The keys themselves are in :mod:`tui.commands`.
"""
