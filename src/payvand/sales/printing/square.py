"""The square code (QR) of a document as grey pixels, drawn without any service or picture library."""

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError


def square(text: str) -> dict[str, object] | None:
    """Width and pixels (0 black, 255 white), a quiet zone round them; None where there is no text, or too much."""
    if not text:
        return None
    drawing = QRCode(error_correction=ERROR_CORRECT_M, border=2)
    drawing.add_data(text)
    try:
        drawing.make(fit=True)
    except (DataOverflowError, ValueError):
        return None
    rows = drawing.get_matrix()
    return {"width": len(rows), "pixels": [0 if dark else 255 for row in rows for dark in row]}
