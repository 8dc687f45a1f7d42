"""The list of clients as a CSV file, read in pieces as they are sent."""

PIECE = 1000
# Of a client's row; its keys are far longer than all of these.
READ = ["name", "plan", "enabled", "seats", "used", "confirmed_owners", "waiting_members", "confirmed_members", "created_at"]
COLUMNS = [
    "Client",
    "Id",
    "Plan",
    "Status",
    "Assigned",
    "Used",
    "Remaining",
    "Confirmed owners",
    "To confirm",
    "Confirmed members",
    "Tags",
    "Since",
]


def csv_rows(clients):
    """Yield the lines of the file, the columns' names first. What is in it reads a program: no word is translated."""
    yield COLUMNS
    for client in clients.only(*READ).prefetch_related("taggings__tag").iterator(PIECE):
        yield [
            client.name,
            client.pk,
            client.plan,
            "active" if client.enabled else "suspended",
            client.seats,
            client.used,
            client.remaining_seats,
            client.confirmed_owners,
            client.waiting_members,
            client.confirmed_members,
            ", ".join(sorted(tagging.tag.name for tagging in client.taggings.all())),
            client.created_at.date().isoformat(),
        ]
