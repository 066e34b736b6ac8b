"""The published plan.json files of many sites as one page and a few tables. Nothing that they say is trusted."""
