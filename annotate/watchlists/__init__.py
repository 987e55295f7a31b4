"""Watch lists: names that a reader wants to be told of, as sanctions offices and others publish them.

``reading`` takes the files of the publishers apart, ``importing`` puts them into a database for each list, ``keeping``
knows where those are; ``forms`` are the blocking keys by which a name finds those that it may be, ``judging`` says
whether it is one of them, and ``watch`` looks the names of an annotation up. What is found is a layer of its own
(``Annotation.matches``): it changes no entity, no name and no link.
"""
