"""A statement with its client report as a PDF, for a provider's own files."""

import logging
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from fpdf import FPDF

from organizations.clients.report import report_rows

# Fonts of its own: those that are part of every PDF reader have no letters beyond Western Europe's.
FONTS = Path(__file__).parent / "fonts"
WIDTHS = (74, 26, 22, 18, 24, 26)
# More would keep a worker busy for long; the report as CSV is streamed and has all of them.
MOST_CLIENTS = 1000
# It tells of each table of the font that goes into a file.
logging.getLogger("fontTools").setLevel(logging.WARNING)
LINE, SMALL_LINE = 7, 6


class Sheet(FPDF):
    def __init__(self, title):
        super().__init__()
        self.add_font("Sans", fname=FONTS / "DejaVuSans.ttf")
        self.add_font("Sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.add_font("Han", fname=FONTS / "DroidSansFallbackFull.ttf")
        self.set_fallback_fonts(["Han"], exact_match=False)
        self.set_title(title)
        self.set_auto_page_break(True, margin=18)
        self.add_page()

    def footer(self):
        self.set_y(-14)
        self.set_font("Sans", size=8)
        self.cell(0, SMALL_LINE, _("Page %(page)d") % {"page": self.page_no()}, align="R")

    def say(self, text, *, size=9, bold=False):
        self.set_font("Sans", "B" if bold else "", size)
        self.multi_cell(0, size * 0.6, text, new_x="LMARGIN", new_y="NEXT")

    def line_of(self, left, right, *, bold=False):
        self.set_font("Sans", "B" if bold else "", 9)
        self.cell(140, LINE, left)
        self.cell(0, LINE, right, align="R", new_x="LMARGIN", new_y="NEXT")

    def row(self, cells, *, bold=False):
        self.set_font("Sans", "B" if bold else "", 8)
        for index, (text, width) in enumerate(zip(cells, WIDTHS, strict=True)):
            is_text = index < 2
            self.cell(width, SMALL_LINE, fitted(self, text, width), align="L" if is_text else "R")
        self.ln()


def fitted(sheet, text, width):
    """Return the text, shortened where the column is narrower."""
    if sheet.get_string_width(text) <= width - 2:
        return text
    while text and sheet.get_string_width(text + "…") > width - 2:
        text = text[:-1]
    return text + "…"


def statement_pdf(provider, statement):
    """Return the PDF of a statement as bytes."""
    month = formats.date_format(statement.month, "YEAR_MONTH_FORMAT")
    sheet = Sheet(f"{provider.name} {month}")
    sheet.say(provider.name, size=16, bold=True)
    if provider.business_name:
        sheet.say(provider.business_name)
    sheet.say(_("Statement for %(month)s") % {"month": month}, size=11)
    sheet.ln(4)
    for plan in statement.plans:
        write_plan(sheet, plan)
    sheet.line_of(_("Total"), amount(statement.total), bold=True)
    sheet.ln(6)
    write_clients(sheet, provider, statement)
    return bytes(sheet.output())


def write_plan(sheet, plan):
    sheet.say(plan.label, size=11, bold=True)
    words = _("%(seats)d seats at the beginning of the month: minimum %(minimum)d, purchased %(purchased)d")
    start = {"seats": plan.start.billed, "minimum": plan.start.minimum, "purchased": plan.start.purchased}
    sheet.line_of(words % start, amount(plan.base))
    for line in plan.adjustments:
        day = {"day": formats.date_format(line.day, "DATE_FORMAT"), "seats": line.seats}
        sheet.line_of(_("%(day)s, for the rest of the month: %(seats)+d seats") % day, amount(line.amount))
    sheet.line_of(_("Total"), amount(plan.total), bold=True)
    sheet.ln(4)


def write_clients(sheet, provider, statement):
    sheet.say(_("Clients"), size=11, bold=True)
    sheet.row((_("Client"), _("Plan"), _("Assigned"), _("Used"), _("Remaining"), _("Total")), bold=True)
    rows = report_rows(provider, statement)
    for row in islice(rows, MOST_CLIENTS):
        name, _pk, assigned, used, remaining, plan, total = row.cells
        sheet.row([name, str(plan), str(assigned), number(used), number(remaining), str(total)])
    if more := sum(1 for _row in rows):
        words = ngettext("%(count)d more: see the client report.", "%(count)d more: see the client report.", more)
        sheet.say(words % {"count": more})


def number(value):
    return "–" if value is None else str(value)


def amount(value):
    return f"{formats.number_format(value, decimal_pos=2, force_grouping=True)} {settings.SEAT_CURRENCY}"
