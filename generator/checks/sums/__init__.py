"""What is reached in two ways must be equal (`totals`), and a part not more than its whole (`wholes`)."""
