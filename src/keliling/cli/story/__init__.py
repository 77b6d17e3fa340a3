"""The story: one whole visit played through the acts, with a seeded clock and seeded ids.

Places and services are real; every person and every answer is made up and marked so.
"""

from keliling.cli.story.play import Outcome, play

__all__ = ["Outcome", "play"]
