"""As `Intl.DateTimeFormat` writes a medium date and a short time, which the pages' modules use (static/js/ui/dates.js)."""

DATE_FORMAT = "Y/m/d"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "Y/m/d G:i"
