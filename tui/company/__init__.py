"""Who is with whom, in the reader: ``screen`` lists the company of an entity, ``graph`` draws the list as a graph, and
``arcs`` the lines beside it that join those that are with each other too."""
