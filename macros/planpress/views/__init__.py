"""What follows from the data: one function for each question that a reader asks. `as_at` is always an argument."""
