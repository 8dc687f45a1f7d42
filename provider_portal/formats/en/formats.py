"""As `Intl.DateTimeFormat` writes a medium date and a short time, which the pages' modules use (static/js/ui/dates.js)."""

DATE_FORMAT = "M j, Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "M j, Y, g:i A"
