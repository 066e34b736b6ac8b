"""What editors run: who owes what, a draft of the next report, and a council's own site to start from."""
