"""How often Python looks for forgotten objects: seldom, since plans are many small objects that live until the end."""

import atexit
import gc


def collect_seldom() -> None:
    """To be called at the start. Looking as often as Python does by itself takes a fifth of a short build."""
    gc.set_threshold(50_000, 5, 100)
    # Nor among all that is held at the end, when everything goes.
    atexit.register(gc.freeze)
