from accounts.guards import object_view
from organizations.models import Organization

organization_view = object_view(Organization, "organization_id")
