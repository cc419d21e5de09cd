"""Why figures changed: whether a reason is there, points the right way, and speaks of the right item."""
