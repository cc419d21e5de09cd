"""Offline archives for machines without a network: `make` makes them, `install` goes along and installs them there."""
