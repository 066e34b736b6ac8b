"""An existing plan, in Word or as a spreadsheet, to YAML: read its tables, say what could not be read, write files."""
