"""Files of ballots as text, in the encodings that spreadsheets write."""

from __future__ import annotations

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file, and the assumption made to decode it (empty if none).

    Raises:
        ValueError: if the file is not text.
    """
    if raw.startswith(UTF_16):
        return raw.decode("utf-16", errors="replace"), ""
    if b"\0" in raw:
        raise ValueError("this is not a text file")
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "not UTF-8; read as Windows-1252"
