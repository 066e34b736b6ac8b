"""`python -m planpress` is `planpress`."""

from planpress.cli import main

main()
