"""A plan as a workbook to fill in, and the filled-in workbook as a new report."""
