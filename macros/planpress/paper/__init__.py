"""A plan on paper: the whole plan or one report as a tagged PDF, and a committee paper in Word."""
