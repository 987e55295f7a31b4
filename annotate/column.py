"""How wide the column of a text is, in cells: what the configuration, the first screen and the reader have to agree
on, and nothing to import."""

COLUMN = 76  # a longer line is hard to read
WIDTHS = range(20, 201)  # that a person may set
