"""Escaping is that of the standard library, which brings more than it is worth."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from sim.report.markup import attribute_value, escape

TEXT = st.text(alphabet=st.sampled_from("a<>&'\"\n\r\t é"), max_size=12)


@given(TEXT)
def test_text_is_escaped_as_the_standard_library_does(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert attribute_value(text) == saxutils.quoteattr(text)
