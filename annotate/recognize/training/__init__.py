"""From open data to weights: the recipe of the recognisers that ship, and of those made from one's own corrections."""
