"""Importing this enters every rule."""

from generator.checks import arithmetic, explanations

__all__ = ["arithmetic", "explanations"]
