"""The zip in which an ODT and a DOCX travel, without a trace of who packed it, when, or with what."""

import io
import zipfile
from collections.abc import Mapping

_DAG_NUL = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold


def zonder_herkomst(bestand: bytes, vervangen: Mapping[str, str]) -> bytes:
    """Pack the file again with these parts replaced and one date for all of them: equal content is an equal file."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bestand)) as bron, zipfile.ZipFile(uit, "w") as doel:
        for deel in bron.infolist():
            kop = zipfile.ZipInfo(deel.filename, _DAG_NUL)
            kop.compress_type = deel.compress_type  # the mimetype of an ODT stays unpacked
            doel.writestr(kop, vervangen.get(deel.filename) or bron.read(deel))
    return uit.getvalue()
