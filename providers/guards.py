from accounts.guards import object_view
from providers.models import Provider

provider_view = object_view(Provider, "provider_id")
