"""Review in the reader: the questions of :mod:`annotate.review`, one after the other, below the article.

``round`` knows which question is next, ``bar`` shows it, ``mode`` takes the keys, and ``accept`` lists what is about to
be accepted all at once.
"""
