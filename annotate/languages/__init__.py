"""Which language a text is in, and what in aka belongs to which languages.

``detecting`` tells the language of a text, by its script and the small words in it (``words``); ``codes`` has the names
of languages and the spaCy pipelines that there are for them; ``scope`` says for which languages a pass or a rule is
made.
Nothing here imports anything but Python's own library.
"""
