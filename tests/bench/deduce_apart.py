"""Run Deduce itself, in a process of its own: it takes a gigabyte and a minute or two. Lines in, lines out."""

import json
import logging
import sys
import warnings


def main() -> None:
    """Read {"id", "text"} from stdin, write {"id", "spans"}; `deduce` writes to stdout while it loads, so we do not."""
    uit, sys.stdout = sys.stdout, sys.stderr
    warnings.simplefilter("ignore")
    from deduce import Deduce  # type: ignore[import-untyped]  # noqa: PLC0415 - the engine must never be loaded by importing this file

    motor = Deduce()
    logging.getLogger().setLevel(logging.ERROR)
    for regel in sys.stdin:
        invoer = json.loads(regel)
        plekken = [[int(a.start_char), int(a.end_char)] for a in motor.deidentify(invoer["text"]).annotations]
        uit.write(json.dumps({"id": invoer["id"], "spans": plekken}) + "\n")
        uit.flush()


if __name__ == "__main__":
    main()
