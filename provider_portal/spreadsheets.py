"""CSV files that are streamed, and that no spreadsheet takes for formulas."""

import csv

from django.http import StreamingHttpResponse

# What makes a spreadsheet compute a cell instead of showing it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file whose `write` hands back what was written."""

    def write(self, text):
        return text


def csv_response(file_name, rows):
    """Answer with the rows, an iterable of lists, as a file to keep; they are asked for as they are sent."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def csv_lines(rows):
    writer = csv.writer(Echo())
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def safe_cell(value):
    """Return the value as text that is only ever read."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
