"""Other words for the same things, in a place that has its own.

The texts stay those of the catalogs: after translation, a language's table exchanges words. So whatever a page, a
mail or a list says, new texts included, is said in these words.
"""

import re
from functools import cache

from django.utils.translation import get_language, trans_real

BUSINESS_UNIT = "business unit"

# What a business that runs its own organizations calls them, and those who look after them (features 1.2).
TABLES = {
    BUSINESS_UNIT: {
        "en": {
            "Set up provider": "Set up Business Unit",
            "Set up your provider": "Set up your Business Unit",
            "Provider Portal": "Business Unit Portal",
            "Provider Admin": "Unit administrator",
            "Provider Admins": "Unit administrators",
            "Service User": "Service user",
            "Service Users": "Service users",
            "client organization": "business unit",
            "client organizations": "business units",
            "client": "business unit",
            "clients": "business units",
            "Client": "Business unit",
            "Clients": "Business units",
        },
        "ja": {
            "プロバイダーポータル": "ビジネスユニットポータル",
            "プロバイダー管理者": "ユニット管理者",
            "クライアント組織": "ビジネスユニット",
            "クライアント": "ビジネスユニット",
        },
        "zh-hans": {
            "提供商门户": "业务单位门户",
            "提供商管理员": "单位管理员",
            "客户组织": "业务单位",
            "客户": "业务单位",
        },
    }
}


class Reworded:
    """A language's translation, its words exchanged."""

    def __init__(self, translation, wording):
        self.translation = translation
        self.pattern, self.words = table(wording, translation.to_language())

    def __getattr__(self, name):
        return getattr(self.translation, name)

    def gettext(self, message):
        return self.exchange(self.translation.gettext(message))

    def ngettext(self, singular, plural, number):
        return self.exchange(self.translation.ngettext(singular, plural, number))

    def exchange(self, text):
        return self.pattern.sub(lambda found: self.words[found[0]], text)


@cache
def table(wording, language):
    words = TABLES[wording].get(language, {})
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    # A whole word where the language parts words, and never the name of a placeholder.
    edge = r"\b" if language == "en" else ""
    return re.compile(rf"(?<!%\(){edge}(?:{'|'.join(longest_first) or '(?!)'}){edge}"), words


def speak(wording):
    """Say things in the words of `wording` until a language is activated again; nothing changes for None."""
    if wording is not None:
        # What `activate` sets; a language of its own would need whole catalogs and formats.
        trans_real._active.value = Reworded(trans_real.translation(get_language()), wording)
