"""绩效自评: its funding, indicators, weights and points."""
