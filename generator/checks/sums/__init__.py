"""What is reached in two ways must be equal (`totals`, `long_sums`), and a part not more than its whole (`wholes`)."""
