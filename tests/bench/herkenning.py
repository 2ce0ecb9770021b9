"""What a long text costs the detector: four times the text may cost four times as much, squared would be sixteen.

Run by `make bench`. A table to read, not a test: machines are noisy.
"""

import time

from maatwerk.herkenning.rules import herken

VIJANDIG = ("van ", "a@", "1.", "A.", "'", "Van de ", "06 ", "é\u0301", ".", "NL12 ")
"""Pieces that, repeated, make a careless pattern try everything."""


def duur(stuk: str, lengte: int) -> float:
    """Give the CPU time in seconds, the best of three."""
    tekst = (stuk * lengte)[:lengte]
    tijden = []
    for _ in range(3):
        begin = time.process_time()
        herken(tekst)
        tijden.append(time.process_time() - begin)
    return min(tijden)


def main() -> None:
    """Print the table."""
    herken("warm")
    print(f"{'stuk':<12}{'10.000 (s)':>12}{'40.000 (s)':>12}{'verhouding':>12}   doel: ongeveer 4")  # noqa: T201
    for stuk in VIJANDIG:
        kort, lang = duur(stuk, 10_000), duur(stuk, 40_000)
        print(f"{stuk!r:<12}{kort:>12.3f}{lang:>12.3f}{lang / kort:>12.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
