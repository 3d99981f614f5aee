"""Files of ballots as text, in the encodings that spreadsheets write."""

from __future__ import annotations

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file, and the assumption made to decode it (empty if none).

    Raises:
        ValueError: if the file is not text.
    """
    if raw.startswith(UTF_32):  # the first of them begins like UTF-16
        raise ValueError("this file is encoded as UTF-32; save it as UTF-8")
    if raw.startswith(UTF_16):
        return raw.decode("utf-16", errors="replace"), ""
    if b"\0" in raw:
        raise ValueError("this is not a text file")
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "not UTF-8; read as Windows-1252"
