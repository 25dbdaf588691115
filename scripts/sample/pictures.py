"""Paints the pictures of the sample reports: hills under a sky, in the colour of the house."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

_WIDTH_PX, _HEIGHT_PX = 480, 220
_LAYERS = 5

Colour = tuple[int, int, int]


def paint_hills(accent: str, seed: int) -> Image.Image:
    """Return a landscape in shades of ``accent`` (``#rrggbb``), the same for the same seed."""
    dice = random.Random(seed)
    base = _parse(accent)
    picture = Image.new("RGB", (_WIDTH_PX, _HEIGHT_PX), _mix(base, (255, 255, 255), 0.85))
    pen = ImageDraw.Draw(picture)
    sun = dice.randrange(60, _WIDTH_PX - 60)
    pen.ellipse((sun - 22, 24, sun + 22, 68), fill=_mix(base, (255, 244, 214), 0.92))
    for layer in range(_LAYERS):
        shade = _mix(base, (255, 255, 255), 0.66 - 0.16 * layer)
        pen.polygon(_ridge(dice, layer), fill=shade)
    return picture


def _ridge(dice: random.Random, layer: int) -> Sequence[tuple[float, float]]:
    phase, wave = dice.uniform(0, 6.28), dice.uniform(90, 190)
    height = 70 + 30 * layer
    crest = [
        (x, height + 14 * math.sin(x / wave * 2 + phase) + 6 * math.sin(x / 23 + phase))
        for x in range(0, _WIDTH_PX + 4, 4)
    ]
    return [*crest, (_WIDTH_PX, _HEIGHT_PX), (0, _HEIGHT_PX)]


def _parse(accent: str) -> Colour:
    return int(accent[1:3], 16), int(accent[3:5], 16), int(accent[5:7], 16)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return ``share`` of the other colour in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
