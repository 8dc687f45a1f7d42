from accounts.guards import object_view
from vault.models import Cipher, Collection

collection_view = object_view(Collection, "collection_id")
cipher_view = object_view(Cipher, "cipher_id")
