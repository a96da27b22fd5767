"""Small PDF files, made on the spot."""

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def pdf_bytes(*pages, password=None, owner=None):
    """A PDF whose pages have these lines of text; a page of None has a drawing and no text."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(width=612, height=792)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(_drawn(lines))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, owner, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _drawn(lines):
    if lines is None:
        return b"10 10 200 200 re f"
    shown = [f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines]
    return "\n".join(["BT /F1 11 Tf 14 TL 72 720 Td", *shown, "ET"]).encode("latin-1")
