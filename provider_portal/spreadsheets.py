"""CSV files that are streamed, and that no spreadsheet takes for formulas."""

import csv

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

# What makes a spreadsheet compute a cell instead of showing it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
# Without it Excel takes a file for one in the country's old encoding.
BYTE_ORDER_MARK = "\ufeff"


class Echo:
    """A file whose `write` hands back what was written."""

    def write(self, text):
        return text


def csv_response(file_name, rows):
    """Answer with the rows, an iterable of lists, as a file to keep; they are asked for as they are sent."""
    response = StreamingHttpResponse(csv_lines(rows, get_language()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def csv_lines(rows, language):
    """Yield the lines in the language; when they are asked for, the request and its language are gone."""
    writer = csv.writer(Echo())
    rows = iter(rows)
    if language != "en":
        yield BYTE_ORDER_MARK
    while True:
        with override(language):
            row = next(rows, None)
            if row is None:
                return
            written = writer.writerow([safe_cell(cell) for cell in row])
        yield written


def safe_cell(value):
    """Return the value as text that is only ever read."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
