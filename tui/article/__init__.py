"""The article panel: wrapping, painting, the scrolling widget and the map beside it.

It hands nothing on, so that the first screen can be painted by what needs no widget.
"""
