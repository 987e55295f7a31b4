"""What the keys do: one small function for each action of the registry, over the reader's screen.

Each takes the screen and the number that was typed before the key (None without one).
"""
