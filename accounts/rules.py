"""What organizations ask of accounts. Accounts know none of them: `settings.ACCOUNT_RULES` names the module that answers."""

from importlib import import_module

from django.conf import settings
from django.utils.functional import SimpleLazyObject

rules = SimpleLazyObject(lambda: import_module(settings.ACCOUNT_RULES))
